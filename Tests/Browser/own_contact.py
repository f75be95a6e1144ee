"""A person's own number and address: changed with two codes, kept quiet, and left at once when somebody comes in."""

import re

from accessibility import problems, report, visitor
from server import ROOT
from visitor import DESK, PHONE, Visitor

TYPED = "input:not([type=hidden]):not([type=radio]):not([type=checkbox])"
ELSEWHERE = re.compile(r"https://nl\.wikipedia\.org/.*")


def changes(site, browser, script, language, number):
    """From 'Verander' to the line with the new value, for the number and then for the address."""
    person = Visitor(browser, site.url, script, language, DESK if language == "en" else PHONE)
    person.enrol(site.new_code(), f"06 1234 83{number}0", f"change{number}@example.nl")
    person.open("/mijn/gegevens")
    person.press("a[href='/mijn/gegevens/nummer']")
    person.page.fill("#mobiel", "12")
    person.press()
    assert person.page.input_value("#mobiel") == "12" and person.page.locator("[aria-invalid=true]").count() == 1
    before = person.post()
    person.page.fill("#mobiel", f"06 1234 83{number}1")
    person.press()
    person.expect_path("/mijn/gegevens/code")
    # To the new number and to the address that stays; the page asks for the text message first.
    person.enter_secret("000000", "#cijfers")
    person.expect("klopt niet|not right")
    person.enter_secret(code_to(person, before, "83" + number + "1"), "#cijfers")
    person.expect("Stap 3 van 3|Step 3 of 3")
    last = code_to(person, before, f"change{number}@")
    before = person.post()
    person.enter_secret(last, "#cijfers")
    # The old number hears of it, after it happened.
    person.message_after(before, f"(?s){spaced('83' + number + '0')}.*(nummer is veranderd|number was changed)")
    person.expect_path("/mijn/gegevens")
    person.expect(f"83{number}1")
    assert f"83{number}0" not in person.text()

    before = person.post()
    person.press("a[href='/mijn/gegevens/mail']")
    person.page.fill("#email", f"changed{number}@example.nl")
    person.press()
    person.enter_secret(code_to(person, before, f"changed{number}@"), "#cijfers")
    last = code_to(person, before, f"83{number}1")
    before = person.post()
    person.enter_secret(last, "#cijfers")
    person.message_after(before, f"(?s){re.escape(f'change{number}@')}.*(BuenO is veranderd|BuenO was changed)")
    person.expect(f"changed{number}@example.nl")
    the_old_number_opens_nothing(person, browser, number)
    person.open("/mijn/berichten")
    person.expect("nummer is veranderd|number was changed")
    assert person.complaints == [], person.complaints
    person.close()


def the_old_number_opens_nothing(person, browser, number):
    """Asked for a code it gets the same page and no message; the new one, asked after it, gets its own."""
    other = Visitor(browser, person.url)
    before = other.post()
    for mobile in (f"06 1234 83{number}0", f"06 1234 83{number}1"):
        other.open("/inloggen")
        other.page.fill("#mobiel", mobile)
        other.press("form[action='/inloggen/sms'] button")
        other.expect_path("/inloggen/code")
    code_to(other, before, f"83{number}1")
    told = other.news(before)
    assert len(told) == 1, "the old number got a message"
    other.close()


def spaced(digits):
    """These digits as a page may group them."""
    return "".join(digit + r"\s?" for digit in digits)


def code_to(person, earlier, recipient):
    """The code in the newest message whose head names this number or address."""
    digits = spaced(recipient) if recipient.isdigit() else re.escape(recipient)
    return person.message_after(earlier, r"(?s)" + digits + r".*?\b(\d{6})\b")


def changes_number_and_address(site, browser):
    changes(site, browser, True, "nl", "1")


def changes_number_and_address_without_javascript(site, browser):
    changes(site, browser, False, "nl", "2")


def changes_number_and_address_in_english(site, browser):
    changes(site, browser, True, "en", "3")


