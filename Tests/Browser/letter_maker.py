"""A caseworker at the letter maker: what they choose, what they see, and what comes out of the printer."""

import re
import subprocess
import tempfile
import time

from letters_site import LettersSite, code_row, codes, golden, with_rows
from server import ROOT
from visitor import DESK, Visitor

FILES = ROOT / "Tests" / "Browser" / "files"
MILLIMETRES_PER_POINT = 25.4 / 72

# A browser without a screen has no print window: what it would have shown is counted.
NO_PRINT_WINDOW = "window.printed = 0; window.print = function () { window.printed++ }"


def open_letters(site, browser, count, language="nl", script=True, viewport=DESK):
    """The page with letters 0001 to `count`, or the agreed one. The one place that knows how to get there."""
    page = golden("letters", language)
    site.serve("/letters", with_rows(page, [code_row(code) for code in codes(count)]) if count else page)
    person = Visitor(browser, site.url, script=script, language=language, viewport=viewport)
    watch(person)
    person.open("/letters")
    # The icon comes last, and when the browser likes.
    person.page.wait_for_load_state("networkidle")
    return person


def watch(person):
    """Everything that this browser asks of anyone, from now on."""
    person.requests = []
    person.context.add_init_script(NO_PRINT_WINDOW)
    person.context.on("request", lambda request: person.requests.append(request))


def name_file(text, encoding="utf-8-sig"):
    place = tempfile.NamedTemporaryFile(suffix=".csv", delete=False)
    place.write(text.encode(encoding))
    place.close()
    return place.name


def invented(count, first=1):
    """People who do not exist, each in a street of their own."""
    return [(f"Mevrouw Verzonnen-{number:05}", f"Nergensstraat {number}", f"{1000 + number % 9000} ZZ", "Nergenshuizen")
            for number in range(first, first + count)]


def csv_of(people):
    return "\r\n".join(["Naam;Straat en huisnummer;Postcode;Woonplaats", *[";".join(person) for person in people]]) + "\r\n"


class LetterMaker:
    """What a person does with the page, in words of the page."""

    def __init__(self, person):
        self.person = person
        self.page = person.page

    def choose(self, path):
        self.page.set_input_files("#letters-file", str(path))
        self.wait(lambda: self.text("[data-file-read]") or self.text("#letters-file-error"))

    def wait(self, holds, seconds=30):
        limit = time.time() + seconds
        while time.time() < limit:
            found = holds()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError("waited in vain; the page says: " + self.person.text()[:500])

    def text(self, selector):
        return self.page.locator(selector).first.text_content().strip()

    def counts(self):
        """{read, letters, left, unused} as the tiles say; without a file only letters and unused."""
        numbers = [int(number) for number in self.page.locator("[data-tiles] b").all_text_contents()]
        names = ["read", "letters", "left", "unused"] if len(numbers) == 4 else ["letters", "unused"]
        return dict(zip(names, numbers))

    def left(self, count):
        """The rows without a letter, when all of them are on the page: [(number, why, what it says)]."""
        rows = self.page.locator("[data-left-rows] tr")
        self.wait(lambda: rows.count() == count)
        return self.page.evaluate("""() => [...document.querySelectorAll('[data-left-rows] tr')]
            .map(row => [Number(row.cells[0].textContent.replace(/\\D/g, '')), row.cells[1].textContent, row.cells[2].textContent])""")

    def roles(self):
        return self.page.evaluate("[...document.querySelectorAll('[data-columns] select')].map(select => select.value)")

    def issued(self):
        """The codes as the page has them: {letter: code}."""
        return self.page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('tr[data-letter]')]
            .map(row => [row.dataset.letter, row.dataset.code]))""")

    def print(self, button=0, seconds=60):
        """Presses a print button and gives what comes out as a PDF."""
        before = self.page.evaluate("window.printed")
        self.page.locator("[data-print-parts] button").nth(button).click()
        return self.paper(before, seconds)

    def paper(self, before, seconds=60):
        self.wait(lambda: self.page.evaluate("window.printed") == before + 1, seconds)
        return self.pdf()

    def pdf(self):
        path = tempfile.mktemp(suffix=".pdf")
        self.page.pdf(path=path, prefer_css_page_size=True)
        return Paper(path)

    def save(self, button):
        with self.page.expect_download() as waiting:
            self.page.click(button)
        path = tempfile.mktemp(suffix=".csv")
        waiting.value.save_as(path)
        return open(path, "rb").read().decode("utf-8-sig")


class Paper:
    """What a printer would get."""

    def __init__(self, path):
        self.path = path
        told = run("pdfinfo", path)
        self.pages = int(re.search(r"Pages:\s+(\d+)", told)[1])
        self.size = re.search(r"Page size:.*", told)[0]

    def words(self, page):
        """[(word, left, top, right, bottom)] in millimetres from the corner of the page."""
        found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
                           run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), self.path, "-"))
        return [(word, *[float(edge) * MILLIMETRES_PER_POINT for edge in edges]) for *edges, word in found]

    def text(self, page):
        return re.sub(r"\s+", " ", run("pdftotext", "-layout", "-f", str(page), "-l", str(page), self.path, "-"))

    def scanned(self, page):
        """What a phone reads from the QR codes on a page."""
        picture = tempfile.mktemp()
        run("pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", "-f", str(page), "-l", str(page), self.path, picture)
        return sorted(run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", picture + ".png").split())


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{command[0]} ended with {done.returncode}: {done.stderr[:300]}")
    return done.stdout


def on_their_own(tests):
    """The same tests, each at a site of its own: they ask nothing of the server that the other suites start."""

    def alone(test):
        def with_site(_, browser):
            with LettersSite() as site:
                test(site, browser)

        with_site.__name__ = test.__name__
        return with_site

    return [alone(test) for test in tests]
