"""What BuenO's own people come to do: a case, what it opens, and what the privacy officer sees of it."""

import re

from visitor import DESK, Visitor

PASSWORD = "zeven groene fietsen"


def at_work(site, browser, who, language="nl", viewport=DESK):
    """Signs in for work with password and app."""
    person = Visitor(browser, site.url, language=language, viewport=viewport)
    login = next(login for login in site.card["workLogins"] if login["emailAddress"].startswith(who))
    person.open("/werk")
    person.page.fill("#email", login["emailAddress"])
    person.page.fill("#wachtwoord", PASSWORD)
    person.press("form[action='/werk'] button")
    person.page.fill("#cijfers", app_code(login["secret"]))
    person.press("form[action='/werk/code'] button")
    person.expect_path("/kantoor")
    return person


def app_code(secret):
    import hashlib
    import hmac
    import struct
    import time
    digest = hmac.new(bytes.fromhex(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def a_case_opens_what_it_needs_and_the_privacy_officer_sees_no_name(site, browser):
    fenna = at_work(site, browser, "fenna@")
    fenna.open("/kantoor/zaken/zoeken")
    fenna.press("form[action='/kantoor/zaken/zoeken'] button")
    fenna.expect("kies een reden|schrijf in een zin")
    fenna.page.check("#reden")
    fenna.page.fill("#toelichting", "Belde omdat inloggen niet lukt")
    number = site.card["logins"][0]["mobileNumber"]
    fenna.page.fill("#gezocht", number)
    fenna.press("form[action='/kantoor/zaken/zoeken'] button")
    fenna.expect("gevonden")
    assert not re.search(r"06.?\d{4}", fenna.text()), "a search shows a number"
    fenna.press("main .row a")
    fenna.press("form[action='/kantoor/zaken/inzien']:has([value=contact]) button")
    fenna.expect(re.sub(r"\D", ".?", "06") + ".?" + re.sub(r"\D", "", number)[-8:-4])
    fenna.page.fill("#aantekening", "Belt morgen terug")
    fenna.press("form[action='/kantoor/zaken/aantekening'] button")
    fenna.expect("bewaard")
    fenna.close()

    wout = at_work(site, browser, "wout@")
    wout.open("/kantoor/toezicht")
    wout.expect("toezicht")
    assert "Fenna" not in wout.text(), "supervision shows a name that nobody asked for"
    wout.open("/kantoor/bewijs")
    wout.press("form[action='/kantoor/bewijs'] button")
    for _ in range(60):
        wout.page.wait_for_timeout(500)
        wout.open("/kantoor/bewijs")
        if wout.page.locator(".rings").count():
            break
    wout.expect("wij deden \\d+ beloften")
    wout.close()


OFFICE = ["/kantoor", "/kantoor/zaken", "/kantoor/zaken?wie=alle", "/kantoor/zaken/zoeken"]
OFFICER = ["/kantoor/toezicht", "/kantoor/bewijs", "/kantoor/zaken"]


def office_pages_are_for_everyone(site, browser):
    # The sweep itself, and its language and spacing rules, are those of every other page.
    import accessibility as sweep
    found = []
    for who, paths in (("fenna@", OFFICE), ("wout@", OFFICER)):
        person = at_work_for_sweep(site, browser, who)
        for path in paths:
            person.open(path)
            found += sweep.problems(person, sweep.name_of(path, "nl"))
        if who == "fenna@":
            person.open("/kantoor/zaken")
            person.press("main table a")
            found += sweep.problems(person, "kantoor-zaak-nl")
            person.press("form[action='/kantoor/zaken/aantekening'] button")
            found += sweep.problems(person, "kantoor-zaak-fout-nl")
            person.open("/kantoor/zaken/zoeken")
            person.press("form[action='/kantoor/zaken/zoeken'] button")
            found += sweep.problems(person, "kantoor-zoeken-fout-nl")
        person.close()
    sweep.report(found)


def at_work_for_sweep(site, browser, who):
    """A code of the app works once, so who signed in before waits for the next."""
    import time
    time.sleep(31 - time.time() % 30)
    person = at_work(site, browser, who)
    cookies = person.context.cookies()
    person.context.close()
    person.context = browser.new_context(locale="nl-NL", bypass_csp=True)
    person.context.add_cookies(cookies)
    person.page = person.context.new_page()
    person.scripted = True
    return person


ALL = [a_case_opens_what_it_needs_and_the_privacy_officer_sees_no_name, office_pages_are_for_everyone]