def safe_contact_asks_for_both(site, browser, script=True, number="4"):
    mobile, email = f"06 1234 83{number}0", f"safe{number}@example.nl"
    person = Visitor(browser, site.url, script)
    person.enrol(site.new_code(), mobile, email)
    person.open("/mijn/gegevens")
    person.press("a[href='/mijn/veilig']")
    person.press("main form[action='/mijn/veilig'] button")
    person.expect("Het staat nu aan")
    before = person.post()
    person.press("a[href='/mijn/berichten']")
    person.open("/mijn")
    person.press("form[action='/uitloggen'] button")

    person.sign_in_by_sms(mobile)
    message = person.news(before)[0]
    assert re.search(r"Uw code is \d{6}", message) and "BuenO:" not in message, message
    person.expect_path("/inloggen/wie")
    person.page.fill("#email", "somebody@example.nl")
    person.press()
    person.expect("hoort niet bij elkaar")
    person.page.fill("#email", email)
    person.press()
    person.expect_path("/mijn")
    person.open("/mijn/gegevens")
    person.expect("veilig contact")
    person.close()


def safe_contact_without_javascript(site, browser):
    safe_contact_asks_for_both(site, browser, script=False, number="5")


def everything_on(person):
    """The page that is shown, and what its fields hold."""
    return person.page.content() + " ".join(field.input_value() for field in person.page.locator(TYPED).all())


def leaves_at_once(site, browser, script, key):
    """From each page on the way in, and from Mijn BuenO: elsewhere, signed out, and the way back shows nothing."""
    for page in ("/aanmelden", "/aanmelden/gegevens", "/inloggen", "/inloggen/code", "/mijn/gegevens"):
        person = Visitor(browser, site.url, script)
        person.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Elsewhere</title><h1>Elsewhere</h1>", content_type="text/html"))
        if page == "/mijn/gegevens":
            person.sign_in_by_sms("06 1234 0023")
        elif page == "/aanmelden/gegevens":
            person.enter_code(site.new_code())
        person.open(page)
        person.expect_path(page)
        # Without a script the way back may lead to a page that anyone can open: empty, as anyone gets it.
        secrets = [] if not script and page in ("/aanmelden", "/inloggen", "/inloggen/code") else [person.text("h1")]
        if page == "/mijn/gegevens":
            secrets += [person.page.locator("dd.list__val bdi").nth(place).text_content() for place in (0, 1)]
        elif script:
            # Without one a browser may fill in again what was typed on a page without TLS, as this site is.
            person.page.locator(TYPED).first.fill("98 76 54")
            secrets.append(person.page.locator(TYPED).first.input_value())
        before = everything_on(person)
        assert all(secret in before for secret in secrets), secrets
        if key:
            person.page.keyboard.press("Escape")
            person.page.keyboard.press("Escape")
        else:
            person.page.click("form[action='/weg'] button", no_wait_after=True)
        person.page.wait_for_url(ELSEWHERE)
        kept = [cookie["name"] for cookie in person.context.cookies(site.url)]
        assert kept == [], f"{page}: cookies are left: {kept}"
        # Backwards through all that is left of the history.
        for _ in range(4):
            if not person.page.evaluate("history.length > 1"):
                break
            try:
                person.page.go_back(wait_until="load", timeout=5000)
            except Exception:
                pass
            person.page.wait_for_timeout(300)
            shown = everything_on(person)
            for secret in secrets:
                assert secret not in shown, f"{page}: the way back shows {secret}"
        person.close()


def leaves_at_once_by_the_button(site, browser):
    leaves_at_once(site, browser, script=True, key=False)


def leaves_at_once_by_the_button_without_javascript(site, browser):
    leaves_at_once(site, browser, script=False, key=False)


def leaves_at_once_by_one_key(site, browser):
    leaves_at_once(site, browser, script=True, key=True)


def the_first_way_back_leads_elsewhere_too(site, browser):
    """With a script the page's own place in the history is that of leaving."""
    person = Visitor(browser, site.url)
    person.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"))
    person.open("/inloggen")
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("Escape")
    person.page.wait_for_url(ELSEWHERE)
    length = person.page.evaluate("history.length")
    person.page.evaluate("history.back()")
    person.page.wait_for_timeout(1500)
    assert not person.page.url.endswith("/inloggen"), person.page.url
    print("  history of", length, "entries; back leads to", person.page.url.split("?")[0])
    person.close()


