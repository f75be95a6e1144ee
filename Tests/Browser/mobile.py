"""A phone or SIM card: the customer orders codes, a person applies field by field, and the customer says yes."""

import csv

import accessibility
import batches
import work
from visitor import DESK, PHONE, Visitor

PHONES = "mila@polderdam.example.nl"
# Invented people of the demonstration, each at another point.
APPROVED, REFUSED, ASKED, WAITING = "06 1234 9103", "06 1234 9105", "06 1234 9106", "06 1234 9108"
DETAILS = {"voornaam": "Safiya", "achternaam": "Van der Voorbeeld", "dag": "9", "maand": "3", "jaar": "1987",
           "postcode": "9711ab", "huisnummer": "12 B", "straat": "Kerkstraat", "plaats": "Groningen"}


def give_details(person, **other):
    for field, value in {**DETAILS, **other}.items():
        person.page.fill("#" + field, value)
    person.press()


def confirm_everything(person):
    for label in person.page.locator("main .choice label").all():
        label.click()
    person.press()


def ordered(browser, site, count, name):
    """Codes for phones, ordered in the portal; nothing of anybody goes with them."""
    mila = Visitor(browser, site.url, viewport=DESK)
    work.sign_in(mila, PHONES)
    batches.order(mila, count, name)
    with open(batches.download(mila), encoding="utf-8-sig", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file, delimiter=";")]
    assert len(codes) == count
    return mila, codes


def apply(person, code, mobile, email):
    """From the code to Mijn BuenO, with what goes wrong on the way."""
    person.enter_code(code)
    person.expect_path("/aanmelden/wie")
    give_details(person, postcode="97", dag="31", maand="2")
    person.expect("4 cijfers en 2 letters|4 digits and 2 letters")
    assert person.page.input_value("#achternaam") == "Van der Voorbeeld"
    give_details(person)
    person.expect_path("/aanmelden/gegevens")
    assert person.page.locator("#leeftijd").count() == 0, "the age is asked beside the date of birth"
    before = person.post()
    person.page.fill("#mobiel", mobile)
    person.page.fill("#email", email)
    person.press()
    person.expect_path("/aanmelden/sms")
    person.enter_secret(person.secret_in_post(before))
    person.expect_path("/aanmelden/klopt")
    for value in ("Safiya", "Kerkstraat 12 B, 9711 AB Groningen", "1987", email):
        assert value in person.text(), value
    # Nothing counts before each is confirmed.
    person.press()
    person.expect_path("/aanmelden/klopt")
    assert person.page.locator("[aria-invalid=true]").count() == 7
    # Changed on the way, and back on the same page.
    person.press("a[href='/aanmelden/wie'] >> nth=0")
    give_details(person, straat="Dorpsstraat")
    person.expect_path("/aanmelden/klopt")
    person.expect("Dorpsstraat 12 B")
    confirm_everything(person)
    person.expect_path("/mijn/telefoon")
    person.expect("Wacht op antwoord|Waiting for an answer")


def from_order_to_yes(site, browser, script, language, number):
    mila, codes = ordered(browser, site, 2, f"Telefoons {number}")
    person = Visitor(browser, site.url, script, language, PHONE)
    apply(person, codes[0], f"06 1234 84{number}0", f"phone{number}@example.nl")

    # The caseworker: oldest first, with the keyboard alone.
    mila.open("/klant/aanvragen/volgende")
    while "Safiya" not in mila.text():
        with mila.page.expect_navigation():
            mila.page.click("text=Sla over")
    for hidden in ("Dorpsstraat", "9711", f"phone{number}@", f"84{number}0"):
        assert hidden not in mila.page.content(), hidden
    letter = mila.page.url
    mila.page.keyboard.press("Space")
    with mila.page.expect_navigation():
        mila.page.keyboard.press("Enter")
    mila.expect("Brief 0001: Ja")
    mila.press(".alert button")
    mila.expect("teruggedraaid")
    mila.open(letter.removeprefix(site.url))
    mila.page.click("text=Ja, deze persoon")
    mila.press()
    mila.open("/klant/aanvragen")
    mila.expect("Telt vanaf")

    # The person reads who looked; the answer is not theirs to read before it counts.
    person.open("/mijn/telefoon")
    person.expect("Wacht op antwoord|Waiting for an answer")
    person.open("/mijn/privacy/wie-zag?wie=mens")
    person.expect("bekeek uw naam en uw geboortejaar|viewed your name and your year of birth")

    # An inquiry: yes or no.
    mila.open("/klant/navraag")
    mila.page.select_option("#lading", label=f"Telefoons {number}")
    mila.page.fill("#brief", "0001")
    mila.page.click("label[for=vraag]")
    mila.press()
    mila.expect("in gebruik\\? Ja")
    person.open("/mijn/privacy/wie-zag?wie=mens")
    person.expect("in gebruik is|still in use")
    assert person.complaints == [] and mila.complaints == [], person.complaints + mila.complaints
    person.close()
    mila.close()


