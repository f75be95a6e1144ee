"""A copy of what is held: for a parent or carer, and in the hands of who asked at a desk. Without JavaScript too."""

import re

import work
from accessibility import problems, report
from guardians import child_enrols, guardian_comes_in
from visitor import DESK, PHONE, Visitor

FORMS = (("v1", "<!doctype html>"), ("v2", "\ufeff"), ("v3", "{"))


def downloads(person, form):
    """{first characters: whole text} of each of the three forms."""
    for label, start in FORMS:
        person.page.click(f"{form} label[for={label}]")
        with person.page.expect_download() as download:
            person.page.click(f"{form} button")
        with open(download.value.path(), encoding="utf-8", newline="") as file:
            text = file.read()
        assert text.startswith(start), text[:80]
        yield text


def a_parent_takes_a_copy_along(site, browser, script=True, number="06 1234 8281"):
    own = number.replace(" 82", " 83")
    link = child_enrols(site, browser, number, guardian=own, script=script)
    guardian = guardian_comes_in(site, browser, link, script=script, viewport=PHONE if script else DESK)
    guardian.press("button[value=ja]")
    guardian.expect_path("/mijn/kinderen")
    guardian.press("main a[href*='/mijn/kinderen/inzage/']")
    guardian.expect("Mobiel nummer")
    if script:
        guardian.scripted = False
        report(problems(guardian, "guardian-copy"))
    for text in downloads(guardian, "form[action*='inzage']"):
        held, child = own[-9:].replace(" ", ""), number[-9:].replace(" ", "")
        assert held in text.replace(" ", "") and child not in text.replace(" ", ""), text[:200]
    assert not guardian.complaints, guardian.complaints
    guardian.close()


def a_parent_takes_a_copy_along_without_javascript(site, browser):
    a_parent_takes_a_copy_along(site, browser, script=False, number="06 1234 8282")


def who_asks_at_the_desk_gets_a_copy(site, browser):
    number, mail = "06 1234 8291", "rights8291@example.nl"
    person = Visitor(browser, site.url, False)
    person.enrol(site.new_code(), number, mail)
    fenna = Visitor(browser, site.url, viewport=DESK)
    work.sign_in(fenna, work.SERVICE)
    fenna.open("/kantoor/zaken/zoeken")
    fenna.page.click("label[for=reden]")
    fenna.page.fill("#toelichting", "Vraagt een kopie aan de balie")
    fenna.page.fill("#gezocht", number)
    fenna.press("form[action='/kantoor/zaken/zoeken'] button")
    case = re.search(r"/kantoor/zaken/[0-9a-f]{32}", fenna.page.content()).group(0)
    fenna.open(case.replace("/zaken/", "/verzoeken/nieuw/"))
    fenna.page.locator("main label", has_text="zien").first.click()
    fenna.page.click("label[for=l2]")
    fenna.page.fill("#woorden", "Wat weten jullie van mij?")
    fenna.press()
    fenna.press("form[action='/kantoor/verzoeken/neem'] button")
    assert not fenna.page.locator("form[action='/kantoor/verzoeken/kopie']").count(), "a copy before it is known who asks"
    for box in fenna.page.locator("form[action='/kantoor/verzoeken/vaststellen'] .choice label").all():
        box.click()
    fenna.press("form[action='/kantoor/verzoeken/vaststellen'] button")
    fenna.scripted = False
    report(problems(fenna, "desk-copy"))
    fenna.page.set_viewport_size(DESK)
    for text in downloads(fenna, "form[action='/kantoor/verzoeken/kopie']"):
        assert mail in text, text[:200]
    person.open("/mijn/privacy/wie-zag?wie=mens")
    person.expect("klantenservice")
    for visitor in (person, fenna):
        assert not visitor.complaints, visitor.complaints
        visitor.close()


ALL = [a_parent_takes_a_copy_along, a_parent_takes_a_copy_along_without_javascript, who_asks_at_the_desk_gets_a_copy]
