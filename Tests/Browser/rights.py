"""The rights of a person in a real browser: see and download everything, restrict and release, object, complain."""

import re

from server import ROOT
from visitor import DESK, PHONE, Visitor
from work import SERVICE, sign_in


def proves(person, before, number):
    """Through the two screens of a fresh code by text message."""
    person.expect_path("/mijn/privacy/bevestigen")
    person.press()
    person.expect_path("/mijn/privacy/bevestigen/code")
    code = person.message_after(before, r"(?s)" + r"\s?".join(number) + r".*?\b(\d{6})\b")
    person.page.fill("#cijfers", code)
    person.press()


def walks_through_rights(site, browser, script, language, number):
    person = Visitor(browser, site.url, script, language, DESK if language == "en" else PHONE)
    person.enrol(site.new_code(), f"06 1234 85{number}0", f"rights{number}@example.nl")
    person.open("/mijn")
    person.press("a[href='/mijn/privacy']")
    looks(person, f"privacy-{number}")
    person.press("a[href='/mijn/privacy/inzage']")
    person.expect(f"rights{number}@example.nl")
    looks(person, f"inspection-{number}")
    before = person.post()
    person.press("form[action='/mijn/privacy/inzage'] button")
    proves(person, before, f"85{number}0")
    # The label lies over its button, as a thumb wants it.
    for form, label, start in (("html", "v1", "<!doctype html>"), ("csv", "v2", "\ufeff"), ("json", "v3", "{")):
        person.page.click(f"label[for={label}]")
        with person.page.expect_download() as download:
            person.page.click("form[action='/mijn/privacy/inzage'] button")
        text = open(download.value.path(), encoding="utf-8", newline="").read()
        assert text.startswith(start) and f"rights{number}@example.nl" in text, form
    person.open("/mijn/privacy/beperken")
    person.press("form[action='/mijn/privacy/beperken'] button")
    person.expect("Zet een vinkje|Tick the box")
    person.page.click("label[for=ok]")
    person.press("form[action='/mijn/privacy/beperken'] button")
    person.expect("beperkt sinds|restricted since")
    looks(person, f"restricted-{number}")
    person.press("a[href='/mijn/privacy/beperken']")
    person.press("form[action='/mijn/privacy/vrijgeven'] button")
    person.expect_path("/mijn/privacy")
    person.open("/mijn/privacy/bezwaar")
    person.press("main form button")
    person.expect("Er klopt iets niet|Something is not right")
    person.page.click("label[for=soort]")
    person.page.fill("#woorden", "Genoeg")
    looks(person, f"objection-{number}")
    person.press("main form button")
    person.expect("Het is gestopt|It has stopped")
    person.press("a[href='/mijn/privacy/wie-zag']")
    person.page.locator(".time__ask").first.click()
    person.expect("regel die u koos|line you chose")
    person.page.fill("#woorden", "Dat was ik niet")
    person.press("main form button")
    person.expect("Wij hebben uw klacht|We have your complaint")
    assert person.complaints == [], person.complaints
    person.close()


def looks(person, name):
    """A picture for who looks."""
    person.page.screenshot(path=str(ROOT / ".artifacts" / "browser" / f"rights-{name}.png"), full_page=True)


def rights_without_javascript(site, browser):
    walks_through_rights(site, browser, False, "nl", "1")


def rights_in_english(site, browser):
    walks_through_rights(site, browser, True, "en", "2")


def the_desk_answers_and_the_person_reads_the_way_to_the_supervisor(site, browser):
    person = Visitor(browser, site.url, False)
    person.enrol(site.new_code(), "06 1234 8540", "rights4@example.nl")
    person.open("/mijn/privacy/klacht")
    person.page.fill("#woorden", "Ik kreeg een sms te veel")
    person.press("main form button")
    fenna = Visitor(browser, site.url, False, viewport=DESK)
    sign_in(fenna, SERVICE)
    fenna.open("/kantoor/verzoeken")
    # The first table is what waits; nobody has this one in hand yet.
    waiting = fenna.page.locator("main table").first.locator("tr", has_text="Niemand")
    waiting.locator("a", has_text="Klacht").last.click()
    assert "sms te veel" not in fenna.text(), "a request is open before somebody handles it"
    fenna.press("form[action='/kantoor/verzoeken/neem'] button")
    fenna.press("form[action='/kantoor/verzoeken/lees'] button")
    fenna.expect("sms te veel")
    fenna.page.locator("label", has_text="delen de klacht niet").click()
    fenna.page.fill("#antwoord", "Die sms vroeg u zelf")
    fenna.press("form[action='/kantoor/verzoeken/antwoord'] button")
    fenna.expect("Beantwoord")
    person.open("/mijn/privacy")
    person.press("#verzoeken ~ ul a")
    person.expect("Ons antwoord is nee.*Die sms vroeg u zelf.*Autoriteit Persoonsgegevens")
    assert fenna.complaints == [] and person.complaints == [], fenna.complaints + person.complaints
    fenna.close()
    person.close()


ALL = [rights_without_javascript, rights_in_english,
       the_desk_answers_and_the_person_reads_the_way_to_the_supervisor]
