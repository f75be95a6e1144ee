#!/usr/bin/env python3
"""Every file for a spreadsheet that the product makes, filled with formulas and opened by LibreOffice: it carries out
none of them and loses no cell. A part of `make campaign`; without LibreOffice it says so and skips.

    apt-get install --no-install-recommends libreoffice-calc
"""

import csv
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import alone
import whole_day
import work
from letter_maker import LetterMaker, name_file
from server import Server
from visitor import DESK, Visitor

FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", '=DDE("soffice";"x";"y")', '=HYPERLINK("https://example.org";"x")', "+1+1", "-2+3",
            "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1", "＠SUM(1)", '";=1+1;"', "=1+1;=2+2"]
OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))
SEMICOLON, QUOTE, UTF_8 = 59, 34, 76


class LibreOffice:
    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="bueno-spreadsheets."))

    def opened(self, text):
        """What stands in each cell after opening: (formula or None, type, value), row by row."""
        path = self.directory / "file.csv"
        path.write_bytes(text.encode())
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.directory}/profile", "--headless",
             f"--infilter=CSV:{SEMICOLON},{QUOTE},{UTF_8},1", "--convert-to", "fods", "--outdir", str(self.directory), str(path)],
            capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        rows = []
        for row in ElementTree.parse(self.directory / "file.fods").iter(TABLE + "table-row"):
            cells = []
            for cell in row.findall(TABLE + "table-cell"):
                kind = cell.get(OFFICE + "value-type")
                value = cell.get(OFFICE + "date-value") or cell.get(OFFICE + "value")
                if kind == "string" or value is None:
                    value = "\n".join(plain(paragraph) for paragraph in cell.findall(TEXT + "p"))
                times = int(cell.get(TABLE + "number-columns-repeated", 1))
                cells += [(cell.get(TABLE + "formula"), kind, value)] * min(times, 100)
            rows += [cells] * min(int(row.get(TABLE + "number-rows-repeated", 1)), 10_000)
        return rows

    def close(self):
        shutil.rmtree(self.directory, ignore_errors=True)


def plain(paragraph):
    """The text of a paragraph, with its blanks, tabs and line ends."""
    text = paragraph.text or ""
    for child in paragraph:
        text += {TEXT + "s": " " * int(child.get(TEXT + "c", 1)), TEXT + "tab": "\t", TEXT + "line-break": "\n"}.get(
            child.tag, plain(child))
        text += child.tail or ""
    return text


def faults(name, text, office):
    """What LibreOffice carries out of a file, and what it does not have of it."""
    wanted = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    found = office.opened(text)
    faults = [] if text.startswith("\ufeff") else [f"{name}: has no mark of UTF-8"]
    for number, row in enumerate(wanted):
        cells = found[number] if number < len(found) else []
        for place, cell in enumerate(row):
            formula, kind, value = cells[place] if place < len(cells) else (None, None, "")
            if formula:
                faults.append(f"{name}: row {number + 1}, cell {place + 1} is carried out: {formula}")
            elif not same(cell, kind, value):
                faults.append(f"{name}: row {number + 1}, cell {place + 1} says {value!r}, not {cell!r}")
    print(f"     {name}: {sum(len(row) for row in wanted)} cells", flush=True)
    return faults


def same(cell, kind, value):
    """As it was written; a number or a day may be known as one. A line end is a line end."""
    if kind == "float":
        return cell.isdigit() and float(cell) == float(value)
    return " ".join(cell.split("\r")).replace("\n", " ") == " ".join(value.split("\r")).replace("\n", " ")


def libreoffice_carries_out_what_is_not_guarded(site, browser):
    """Without this the next test could not fail."""
    office = LibreOffice()
    rows = "".join('"' + formula.replace('"', '""') + '";x\r\n' for formula in FORMULAS)
    found = faults("unguarded", "\ufeff" + rows, office)
    office.close()
    assert sum("carried out" in fault for fault in found) >= 4, found


def no_file_of_ours_runs_a_formula_or_loses_a_cell(site, browser):
    texts = exports(site, browser)
    office = LibreOffice()
    found = []
    for name, text in texts.items():
        found += faults(name, text, office)
    office.close()
    assert not found, "\n  " + "\n  ".join(found)


