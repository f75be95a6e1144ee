"""Under sixteen: a mistyped number is corrected, and a paper comes by post. Without JavaScript too."""

import re

import work
from accessibility import problems, report
from guardians import child_enrols, choose, guardian_comes_in, photo
from visitor import DESK, PHONE, Visitor


def a_child_corrects_a_wrong_number(site, browser, script=True, number="06 1234 8261"):
    right, viewport = number.replace(" 82", " 83"), DESK if not script else PHONE
    before_all = child_enrols(site, browser, number, guardian="06 1234 8399", script=script)
    child = Visitor(browser, site.url, script=script, viewport=viewport)
    child.sign_in_by_sms(number)
    child.press("main a[href='/mijn/ouder']")
    child.expect("Nog geen antwoord")
    child.press("main li.card a.btn")
    child.expect("Wat er dan gebeurt")
    if script:
        child.scripted = False
        report(problems(child, "own-guardian-correct"))
    child.page.fill("#oudermobiel", "06 1234 8399")
    child.press()
    child.expect("Dit gaf u al")
    before = child.post()
    child.page.fill("#oudermobiel", right)
    child.press()
    child.expect_path("/mijn/ouder")
    child.expect("De oude link werkt niet meer")
    link = child.message_after(before, r"/toestemming/([0-9a-f]{64})")
    stranger = Visitor(browser, site.url, script=script)
    stranger.visit(f"/toestemming/{before_all}", status=410)
    guardian = guardian_comes_in(site, browser, link, script=script)
    child.open("/mijn/ouder")
    assert not child.page.locator("main li.card a.btn").count(), "who came in can still be corrected"
    guardian.press("button[value=ja]")
    guardian.expect("zei ja")
    for person in (child, stranger, guardian):
        assert not person.complaints, person.complaints
        person.close()


def a_child_corrects_a_wrong_number_without_javascript(site, browser):
    a_child_corrects_a_wrong_number(site, browser, script=False, number="06 1234 8262")


def a_paper_by_post_is_sent_in_by_one_and_judged_by_another(site, browser, script=True, number="06 1234 8271"):
    child_enrols(site, browser, number, mail=f"ouder{number[-4:]}@example.nl", script=script)
    desk = Visitor(browser, site.url, script=script, viewport=DESK)
    work.sign_in(desk, work.SERVICE)
    desk.open("/kantoor/zaken/zoeken")
    desk.page.click("label[for=reden]")
    desk.page.fill("#toelichting", "Formulier kwam per post")
    desk.page.fill("#gezocht", number)
    desk.press("form[action='/kantoor/zaken/zoeken'] button")
    found = re.search(r"/kantoor/zaken/[0-9a-f]{32}", desk.page.content()).group(0)
    desk.open(found)
    desk.press("main a[href$='/inbrengen']")
    if script:
        desk.scripted = False
        report(problems(desk, "paper-by-post"))
        desk.page.set_viewport_size(DESK)
    desk.press()
    desk.expect("Kies de foto")
    choose(desk, photo())
    desk.press()
    desk.expect("Een collega kijkt")
    desk.open("/kantoor/toestemming")
    desk.press("main .rows a")
    desk.expect("zelf in")
    desk.expect("Per post")
    desk.press("main form button")
    assert not desk.page.locator("input[value=goed]").count(), "whoever sent it in may say yes"
    desk.page.check("input[value=unreadable]", force=True)
    desk.press("main form.panel button")
    desk.expect("gewist")
    assert not desk.complaints, desk.complaints
    desk.close()


def a_paper_by_post_without_javascript(site, browser):
    a_paper_by_post_is_sent_in_by_one_and_judged_by_another(site, browser, script=False, number="06 1234 8272")


ALL = [
    a_child_corrects_a_wrong_number, a_child_corrects_a_wrong_number_without_javascript,
    a_paper_by_post_is_sent_in_by_one_and_judged_by_another, a_paper_by_post_without_javascript,
]
