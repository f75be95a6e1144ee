"""One day of a new customer, from its registration to the end of its agreement, as everyone in it sees the day.

A picture of each step, on a desk and on a phone, is kept in .artifacts/browser as day-NN-….png.
"""

import csv
import itertools
import re

import work
from accessibility import NO_SCROLL
from alone import PICTURES
from letter_maker import LetterMaker, name_file, watch
from letters_site import ASSETS
from visitor import DESK, PHONE, Visitor

ADDRESS = "iris@dagveld.example.nl"
HEADING = "Aanhef;Voornaam;Tussenvoegsel;Achternaam;Straat;Huisnummer;Toevoeging;Postcode;Woonplaats"
FIRST = ["Zoë", "José", "Łukasz", "Anaïs", "Bjørn", "Ömer", "Françoise", "Thị Hà"]
LAST = [("van der", "Väterlein"), ("", "d’Été"), ("", "Şahin"), ("van ’t", "Hof"), ("", "Müller-Lüdenscheidt"), ("", "Nguyễn")]


def people():
    """120 people as a municipality keeps them: (title, first, between, last, street, number, addition, postcode, town)."""
    rows = []
    for index, (first, (between, last)) in enumerate(itertools.islice(itertools.cycle(itertools.product(FIRST, LAST)), 120)):
        street = '"Jansen; Pietersenhof"' if index % 17 == 5 else '"Laan van ""Nieuw"" Oost"' if index % 19 == 7 else "Dürerlaan"
        rows.append((["Mevrouw", "De heer", ""][index % 3], first, between, last, street, str(index + 1),
                     ["", "a", "bis"][index % 3], f"{1100 + index} AB", "’s-Gravenhage"))
    return rows


def file_of_names():
    """With the mark of UTF-8, semicolons, quotes, and the rows without anything that a spreadsheet leaves behind."""
    lines = [HEADING]
    for index, row in enumerate(people()):
        lines.append(";".join(row))
        if index % 40 == 20:
            lines += ["", ";" * 8]
    return name_file("\r\n".join([*lines, ";" * 8, ""]) + "\r\n")


class Pictures:
    def __init__(self):
        self.count = 0

    def take(self, person, step):
        self.count += 1
        before = person.page.viewport_size
        for width, height in ((1280, 900), (360, 740)):
            person.page.set_viewport_size({"width": width, "height": height})
            person.page.screenshot(path=str(PICTURES / f"day-{self.count:02}-{step}-{width}.png"), full_page=True)
        person.page.set_viewport_size(before)


def the_whole_day_of_a_new_customer(site, browser):
    pictures = Pictures()
    ties = Visitor(browser, site.url, viewport=DESK)
    iris = Visitor(browser, site.url, viewport=DESK)
    watch(iris)
    invitation = registered(ties, pictures)
    accepted(iris, invitation, pictures)
    batch, rows = five_hundred_codes(iris, pictures)
    paper = letters(iris, batch, pictures)
    confirmed(iris, batch, pictures)

    readers = [enrolled(browser, site, paper, letter, pictures) for letter in (2, 57, 120)]
    sees_each_letter(iris, batch, pictures)
    replaced(browser, iris, batch, rows[2]["code"], pictures)
    ended(ties, iris, readers, pictures)
    for person in (ties, iris, *readers):
        assert not person.complaints, person.complaints
        person.close()


def registered(ties, pictures):
    work.sign_in(ties, work.OPERATIONS)
    ties.visit("/kantoor")
    pictures.take(ties, "office")
    ties.visit("/kantoor/klanten/nieuw")
    for field, value in {"naam": "Gemeente Dagveld", "kvk": "27654329", "straat": "Dorpsstraat 1", "postcode": "9723 JA",
                         "plaats": "Groningen", "kenmerk": "KPL-4417", "beheerder": "Iris Voorbeeld", "email": ADDRESS}.items():
        ties.page.fill("#" + field, value)
    ties.page.click("label[for=soort]")
    pictures.take(ties, "register")
    before = ties.post()
    ties.press()
    ties.expect("heeft een uitnodiging")
    ties.page.set_viewport_size(PHONE)
    assert ties.page.evaluate(NO_SCROLL), "the address of a customer is wider than a phone"
    ties.page.set_viewport_size(DESK)
    pictures.take(ties, "registered")
    return ties.message_after(before, r"(/uitnodiging/[0-9a-f]{64})")


