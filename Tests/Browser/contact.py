"""The contact form, from who asks to who answers."""

import accessibility
import work
from visitor import DESK, Visitor

FORM = "form[action^='/contact'] button"
QUESTION = "May I also call my sister?\nShe lives abroad."
# A person needs more than these milliseconds for four fields.
READS_FOR = 4_500


def fill(person, name="Test Voorbeeld", phone="", mail="", question=QUESTION):
    person.page.fill("#naam", name)
    person.page.fill("#telefoon", phone)
    person.page.fill("#email", mail)
    person.page.fill("#vraag", question)


def asks(browser, site, script, language, mail):
    """Who is too quick is told to look once more and loses nothing; then the question is sent."""
    person = Visitor(browser, site.url, script, language)
    person.open("/contact")
    person.expect("Verplicht|Required")
    person.press(FORM)
    assert person.page.title().startswith(("Fout", "Error")), person.page.title()
    assert person.page.locator("[aria-invalid=true]").count() == 3, "name, a way back, and the question"
    fill(person, phone="12", mail=mail)
    person.press(FORM)
    assert person.page.input_value("#vraag") == QUESTION, "what was typed is lost"
    person.page.wait_for_timeout(READS_FOR)
    person.page.fill("#telefoon", "050 312 34 59")
    person.press(FORM)
    person.expect_path("/contact/verstuurd")
    person.expect("30 dagen|30 days")
    assert not person.complaints, person.complaints
    person.close()


def a_question_is_answered_by_mail(site, browser):
    asks(browser, site, True, "nl", "ask1@example.nl")
    fenna = Visitor(browser, site.url, viewport=DESK)
    work.sign_in(fenna, work.SERVICE)
    fenna.open("/kantoor")
    fenna.expect("Vragen van het contactformulier")
    fenna.page.click("main a:has-text('Vragen van het contactformulier')")
    fenna.expect("wacht(en)? op antwoord")
    assert "sister" not in fenna.text(), "the list shows what was asked"
    fenna.page.locator("main table a").last.click()
    fenna.page.wait_for_load_state("load")
    fenna.expect("ask1@example.nl")
    fenna.expect("She lives abroad")
    fenna.press("form[action$='/antwoord'] button")
    fenna.expect("Schrijf een antwoord")
    fenna.page.fill("#antwoord", "Alleen binnen Nederland.\nGroet")
    before = fenna.post()
    fenna.press("form[action$='/antwoord'] button")
    fenna.expect("onderweg")
    mail = fenna.message_after(before, r"(?s)(ask1@example\.nl.*Alleen binnen Nederland.*30 dagen)")
    assert "sister" not in mail, "the question goes back by mail"
    fenna.open("/kantoor/vragen/beantwoord")
    fenna.expect("Gemaild")
    assert not fenna.complaints, fenna.complaints
    fenna.close()


def a_question_is_asked_without_javascript_in_english(site, browser):
    asks(browser, site, False, "en", "ask2@example.nl")


def a_caller_is_marked_as_called(site, browser):
    fenna = Visitor(browser, site.url, script=False)
    work.sign_in(fenna, work.SERVICE)
    fenna.open("/kantoor/vragen")
    waiting = fenna.page.locator("main table a").count()
    fenna.page.locator("main table a").first.click()
    fenna.page.wait_for_load_state("load")
    fenna.press("form[action$='/gebeld'] button")
    fenna.expect("beantwoord")
    assert fenna.page.locator("main table a").count() == waiting - 1
    fenna.close()


def a_program_that_fills_everything_in_is_thanked_for_nothing(site, browser):
    fenna = Visitor(browser, site.url)
    work.sign_in(fenna, work.SERVICE)
    fenna.open("/kantoor/vragen")
    waiting = fenna.page.locator("main table a").count()
    program = Visitor(browser, site.url)
    program.open("/contact")
    assert not program.page.locator("#website").is_visible(), "people see the trap"
    fill(program, mail="program@example.nl")
    program.page.evaluate("document.getElementById('website').value = 'https://example.nl'")
    program.page.wait_for_timeout(READS_FOR)
    program.press(FORM)
    program.expect_path("/contact/verstuurd")
    fenna.open("/kantoor/vragen")
    assert fenna.page.locator("main table a").count() == waiting, "its question arrived"
    for person in (fenna, program):
        person.close()


def the_officer_counts_questions_and_opens_none(site, browser):
    wout = Visitor(browser, site.url, viewport=DESK)
    work.sign_in(wout, work.OFFICER)
    wout.open("/kantoor/vragen")
    wout.expect("wacht(en)? op antwoord")
    assert wout.page.locator("main table a").count() == 0, "the officer may open a question"
    wout.close()


def pages_of_contact_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = accessibility.visitor(browser, site, language)
        person.open("/contact")
        person.press(FORM)
        found += accessibility.problems(person, f"contact-form-error-{language}")
        fill(person, mail="sweep@example.nl")
        person.open("/contact")
        fill(person, mail="sweep@example.nl")
        person.press(FORM)
        found += accessibility.problems(person, f"contact-form-once-more-{language}")
        person.close()
        fenna = accessibility.visitor(browser, site, language)
        work.sign_in(fenna, work.SERVICE)
        fenna.open("/kantoor/vragen")
        fenna.page.locator("main table a").last.click()
        fenna.page.wait_for_load_state("load")
        found += accessibility.problems(fenna, f"question-{language}")
        fenna.press("form[action$='/antwoord'] button, form[action$='/gebeld'] button")
        found += accessibility.problems(fenna, f"question-error-{language}")
        fenna.close()
    accessibility.report(found)


ALL = [a_question_is_answered_by_mail, a_question_is_asked_without_javascript_in_english, a_caller_is_marked_as_called,
       a_program_that_fills_everything_in_is_thanked_for_nothing, the_officer_counts_questions_and_opens_none,
       pages_of_contact_are_for_everyone]