def exports(site, browser):
    """{name: text} of all of them, made by people who type formulas wherever words go into a file."""
    ties, iris = (Visitor(browser, site.url, viewport=DESK) for _ in range(2))
    invitation = registered(ties)
    accept(iris, invitation)
    texts = {"public register": download(iris, "/privacy/register", "a[href='/privacy/register.csv']")}

    iris.visit("/klant/codes/nieuw")
    for field, value in (("aantal", str(len(FORMULAS) + 2)), ("dag", "31"), ("maand", "12"), ("jaar", "2099"), ("naam", FORMULAS[0])):
        iris.page.fill("#" + field, value)
    iris.press("form[action='/klant/codes/nieuw'] button")
    batch = iris.path.split("?")[0]
    texts["codes"] = download(iris, batch, "text=Download de codes")
    iris.visit(batch + "/brieven")
    iris.page.wait_for_load_state("networkidle")
    maker = LetterMaker(iris)
    maker.choose(names())
    texts["who has which letter"] = download(iris, None, "[data-map-save]")
    texts["rows without a letter"] = download(iris, None, "[data-left-save]")
    iris.visit(batch)
    iris.press("text=Ik heb het bestand veilig opgeslagen")
    for letter, formula in enumerate(FORMULAS, 1):
        iris.visit(f"{batch}?nr={letter}")
        iris.press(".acts a[href*='/intrekken']")
        iris.page.fill("#naam", formula)
        iris.press("form[action*='/intrekken'] button")
    iris.visit(batch)
    iris.page.click("summary:has-text('Bewaar de statussen')")
    texts["statuses"] = download(iris, None, "form[action$='/status'] button")
    assert texts["statuses"].count("ngetrokken") >= len(FORMULAS), texts["statuses"]
    texts["own register"] = download(iris, "/klant/privacy", "a[href='/klant/privacy/register.csv']")
    texts["extract of the log"] = download(iris, None, "a[href='/klant/privacy/logboek.csv']")
    for person in (ties, iris):
        person.close()
    return texts


def registered(ties):
    work.sign_in(ties, work.OPERATIONS)
    ties.visit("/kantoor/klanten/nieuw")
    for field, value in {"naam": FORMULAS[1], "kvk": "27654330", "straat": "Dorpsstraat 1", "postcode": "9723 JA",
                         "plaats": "Groningen", "kenmerk": "KPL-1", "beheerder": "Iris", "email": whole_day.ADDRESS}.items():
        ties.page.fill("#" + field, value)
    ties.page.click("label[for=soort]")
    before = ties.post()
    ties.press()
    ties.expect("heeft een uitnodiging")
    return ties.message_after(before, r"(/uitnodiging/[0-9a-f]{64})")


def accept(iris, invitation):
    iris.open(invitation)
    iris.page.fill("#wachtwoord", work.PASSWORD)
    iris.page.fill("#cijfers", work.totp(iris.page.locator("details .mono").text_content()))
    iris.press("main form button")
    iris.press("main .btn")


def names():
    """Each formula as a name, in a street, and in a column that we have no use for; then rows that get no letter."""
    rows = [(formula, formula, "1234 AB", "Naarden", formula) for formula in FORMULAS]
    wrong = [("", "", "1234 AB", formula, formula) for formula in FORMULAS]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows([("Naam", "Straat", "Postcode", "Plaats", "Extra"), *rows, *wrong])
    return name_file(text.getvalue())


def download(person, path, button):
    if path:
        person.visit(path)
    with person.page.expect_download() as started:
        person.page.locator(button).first.click()
    return pathlib.Path(started.value.path()).read_bytes().decode()


ALL = [libreoffice_carries_out_what_is_not_guarded, no_file_of_ours_runs_a_formula_or_loses_a_cell]

if __name__ == "__main__":
    if not shutil.which("soffice"):
        print("LibreOffice is not on this machine: files for spreadsheets were not opened.")
        sys.exit(0)
    with Server() as own_site:
        failed = alone.failures(alone.chosen(ALL, sys.argv[1:]), own_site)
    sys.exit(1 if failed else 0)
