"""From a customer that is registered to an agreement that ends: what each side sees of it."""

import accessibility
import work
from visitor import DESK, Visitor

work.PAGES[work.ADMINISTRATOR] += ["/klant/contactpunten", "/klant/nummers", "/klant/maatwerk", "/klant/privacy",
                                   "/klant/organisatie"]
work.PAGES[work.OPERATIONS] += ["/kantoor/klanten", "/kantoor/klanten/nieuw"]


def at_work(site, browser, address):
    person = Visitor(browser, site.url, viewport=DESK)
    work.sign_in(person, address)
    return person


def follow(person, selector, **which):
    person.page.locator(selector, **which).first.click()
    person.page.wait_for_load_state("load")


def an_operator_registers_a_customer_whose_administrator_comes(site, browser):
    """What was typed stays -> registered -> the administrator accepts the invitation from the mailbox."""
    ties = at_work(site, browser, work.OPERATIONS)
    ties.open("/kantoor/klanten/nieuw")
    ties.page.fill("#naam", "Gemeente Proefveld")
    ties.page.click("label[for=soort]")
    ties.page.fill("#kvk", "123")
    ties.press()
    assert ties.page.title().startswith("Fout"), ties.page.title()
    assert ties.page.locator("[aria-invalid=true]").count() >= 6
    assert ties.page.input_value("#naam") == "Gemeente Proefveld"
    for field, value in {"kvk": "27654321", "straat": "Dorpsstraat 1", "postcode": "9723 JA", "plaats": "Groningen",
                         "kenmerk": "KPL-4410", "beheerder": "Pim Voorbeeld", "email": "pim@proefveld.example.nl"}.items():
        ties.page.fill("#" + field, value)
    before = ties.post()
    ties.press()
    ties.expect("heeft een uitnodiging")
    ties.expect("Gratis bellen")

    pim = accessibility.visitor(browser, site, "nl")
    pim.open(ties.message_after(before, r"(/uitnodiging/[0-9a-f]{64})"))
    pim.expect("Gemeente Proefveld")
    pim.page.fill("#wachtwoord", work.PASSWORD)
    pim.page.fill("#cijfers", work.totp(pim.page.locator("details .mono").text_content()))
    pim.press("main form button")
    pim.expect("Bewaar deze codes")
    pim.open("/klant")
    pim.expect("Begin met uw eerste codes")
    accessibility.report(accessibility.problems(pim, "klant-nieuw-nl"))
    pim.open("/klant/privacy")
    pim.expect("Uw verwerkingsregister")
    pim.expect("Gemeente Proefveld")
    for person in (ties, pim):
        assert person.complaints == [], person.complaints
        person.close()


def a_customer_reads_a_sheet_its_register_and_its_numbers(site, browser):
    noor = at_work(site, browser, work.ADMINISTRATOR)
    noor.open("/klant")
    noor.expect("Lees het gegevensblad: Tolktelefoon")
    follow(noor, "main a", has_text="Lees het gegevensblad")
    noor.press()
    assert noor.page.title().startswith("Fout"), noor.page.title()
    noor.page.click("label[for=akkoord]")
    noor.press()
    noor.expect("U ging akkoord")
    noor.open("/klant")
    assert "Tolktelefoon" not in noor.text(), "a task that is done still waits"
    noor.open("/klant/nummers")
    noor.expect("Balie telefoon 3")
    noor.expect("Gekoppeld door Bram Voorbeeld")
    noor.open("/klant/privacy")
    with noor.page.expect_download() as download:
        noor.page.locator("a[href='/klant/privacy/register.csv']").click()
    assert download.value.suggested_filename == "verwerkingsregister.csv"
    noor.open("/klant/contactpunten")
    noor.page.fill("#waar", "noor@waterland.example.nl")
    noor.press()
    noor.expect("lijkt het e-mailadres van een persoon")
    assert noor.page.input_value("#waar") == "noor@waterland.example.nl"
    assert noor.complaints == [], noor.complaints
    noor.close()


def an_agreement_ends_and_its_people_are_told(site, browser):
    """The end, with what follows -> a person of it gets a mail -> Mijn BuenO says until when."""
    person = Visitor(browser, site.url)
    person.enrol(site.new_code(), "06 1234 8331", "ending@example.nl")
    person.open("/mijn/gegevens")
    person.expect("nadat .* stopt")

    ties = at_work(site, browser, work.OPERATIONS)
    ties.open("/kantoor/klanten")
    follow(ties, "main table a", has_text="Waterland aan Zee")
    before = person.post()
    follow(ties, "a.btn", has_text="Beëindig")
    work.prove_again(ties, work.OPERATIONS)
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


def the_forms_of_customers_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        for address, path, field in ((work.ADMINISTRATOR, "/klant/contactpunten", "#waar"),
                                     (work.ADMINISTRATOR, "/klant/nummers", "#wat"),
                                     (work.ADMINISTRATOR, "/klant/organisatie/factuur", "#kenmerk"),
                                     (work.OPERATIONS, "/kantoor/klanten/nieuw", "#kenmerk")):
            person = accessibility.visitor(browser, site, language)
            work.sign_in(person, address)
            person.open(path)
            person.page.fill(field, "noor@example.nl")
            person.press()
            found += accessibility.problems(person, accessibility.name_of(path, language) + "-wrong")
            if address == work.OPERATIONS:
                person.open("/kantoor/klanten")
                follow(person, "main table a")
                found += accessibility.problems(person, f"kantoor-klant-{language}")
                follow(person, "main a[href^='/kantoor/klanten/gegevens']")
                person.page.fill("#kenmerk", "noor@example.nl")
                person.press()
                found += accessibility.problems(person, f"kantoor-klant-gegevens-wrong-{language}")
                follow(person, "main a.back")
                follow(person, "main a[href^='/kantoor/maatwerk']")
                found += accessibility.problems(person, f"kantoor-maatwerk-{language}")
                person.press()
                found += accessibility.problems(person, f"kantoor-maatwerk-wrong-{language}")
            person.close()
    accessibility.report(found)


# The end of the agreement comes last: the demonstration's codes belong to it.
ALL = [the_forms_of_customers_are_for_everyone, an_operator_registers_a_customer_whose_administrator_comes,
       a_customer_reads_a_sheet_its_register_and_its_numbers, an_agreement_ends_and_its_people_are_told]