def who_helps_leaves_nothing_behind(site, browser, script=True, number="7"):
    """A volunteer enrols somebody without an address; afterwards the browser holds and shows nothing."""
    person = Visitor(browser, site.url, script, viewport=DESK)
    person.open("/helpen")
    person.press("main form[action='/helpen'] button")
    person.expect("U helpt iemand")
    person.page.fill("#code", site.new_code())
    person.press()
    person.expect("U helpt iemand")
    assert person.page.get_attribute("#mobiel", "autocomplete") == "off"
    before = person.post()
    person.give_contact(f"06 1234 83{number}0", "")
    person.enter_secret(person.secret_in_post(before))
    person.expect("De aanmelding is gelukt")
    card = person.text(".wallet")
    assert f"eindigt op\n{number}0" in card or f"eindigt op {number}0" in card, card
    assert "1234" not in card and not re.search(r"\d{6}", card), card
    assert person.context.cookies(site.url) == [], person.context.cookies(site.url)
    person.page.screenshot(path=str(ROOT / ".artifacts" / "browser" / f"helper-card-{script}.png"))
    for _ in range(5):
        try:
            person.page.go_back(wait_until="load", timeout=3000)
        except Exception:
            pass
        shown = everything_on(person)
        for secret in (f"83{number}0", "Hoe bereiken wij u", "gelukt"):
            assert secret not in shown, f"the way back shows {secret} on {person.path}"
    person.open("/mijn")
    person.expect_path("/inloggen")

    # At home, on their own phone: by text message alone, and the welcome waits there.
    person.sign_in_by_sms(f"06 1234 83{number}0")
    person.expect_path("/mijn")
    person.open("/mijn/berichten")
    person.expect("Welkom bij BuenO.*niet verstuurd")
    person.open("/mijn/wissen")
    assert person.page.locator("#k2").count() == 0, "a code by mail is offered to who has none"
    person.close()


def who_helps_leaves_nothing_behind_without_javascript(site, browser):
    who_helps_leaves_nothing_behind(site, browser, script=False, number="8")


def helper_pages_are_for_everyone(site, browser):
    found = []
    for number, language in ((5, "nl"), (6, "en")):
        person = visitor(browser, site, language)
        person.open("/helpen")
        found += problems(person, f"helper-{language}")
        person.press("main form[action='/helpen'] button")
        found += problems(person, f"helper-code-{language}")
        person.page.fill("#code", site.new_code())
        person.press()
        found += problems(person, f"helper-contact-{language}")
        before = person.post()
        person.give_contact(f"06 1234 84{number}0", "")
        person.enter_secret(person.secret_in_post(before))
        found += problems(person, f"helper-card-{language}")
        person.close()
    report(found)


def own_contact_pages_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = visitor(browser, site, language)
        person.sign_in_by_sms({"nl": "06 1234 0024", "en": "06 1234 0025"}[language])
        for path in ("/mijn/gegevens", "/mijn/gegevens/nummer", "/mijn/gegevens/mail", "/mijn/veilig"):
            person.visit(path)
            found += problems(person, f"own{path.replace('/', '-')}-{language}")
        person.open("/mijn/gegevens/mail")
        person.page.fill("#email", "nee")
        person.press()
        found += problems(person, f"own-change-error-{language}")
        before = person.post()
        person.page.fill("#email", f"sweep-{language}@example.nl")
        person.press()
        found += problems(person, f"own-code-{language}")
        person.enter_secret("12", "#cijfers")
        found += problems(person, f"own-code-error-{language}")
        person.enter_secret(code_to(person, before, f"sweep-{language}@"), "#cijfers")
        found += problems(person, f"own-code-last-{language}")
        person.open("/mijn/veilig")
        person.press("main form[action='/mijn/veilig'] button")
        found += problems(person, f"own-safe-on-{language}")
        person.close()
    report(found)


ALL = [
    changes_number_and_address, changes_number_and_address_without_javascript,
    changes_number_and_address_in_english, safe_contact_asks_for_both, safe_contact_without_javascript,
    leaves_at_once_by_the_button, leaves_at_once_by_the_button_without_javascript, leaves_at_once_by_one_key,
    the_first_way_back_leads_elsewhere_too, own_contact_pages_are_for_everyone, who_helps_leaves_nothing_behind,
    who_helps_leaves_nothing_behind_without_javascript, helper_pages_are_for_everyone,
]
