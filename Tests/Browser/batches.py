"""Codes in the customer's portal: a caseworker makes, saves and prints them, and sees who used which."""

import csv
import os
import time

from playwright.sync_api import Error as PlaywrightError

import accessibility
import work
from alone import PICTURES
from letter_maker import LetterMaker, csv_of, invented, name_file, watch
from letters_site import CLOSED, ORDINARY
from visitor import DESK, Visitor


def order(person, count, name):
    person.open("/klant/codes/nieuw")
    person.page.fill("#aantal", str(count))
    for field, value in (("dag", "31"), ("maand", "12"), ("jaar", "2099"), ("naam", name)):
        person.page.fill("#" + field, value)
    person.press("form[action='/klant/codes/nieuw'] button")
    return person.path.split("?")[0]


def download(person):
    with person.page.expect_download() as started:
        person.page.click("text=Download de codes")
    return started.value.path()


def five_hundred_codes_from_order_to_letter_to_person(site, browser):
    person = Visitor(browser, site.url, viewport=DESK)
    watch(person)
    work.sign_in(person, work.CASEWORKER, afresh=True)
    batch = order(person, 500, "Energiehulp")
    person.expect("Sla 500 codes op")
    with open(download(person), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 500 and len({row["code"] for row in rows}) == 500
    assert list(rows[0]) == ["brief", "code", "geldig_tot", "qr_omvang", "qr"], rows[0]

    # Letters while the codes wait: names stay in the browser.
    answer = person.visit(batch + "/brieven")
    assert answer.headers["content-security-policy"] == CLOSED, "the letter maker is tested under another policy"
    person.page.wait_for_load_state("networkidle")
    loaded = len(person.requests)
    people = invented(500)
    maker = LetterMaker(person)
    maker.choose(name_file(csv_of(people)))
    assert maker.counts()["letters"] == 500, maker.counts()
    later = [request.url for request in person.requests[loaded:] if not request.url.startswith("blob:")]
    assert later == [], later
    told = repr([(request.url, request.post_data) for request in person.requests])
    assert not any(name in told or street in told for name, street, _, _ in people)

    answer = person.visit(batch)
    assert answer.headers["content-security-policy"] == ORDINARY, "labels are tested under another policy"
    person.press("text=Ik heb het bestand veilig opgeslagen")
    person.expect("Alleen u hebt ze nu")
    assert person.page.locator("text=Download de codes").count() == 0

    reader = Visitor(browser, site.url)
    reader.enrol(rows[136]["code"], "06 1234 8301", "batches1@example.nl")
    reader.expect_path("/mijn")
    reader.close()

    person.open(batch)
    person.page.fill("#nr", "137")
    person.press("form.filter button")
    person.expect("Brief 0137.*Gebruikt.*vandaag", "table.cards")
    person.open(batch + "?nr=138")
    with person.page.expect_navigation():
        person.page.click(".acts a[href*='/vervangen']")
    person.page.fill("#naam", "Kwijtgeraakt")
    person.press("form[action$='/vervangen'] button")
    person.expect("De brief is vervangen")
    person.expect("Sla 1 code op")
    refused = Visitor(browser, site.url)
    refused.enter_code(rows[137]["code"])
    refused.expect("Deze code werkt niet meer")
    refused.close()
    with open(download(person), encoding="utf-8-sig", newline="") as file:
        again = list(csv.DictReader(file, delimiter=";"))
    assert [row["brief"] for row in again] == ["0501"], again
    assert not person.complaints, person.complaints
    person.close()


def codes_are_ordered_and_saved_without_javascript(site, browser):
    person = Visitor(browser, site.url, script=False, viewport=DESK)
    work.sign_in(person, work.ADMINISTRATOR, afresh=True)
    batch = order(person, 3, "Zonder script")
    person.expect("Sla 3 codes op")
    assert download(person)
    person.open(batch)
    person.press("text=Ik heb het bestand veilig opgeslagen")
    person.expect("Alleen u hebt ze nu")
    person.close()


def the_bar_moves_while_many_codes_are_made(site, browser):
    """The most that a caseworker may order: the page comes back by itself, and each time the bar stands further."""
    count = int(os.environ.get("BUENO_TEST_CODES", "50000"))
    person = Visitor(browser, site.url, viewport=DESK)
    work.sign_in(person, work.CASEWORKER)
    began = time.time()
    batch = order(person, count, "Heel veel")
    seen = []
    bar = person.page.locator("progress[aria-labelledby=maak-l]")
    while time.time() < began + 300:
        try:
            if "Sla" in person.text():
                break
            seen.append(int(bar.get_attribute("value", timeout=500)))
            if len(set(seen)) == 3:
                person.page.screenshot(path=str(PICTURES / "codes-making-1280.png"))
        except PlaywrightError:
            pass  # The page was on its way to itself.
        person.page.wait_for_timeout(200)
    taken = time.time() - began
    person.expect_path(batch)
    moved = sorted(set(seen))
    print(f"     {count} codes after {taken:.1f} s, and the bar stood at {moved}", flush=True)
    person.expect(f"Sla {count:,} codes op".replace(",", "."))
    # A machine that is done within three refreshes has not had the time to show it move.
    assert seen and seen == sorted(seen) and (taken < 4 or len(moved) >= 2), moved
    assert not person.complaints, person.complaints
    person.close()


WORK = ["/klant", "/klant/codes", "/klant/codes/nieuw", "/klant/codes/dubbel", "/klant/codes/gebruik",
        "/klant/medewerkers", "/klant/medewerkers/nieuw"]


def pages_about_codes_are_for_everyone(site, browser):
    found = []
    for language, who in (("nl", work.CASEWORKER), ("en", work.ADMINISTRATOR)):
        person = accessibility.visitor(browser, site, language)
        work.sign_in(person, who)
        for path in [path for path in WORK if who == work.ADMINISTRATOR or "medewerkers" not in path]:
            person.visit(path)
            found += accessibility.problems(person, "work-" + accessibility.name_of(path, language))
        person.open("/klant/codes/nieuw")
        person.page.fill("#aantal", "0")
        person.press("form[action='/klant/codes/nieuw'] button")
        found += accessibility.problems(person, f"batch-error-{language}")
        batch = order(person, 60, "Energiehulp")
        found += accessibility.problems(person, f"batch-{language}")
        for path in ("/vervangen?nr=1", "/intrekken", "/langer", "/namen"):
            person.visit(batch + path)
            found += accessibility.problems(person, f"batch{path.split('?')[0].replace('/', '-')}-{language}")
        person.open(batch)
        with person.page.expect_download():
            person.page.click("form[action$='/bestand'] button")
        person.open(batch)
        found += accessibility.problems(person, f"batch-downloaded-{language}")
        person.press("form[action$='/bewaard'] button")
        found += accessibility.problems(person, f"batch-saved-{language}")
        person.close()
    accessibility.report(found)


ALL = [five_hundred_codes_from_order_to_letter_to_person, codes_are_ordered_and_saved_without_javascript,
       the_bar_moves_while_many_codes_are_made,
       pages_about_codes_are_for_everyone]