def accepted(iris, invitation, pictures):
    iris.open(invitation)
    iris.expect("Gemeente Dagveld")
    iris.page.fill("#wachtwoord", work.PASSWORD)
    iris.page.fill("#cijfers", work.totp(iris.page.locator("details .mono").text_content()))
    pictures.take(iris, "invitation")
    iris.press("main form button")
    iris.expect("Bewaar deze codes")
    iris.expect("Wij weten 2 dingen van u", "footer")
    pictures.take(iris, "spare-codes")
    iris.press("main .btn")
    iris.expect_path("/klant")
    pictures.take(iris, "customer-home")
    iris.visit("/klant/codes")
    pictures.take(iris, "no-codes-yet")


def five_hundred_codes(iris, pictures):
    iris.visit("/klant/codes/nieuw")
    for field, value in (("aantal", "500"), ("dag", "31"), ("maand", "12"), ("jaar", "2099"), ("naam", "Energiehulp")):
        iris.page.fill("#" + field, value)
    pictures.take(iris, "order")
    iris.press("form[action='/klant/codes/nieuw'] button")
    batch = iris.path.split("?")[0]
    for _ in range(60):
        if "Sla 500 codes op" in iris.text():
            break
        iris.page.wait_for_timeout(500)
        iris.open(batch)
    iris.expect("Sla 500 codes op")
    pictures.take(iris, "codes-wait")
    rows = saved(iris)
    assert len(rows) == 500
    return batch, rows


