"""People who sign in for their work: at a customer, and at BuenO."""

import re

import accessibility
from visitor import DESK, Visitor

PASSWORD = "zeven groene fietsen"
ADMINISTRATOR = "noor@waterland.example.nl"
CASEWORKER = "bram@waterland.example.nl"
OPERATIONS = "ties@bueno.example.nl"
SERVICE = "fenna@bueno.example.nl"
OFFICER = "wout@bueno.example.nl"

# What each may open, for the sweep that every page goes through.
PAGES = {
    ADMINISTRATOR: ["/klant", "/klant/medewerkers", "/klant/medewerkers/nieuw", "/werk/gegevens", "/werk/gegevens/verzoek",
                    "/werk/bevestigen?naar=/klant"],
    OPERATIONS: ["/kantoor", "/kantoor/medewerkers", "/kantoor/berichten"],
    SERVICE: ["/kantoor/vragen", "/kantoor/vragen/beantwoord"],
    OFFICER: ["/kantoor/vragen", "/kantoor/logboek", "/kantoor/logboek?mens=ja", "/kantoor/logboek/3"],
}


def app_code(person, address):
    """What the authenticator app of an invented colleague shows now."""
    page = person.context.new_page()
    page.goto(person.url + "/postvak", wait_until="load")
    text = page.inner_text("main")
    page.close()
    return re.search(re.escape(address) + r"\s+(\d{6})", text).group(1)


sessions = {}

# Where people stand who are signed in for their work.
HOMES = ("/klant", "/kantoor")


def sign_in(person, address, password=PASSWORD, afresh=False):
    """Each account once: a code of the app works once, and the next comes half a minute later.

    afresh: for what asks for somebody who proved themselves just now.
    """
    if not afresh and (person.url, address) in sessions:
        person.context.add_cookies(sessions[person.url, address])
        # Who is signed in goes on to their own page.
        person.open("/werk")
        assert person.path in HOMES, f"{address} is not signed in any more: {person.path}"
        return
    person.open("/werk")
    person.page.fill("#email", address)
    person.page.fill("#wachtwoord", password)
    person.press("form[action='/werk'] button")
    person.expect_path("/werk/code")
    give_code(person, address, "/werk/code")
    assert person.path in HOMES, f"{address} signed in and stands on {person.path}"


def prove_again(person, address):
    """Gives a code of the app where one is asked for, before something heavy."""
    if person.path.startswith("/werk/bevestigen"):
        give_code(person, address, "/werk/bevestigen")


def give_code(person, address, page):
    for _ in range(5):
        person.page.fill("#cijfers", app_code(person, address))
        person.press(f"form[action='{page}'] button")
        if not person.path.startswith(page):
            # A proof may change the session.
            sessions[person.url, address] = [
                cookie for cookie in person.context.cookies() if cookie["name"] == "__Host-bueno-werk"]
            return
        # A code works once: another test may have used this half minute's.
        person.page.wait_for_timeout(10_000)
    raise AssertionError("nobody got in: " + person.text())


def an_administrator_invites_a_colleague_who_comes(site, browser):
    noor = Visitor(browser, site.url, viewport=DESK)
    sign_in(noor, ADMINISTRATOR)
    noor.expect_path("/klant")
    noor.open("/klant/medewerkers/nieuw")
    noor.page.fill("#naam", "Mila Voorbeeld")
    noor.press("main form button")
    noor.expect("e-mailadres")
    assert noor.page.input_value("#naam") == "Mila Voorbeeld", "what was typed is lost"
    noor.page.fill("#email", "mila@waterland.example.nl")
    noor.page.click("label[for=rol-2]")
    before = noor.post()
    noor.press("main form button")
    noor.expect("uitnodiging is verstuurd")
    link = noor.message_after(before, r"(/uitnodiging/[0-9a-f]{64})")

    mila = Visitor(browser, site.url)
    mila.open(link)
    mila.expect("Gemeente Waterland aan Zee")
    secret = mila.page.locator("details .mono").text_content()
    mila.page.fill("#wachtwoord", "kort")
    mila.press("main form button")
    mila.expect("langer")
    assert mila.page.locator("details .mono").text_content() == secret, "another secret after a mistake"
    mila.page.fill("#wachtwoord", "acht gele tulpen in mei")
    mila.page.fill("#cijfers", totp(secret))
    mila.press("main form button")
    mila.expect("Bewaar deze codes")
    assert mila.page.locator("main .mono").count() == 8
    mila.page.click("main .btn")
    mila.expect_path("/klant")
    assert mila.page.locator("nav.side a[href='/klant/medewerkers']").count() == 0, "a caseworker manages nobody"
    mila.open("/klant/medewerkers")
    mila.expect("hoort niet bij")
    # The link worked once.
    late = Visitor(browser, site.url)
    late.open(link)
    late.expect("werkt niet meer")

    noor.open("/klant/medewerkers")
    noor.page.click("main table a:has-text('Mila')")
    noor.press("form[action$='/sluiten'] button")
    noor.expect("gesloten")
    mila.open("/klant")
    mila.expect_path("/werk")
    for person in (noor, mila, late):
        assert not person.complaints, person.complaints
        person.close()


def totp(secret):
    """RFC 6238, as an app on a phone computes it."""
    import base64, hashlib, hmac, struct, time
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    number = struct.unpack(">I", mac[mac[19] & 15:][:4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def a_wrong_password_and_an_unknown_address_are_answered_alike(site, browser):
    person = Visitor(browser, site.url)
    said = []
    for address in (CASEWORKER, "nobody@example.nl"):
        person.open("/werk")
        person.page.fill("#email", address)
        person.page.fill("#wachtwoord", "acht gele fietsen")
        person.press("form[action='/werk'] button")
        said.append(person.text().replace(address, ""))
    assert said[0] == said[1]
    person.close()


def the_officer_reads_the_log_and_operations_the_messages(site, browser):
    wout = Visitor(browser, site.url, viewport=DESK)
    sign_in(wout, OFFICER)
    wout.open("/kantoor/logboek")
    wout.page.locator("main table a").nth(30).click()
    wout.page.wait_for_load_state("load")
    wout.expect("ongewijzigd in het ondertekende logboek")
    wout.open("/kantoor/berichten")
    wout.expect("hoort niet bij")
    wout.close()
    ties = Visitor(browser, site.url, viewport=DESK)
    sign_in(ties, OPERATIONS)
    ties.open("/kantoor/berichten")
    ties.expect("verstuurd in 30 dagen")
    ties.open("/kantoor/logboek")
    ties.expect("hoort niet bij")
    ties.close()


def pages_for_work_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        for address, paths in PAGES.items():
            person = accessibility.visitor(browser, site, language)
            sign_in(person, address)
            for path in paths:
                person.visit(path)
                found += accessibility.problems(person, accessibility.name_of(path, language))
            person.close()
        person = accessibility.visitor(browser, site, language)
        person.open("/werk")
        found += accessibility.problems(person, f"work-{language}")
        person.press("form[action='/werk'] button")
        found += accessibility.problems(person, f"work-error-{language}")
        person.close()
    accessibility.report(found)


ALL = [an_administrator_invites_a_colleague_who_comes, a_wrong_password_and_an_unknown_address_are_answered_alike,
       the_officer_reads_the_log_and_operations_the_messages, pages_for_work_are_for_everyone]