def phone_from_order_to_yes(site, browser):
    from_order_to_yes(site, browser, True, "nl", "1")


def phone_from_order_to_yes_without_javascript(site, browser):
    from_order_to_yes(site, browser, False, "nl", "2")


def phone_from_order_to_yes_in_english(site, browser):
    from_order_to_yes(site, browser, True, "en", "3")


def phone_in_each_state(site, browser):
    for number, words in ((APPROVED, "Goedgekeurd"), (REFUSED, "Niet goedgekeurd.*bezwaar"),
                          (WAITING, "Wacht op antwoord")):
        person = Visitor(browser, site.url)
        person.sign_in_by_sms(number)
        person.open("/mijn/telefoon")
        person.expect(words)
        person.close()
    person = Visitor(browser, site.url, script=False)
    person.sign_in_by_sms(ASKED)
    person.open("/mijn/telefoon")
    person.expect("jaar waarin u geboren bent|year you were born")
    person.press("form[action='/mijn/telefoon/antwoord'] button")
    person.expect("Uw antwoord is verstuurd|Your answer was sent")
    person.close()


def phone_pages_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = accessibility.visitor(browser, site, language)
        person.enter_code(site.card["phoneCodes"][0])
        found += accessibility.problems(person, f"phone-details-{language}")
        person.press()
        found += accessibility.problems(person, f"phone-details-error-{language}")
        give_details(person)
        found += accessibility.problems(person, f"phone-contact-{language}")
        before = person.post()
        number = {"nl": "5", "en": "6"}[language]
        person.page.fill("#mobiel", f"06 1234 84{number}0")
        person.page.fill("#email", f"sweepphone{number}@example.nl")
        person.press()
        found += accessibility.problems(person, f"phone-secret-{language}")
        person.enter_secret(person.secret_in_post(before))
        found += accessibility.problems(person, f"phone-check-{language}")
        person.press()
        found += accessibility.problems(person, f"phone-check-error-{language}")
        person.close()

        for name, number in (("approved", APPROVED), ("refused", REFUSED), ("waiting", WAITING)):
            person = accessibility.visitor(browser, site, language)
            person.sign_in_by_sms(number)
            for path in ("/mijn", "/mijn/telefoon", "/mijn/gegevens", "/mijn/privacy/wie-zag"):
                person.open(path)
                found += accessibility.problems(person, f"phone-{name}{path.replace('/', '-')}-{language}")
            person.close()

        mila = accessibility.visitor(browser, site, language)
        work.sign_in(mila, PHONES)
        for path in ("/klant", "/klant/aanvragen", "/klant/navraag", "/klant/codes/nieuw"):
            mila.open(path)
            found += accessibility.problems(mila, f"phones{path.replace('/', '-')}-{language}")
        mila.open("/klant/aanvragen/volgende")
        found += accessibility.problems(mila, f"phones-next-{language}")
        mila.press()
        found += accessibility.problems(mila, f"phones-next-error-{language}")
        mila.open("/klant/navraag")
        mila.page.fill("#brief", "9999")
        mila.page.click("label[for=vraag]")
        mila.press()
        found += accessibility.problems(mila, f"phones-inquiry-error-{language}")
        mila.close()
    accessibility.report(found)


ALL = [
    phone_from_order_to_yes, phone_from_order_to_yes_without_javascript, phone_from_order_to_yes_in_english,
    phone_in_each_state, phone_pages_are_for_everyone,
]