def saved(iris):
    """The codes as a program reads the file that was downloaded."""
    with iris.page.expect_download() as started:
        iris.page.click("text=Download de codes")
    with open(started.value.path(), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def letters(iris, batch, pictures):
    iris.visit(batch + "/brieven")
    iris.page.wait_for_load_state("networkidle")
    pictures.take(iris, "letters")
    loaded = len(iris.requests)
    maker = LetterMaker(iris)
    maker.choose(file_of_names())
    assert maker.counts() == {"read": 120, "letters": 120, "left": 0, "unused": 380}, maker.counts()
    pictures.take(iris, "letters-filled")
    paper = maker.print()
    assert paper.pages == 120
    later = [request.url for request in iris.requests[loaded:] if not request.url.startswith("blob:")]
    assert later == [], later
    for page, (_, first, _, last, street, number, _, postcode, _) in enumerate(people(), 1):
        # A long name breaks at its hyphen.
        text = paper.text(page).replace("- ", "-")
        shown = street.strip('"').replace('""', '"')
        for part in (first, last, f"{shown} {number}", postcode, f"Briefnummer {page:04}"):
            assert part in text, (page, part, text[:400])
    return paper


def confirmed(iris, batch, pictures):
    iris.visit(batch)
    pictures.take(iris, "codes-saved")
    iris.press("text=Ik heb het bestand veilig opgeslagen")
    iris.expect("Alleen u hebt ze nu")
    pictures.take(iris, "codes-confirmed")


def enrolled(browser, site, paper, letter, pictures):
    """The first two type the code from their letter; the third scans the picture on it."""
    reader = Visitor(browser, site.url, viewport=PHONE)
    code = re.search(r"\b([0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4})\b", paper.text(letter))[1]
    if letter == 120:
        (link,) = paper.scanned(letter)
        assert link == f"{site.url}/aanmelden#{code.replace(' ', '')}", link
        reader.page.goto(link, wait_until="load")
        assert reader.page.input_value("#code").replace(" ", "") == code.replace(" ", "")
        pictures.take(reader, "scanned")
        reader.press()
    else:
        reader.enter_code(code)
    reader.expect_path("/aanmelden/gegevens")
    if letter == 2:
        pictures.take(reader, "contact")
    before = reader.post()
    reader.give_contact(f"06 1234 8{letter + 500}", f"day{letter}@example.nl")
    reader.expect_path("/aanmelden/sms")
    if letter == 2:
        pictures.take(reader, "secret")
    reader.enter_secret(reader.secret_in_post(before))
    reader.expect_path("/mijn")
    reader.expect("Dagveld")
    if letter == 2:
        pictures.take(reader, "mine")
        reader.visit("/mijn/gegevens")
        reader.expect("nadat .* stopt")
        pictures.take(reader, "own-data")
    return reader


def sees_each_letter(iris, batch, pictures):
    iris.visit(batch)
    iris.expect("3 van de 500")
    pictures.take(iris, "batch")
    for letter, words in ((2, "Gebruikt.*vandaag"), (3, "Niet gebruikt"), (57, "Gebruikt"), (120, "Gebruikt")):
        iris.visit(batch)
        iris.page.fill("#nr", str(letter))
        iris.press("form.filter button")
        iris.expect(f"Brief {letter:04}.*{words}", "table.cards")
        assert iris.page.locator("table.cards tbody tr").count() == 1
    pictures.take(iris, "one-letter")


def replaced(browser, iris, batch, old, pictures):
    """The old code is refused; the new one comes from a letter that the maker on disk prints."""
    iris.visit(batch + "?nr=3")
    iris.press(".acts a[href*='/vervangen']")
    iris.page.fill("#naam", "Kwijtgeraakt")
    pictures.take(iris, "replace")
    iris.press("form[action$='/vervangen'] button")
    iris.expect("De brief is vervangen")
    pictures.take(iris, "replaced")
    (row,) = saved(iris)
    assert row["brief"] == "0501" and row["code"] != old, row
    iris.visit(batch + "?nr=3")
    iris.expect("Vervangen", "table.cards")

    reader = Visitor(browser, iris.url, viewport=PHONE)
    reader.enter_code(old)
    reader.expect("Deze code werkt niet meer")
    pictures.take(reader, "refused")
    reader.enter_code(row["code"])
    reader.expect_path("/aanmelden/gegevens")
    assert not reader.complaints, reader.complaints
    reader.close()

    disk = Visitor(browser, "file://", viewport=DESK)
    watch(disk)
    disk.page.goto((ASSETS / "brieven.html").as_uri(), wait_until="load")
    disk.page.set_input_files("#codes-file", name_file(
        ";".join(row) + "\r\n" + ";".join(row.values()) + "\r\n"))
    disk.page.click("[data-nameless]")
    disk.page.fill("#letters-sender", "Gemeente Dagveld")
    text = LetterMaker(disk).print().text(1)
    assert row["code"] in text and "Briefnummer 0501" in text, text
    disk.close()


def ended(ties, iris, readers, pictures):
    ties.visit("/kantoor/klanten")
    pictures.take(ties, "customers")
    ties.press("main table a:has-text('Gemeente Dagveld')")
    before = ties.post()
    pictures.take(ties, "customer")
    ties.press("a.btn:has-text('Beëindig')")
    work.prove_again(ties, work.OPERATIONS)
    ties.expect("De dienst stopt voor")
    ties.expect("3 ")
    pictures.take(ties, "end")
    ties.press("main form button.btn--neg")
    ties.expect("beëindigd")
    pictures.take(ties, "ended")
    for address in ("day2@", "day57@", "day120@"):
        ties.message_after(before, f"(?s)({re.escape(address)}.*afspraak tussen BuenO en uw gemeente)")
    ties.message_after(before, f"(?s)({re.escape(ADDRESS)}.*overeenkomst met BuenO is gestopt)")
    for reader in readers:
        reader.visit("/mijn/berichten")
        reader.expect("afspraak met uw gemeente of school is gestopt")
    pictures.take(readers[0], "told")
    readers[0].visit("/mijn")
    readers[0].expect("afspraak met Gemeente Dagveld is gestopt op")
    assert "blijft staan" not in readers[0].text()
    pictures.take(readers[0], "mine-after")
    readers[0].visit("/mijn/gegevens")
    readers[0].expect(r"uiterlijk \d+ \w+ \d{4}")
    iris.visit("/klant/codes/nieuw", 409)
    pictures.take(iris, "no-agreement")


ALL = [the_whole_day_of_a_new_customer]
