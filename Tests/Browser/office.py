"""What BuenO's own people come to do: a case, what it opens, and what the privacy officer sees of it."""

import re

import accessibility
from visitor import DESK, Visitor
from work import OFFICER, OPERATIONS, SERVICE, sign_in

PAGES = {
    SERVICE: ["/kantoor", "/kantoor/zaken", "/kantoor/zaken?wie=alle", "/kantoor/zaken/zoeken",
              "/kantoor/verzoeken"],
    OPERATIONS: ["/kantoor/bewijs", "/kantoor/verzoeken/ontvangers"],
    OFFICER: ["/kantoor/toezicht", "/kantoor/bewijs", "/kantoor/zaken", "/kantoor/verzoeken"],
}


def a_case_opens_what_it_needs_and_the_privacy_officer_sees_no_name(site, browser):
    fenna = Visitor(browser, site.url, viewport=DESK)
    sign_in(fenna, SERVICE)
    fenna.open("/kantoor/zaken/zoeken")
    fenna.press("form[action='/kantoor/zaken/zoeken'] button")
    fenna.expect("kies een reden|schrijf in een zin")
    number = site.card["logins"][0]["mobileNumber"]
    search(fenna, number)
    fenna.expect("gevonden")
    assert re.sub(r"\D", "", number)[-8:] not in re.sub(r"\D", "", fenna.text()), "a search shows a number"
    fenna.press("main .row a")
    fenna.press("form[action='/kantoor/zaken/inzien']:has([value=contact]) button")
    assert re.sub(r"\D", "", number)[-8:] in re.sub(r"\D", "", fenna.text()), "the button opened nothing"
    fenna.page.fill("#aantekening", "Belt morgen terug")
    fenna.press("form[action='/kantoor/zaken/aantekening'] button")
    fenna.expect("bewaard")
    assert "morgen" not in fenna.text(), "a note is open without a press"
    search(fenna, "niemand@example.nl")
    fenna.expect("niemand gevonden")
    assert not fenna.complaints, fenna.complaints
    fenna.close()

    wout = Visitor(browser, site.url, viewport=DESK)
    sign_in(wout, OFFICER)
    wout.open("/kantoor/toezicht")
    wout.expect("toezicht")
    assert "Fenna" not in wout.text(), "supervision shows a name that nobody asked for"
    wout.open("/kantoor/zaken/zoeken")
    wout.expect("hoort niet bij")
    wout.open("/kantoor/bewijs")
    wout.press("form[action='/kantoor/bewijs'] button")
    for _ in range(120):
        wout.open("/kantoor/bewijs")
        if wout.page.locator(".rings").count():
            break
        wout.page.wait_for_timeout(500)
    wout.expect("wij deden \\d+ beloften")
    wout.close()


def search(person, sought):
    person.open("/kantoor/zaken/zoeken")
    person.page.click("label[for=reden]")
    person.page.fill("#toelichting", "Belde omdat inloggen niet lukt")
    person.page.fill("#gezocht", sought)
    person.press("form[action='/kantoor/zaken/zoeken'] button")


def office_pages_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        for address, paths in PAGES.items():
            person = accessibility.visitor(browser, site, language)
            sign_in(person, address)
            for path in paths:
                person.visit(path)
                found += accessibility.problems(person, accessibility.name_of(path, language))
            if address == SERVICE:
                found += problems_in_a_case(person, language)
            person.close()
    accessibility.report(found)


def problems_in_a_case(person, language):
    found = []
    person.open("/kantoor/zaken")
    person.press("main table a")
    case = person.path
    found += accessibility.problems(person, f"kantoor-zaak-{language}")
    person.press("form[action='/kantoor/zaken/inzien'] button")
    found += accessibility.problems(person, f"kantoor-zaak-open-{language}")
    person.open(case)
    person.press("form[action='/kantoor/zaken/aantekening'] button")
    found += accessibility.problems(person, f"kantoor-zaak-fout-{language}")
    for place in ("overdragen", "glas"):
        person.visit(case.replace("/zaken/", f"/zaken/{place}/"))
        found += accessibility.problems(person, f"kantoor-{place}-{language}")
    person.open(case.replace("/zaken/", "/verzoeken/nieuw/"))
    found += accessibility.problems(person, f"kantoor-verzoek-nieuw-{language}")
    person.open("/kantoor/verzoeken")
    person.press("main table a")
    found += accessibility.problems(person, f"kantoor-verzoek-{language}")
    if person.page.locator("form[action='/kantoor/verzoeken/neem']").count():
        person.press("form[action='/kantoor/verzoeken/neem'] button")
    person.press("form[action='/kantoor/verzoeken/lees'] button")
    found += accessibility.problems(person, f"kantoor-verzoek-open-{language}")
    person.press("form[action='/kantoor/verzoeken/antwoord'] button")
    found += accessibility.problems(person, f"kantoor-verzoek-fout-{language}")
    person.open("/kantoor/zaken/zoeken")
    person.press("form[action='/kantoor/zaken/zoeken'] button")
    return found + accessibility.problems(person, f"kantoor-zoeken-fout-{language}")


ALL = [a_case_opens_what_it_needs_and_the_privacy_officer_sees_no_name, office_pages_are_for_everyone]
