"""From a customer that is registered to an agreement that ends: what each side sees of it."""

import base64
import hmac
import re
import time

from accessibility import name_of, problems, report
from visitor import DESK, Visitor

PASSWORD = "zeven groene fietsen"
WORK = {
    "administrator of Gemeente": ["/klant", "/klant/contactpunten", "/klant/nummers", "/klant/maatwerk", "/klant/privacy"],
    "operations": ["/kantoor", "/kantoor/klanten", "/kantoor/klanten/nieuw"],
}
ERRORS = {
    "administrator of Gemeente": {"/klant/contactpunten": "#waar", "/klant/nummers": "#wat"},
    "operations": {"/kantoor/klanten/nieuw": "#kenmerk"},
}


class Colleague(Visitor):
    """Somebody who signs in for their work. Their app's code stands at the foot of the demonstration's mailbox."""

    def app_code(self, address):
        page = self.context.new_page()
        page.goto(self.url + "/postvak", wait_until="load")
        text = page.locator("main").inner_text()
        page.close()
        found = re.search(re.escape(address) + r"\D*(\d{3}\s?\d{3})", text)
        assert found, f"no code for {address.split('@')[1]}"
        return found.group(1).replace(" ", "")

    def sign_in(self, address):
        self.open("/werk")
        self.page.fill("#email", address)
        self.page.fill("#wachtwoord", PASSWORD)
        self.press()
        self.expect_path("/werk/code")
        self.page.fill("#cijfers", self.app_code(address))
        self.press()


def code_of(secret):
    """What an authenticator app shows now for this secret (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"), "sha1").digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def login(site, who):
    return next(login["emailAddress"] for login in site.card["workLogins"] if login["who"].startswith(who))


def registers_a_customer_whose_administrator_comes(site, browser):
    """An operator registers -> the administrator accepts the invitation -> both see the same agreement."""
    ties = Colleague(browser, site.url, viewport=DESK)
    ties.sign_in(login(site, "operations"))
    ties.expect_path("/kantoor")
    ties.open("/kantoor/klanten/nieuw")
    ties.page.fill("#naam", "Gemeente Proefveld")
    ties.page.click("label[for=soort]")
    ties.page.fill("#kvk", "123")
    ties.press()
    assert ties.page.title().startswith("Fout"), ties.page.title()
    assert ties.page.input_value("#naam") == "Gemeente Proefveld"
    for field, value in {"kvk": "27654321", "straat": "Dorpsstraat 1", "postcode": "9723 JA", "plaats": "Groningen",
                         "kenmerk": "KPL-4410", "beheerder": "Pim Voorbeeld", "email": "pim@proefveld.example.nl"}.items():
        ties.page.fill("#" + field, value)
    before = ties.post()
    ties.press()
    ties.expect("heeft een uitnodiging")
    ties.expect("Gratis bellen")

    pim = Colleague(browser, site.url)
    pim.open(ties.message_after(before, r"(/uitnodiging/[0-9a-f]+)"))
    pim.expect("Gemeente Proefveld")
    pim.page.fill("#wachtwoord", PASSWORD)
    pim.page.locator("summary", has_text="Scannen lukt niet").click()
    pim.page.fill("#cijfers", code_of(re.sub(r"\s", "", pim.text("main details .mono"))))
    pim.press()
    pim.open("/klant")
    pim.expect("Gemeente Proefveld")
    pim.open("/klant/privacy")
    pim.expect("Uw verwerkingsregister")
    ties.close()
    pim.close()


def an_agreement_ends_and_its_people_are_told(site, browser):
    """The end, with a second proof -> a person of it got a mail -> Mijn BuenO says until when."""
    code = site.new_code()
    person = Visitor(browser, site.url)
    person.enrol(code, "06 1234 8331", "ending@example.nl")
    person.open("/mijn/gegevens")
    person.expect("nadat .* stopt")

    ties = Colleague(browser, site.url, viewport=DESK)
    ties.sign_in(login(site, "operations"))
    ties.open("/kantoor/klanten")
    ties.page.get_by_role("link", name="Gemeente Waterland aan Zee").first.click()
    ties.page.wait_for_load_state("load")
    before = person.post()
    ties.page.locator("a.btn", has_text="Beëindig").first.click()
    ties.page.wait_for_load_state("load")
    ties.expect("De dienst stopt voor")
    ties.press("main form button.btn--neg")
    ties.expect("beëindigd")

    person.message_after(before, r"(uiterlijk op \d+ \w+ \d{4})")
    person.open("/mijn/gegevens")
    person.expect(r"uiterlijk \d+ \w+ \d{4}")
    person.open("/mijn/berichten")
    person.expect("afspraak met uw gemeente of school is gestopt")
    for visitor in (person, ties):
        assert visitor.complaints == [], visitor.complaints
        visitor.close()


def a_customer_reads_a_sheet_its_register_and_its_numbers(site, browser):
    noor = Colleague(browser, site.url, viewport=DESK)
    noor.sign_in(login(site, "administrator of Gemeente"))
    noor.expect_path("/klant")
    noor.expect("Lees het gegevensblad: Tolktelefoon")
    noor.page.get_by_role("link", name="Lees het gegevensblad").click()
    noor.page.wait_for_load_state("load")
    noor.page.click("label[for=akkoord]")
    noor.press()
    noor.expect("U ging akkoord")
    noor.open("/klant/nummers")
    noor.expect("Balie telefoon 3")
    noor.open("/klant/privacy")
    noor.expect("Uw verwerkingsregister")
    with noor.page.expect_download() as download:
        noor.page.locator("a[href='/klant/privacy/register.csv']").click()
    assert download.value.suggested_filename == "verwerkingsregister.csv"
    noor.open("/klant/contactpunten")
    noor.page.fill("#waar", "noor@waterland.example.nl")
    noor.press()
    noor.expect("lijkt het e-mailadres van een persoon")
    assert noor.complaints == [], noor.complaints
    noor.close()


def work_pages_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        for who, paths in WORK.items():
            person = Colleague(browser, site.url, language=language)
            person.context.close()
            # Our own policy refuses the spacing test's style sheet; only this sweep sets it aside.
            person.context = browser.new_context(locale="nl-NL" if language == "nl" else "en-GB", bypass_csp=True)
            person.page = person.context.new_page()
            person.scripted = True
            person.sign_in(login(site, who))
            for path in paths:
                person.open(path)
                found += problems(person, name_of(path, language))
            for path, field in ERRORS.get(who, {}).items():
                person.open(path)
                person.page.fill(field, "noor@example.nl")
                person.press()
                found += problems(person, name_of(path, language) + "-wrong")
            person.close()
    report(found)


# The end of the agreement comes last: the demonstration's codes belong to it.
ALL = [work_pages_are_for_everyone, registers_a_customer_whose_administrator_comes, a_customer_reads_a_sheet_its_register_and_its_numbers,
       an_agreement_ends_and_its_people_are_told]
