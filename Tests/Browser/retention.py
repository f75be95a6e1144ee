"""Holds that two people decide, what goes when, and a day's destruction that somebody stops."""

import accessibility
from visitor import DESK, Visitor
from work import OFFICER, OPERATIONS, prove_again, sign_in

HOLDS = "/kantoor/bewaren/opdrachten"
PAGES = ["/kantoor/bewaren", HOLDS]


def a_hold_is_asked_by_one_and_decided_by_another(site, browser):
    wout = Visitor(browser, site.url, viewport=DESK)
    sign_in(wout, OFFICER, afresh=True)
    wout.open("/kantoor/bewaren/nieuw")
    prove_again(wout, OFFICER)
    wout.press("form[action='/kantoor/bewaren/nieuw'] button")
    wout.expect("kies waarom|leg kort uit|laatste dag")
    wout.page.click("label[for=reden]")
    wout.page.fill("#toelichting", "Bel 06 12345678")
    wout.page.fill("#tot", next_month(wout))
    wout.press("form[action='/kantoor/bewaren/nieuw'] button")
    wout.expect("laat dat weg")
    wout.page.fill("#toelichting", "Rolnummer 26 1999")
    wout.press("form[action='/kantoor/bewaren/nieuw'] button")
    wout.expect("wacht op akkoord")
    path = wout.path.split("?")[0]
    assert not wout.page.locator("[value=akkoord]").count(), "who asked may approve alone"

    ties = Visitor(browser, site.url, viewport=DESK)
    sign_in(ties, OPERATIONS, afresh=True)
    ties.open(path)
    ties.press("form:has([value=akkoord]) button")
    if ties.path.startswith("/werk/bevestigen"):
        prove_again(ties, OPERATIONS)
        ties.press("form:has([value=akkoord]) button")
    ties.expect("geldt")
    ties.press("form:has([value=stop]) button")
    ties.expect("stoppen gevraagd")
    wout.open(path)
    wout.press("form:has([value=akkoord]) button")
    if wout.path.startswith("/werk/bevestigen"):
        prove_again(wout, OFFICER)
        wout.press("form:has([value=akkoord]) button")
    wout.expect("gestopt")

    wout.open("/kantoor/bewaren")
    wout.expect("over de datum")
    wout.press("form[action='/kantoor/bewaren/stop'] button")
    wout.expect("stilgezet")
    wout.press("form[action='/kantoor/bewaren/verder'] button")
    assert "stilgezet" not in wout.text(), "the destruction still stands still"
    assert not wout.complaints, wout.complaints
    wout.close()
    ties.close()


def next_month(person):
    """A day that is a month away, as a date field takes it."""
    return person.page.evaluate(
        "new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10)")


def pages_of_retention_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = accessibility.visitor(browser, site, language)
        sign_in(person, OFFICER)
        for path in PAGES:
            person.open(path)
            found += accessibility.problems(person, f"bewaren-{path.rsplit('/', 1)[1]}-{language}")
        person.page.click("main table a >> nth=0")
        found += accessibility.problems(person, f"bewaren-opdracht-{language}")
        person.close()
    accessibility.report(found)


ALL = [a_hold_is_asked_by_one_and_decided_by_another, pages_of_retention_are_for_everyone]
