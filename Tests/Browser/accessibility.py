"""Every page, filled, empty, in error and expired, for people who see, hear or type differently.

Per page: axe (WCAG 2.0 to 2.2, A and AA, and best practice) on a phone and a desk, no sideways scrolling at 320 px, the
same with wide text spacing, high enough targets, language and title, errors that are tied to their field, a visible ring
at every stop of the Tab key, and how much the first view weighs. With BUENO_TEST_PICTURES=1 a picture of each is kept
in .artifacts/browser.
"""

import gzip
import os
import pathlib

import axe_playwright_python

from server import ROOT
from visitor import Visitor, own_network

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PICTURES = bool(os.environ.get("BUENO_TEST_PICTURES"))

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
         "resultTypes": ["violations"]}
WIDE_TEXT = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
FIRST_VIEW_BYTES = 40_000
TARGET_PIXELS = 44

VIOLATIONS = """async rules => (await axe.run(document, rules)).violations
    .map(v => v.id + ' ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '))"""
NO_SCROLL = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SMALL_TARGETS = """pixels => [...document.querySelectorAll('button,input:not([type=hidden]),select,.btn')]
    .filter(e => { const r = e.getBoundingClientRect(); return r.width && r.height < pixels })
    .map(e => e.outerHTML.slice(0, 70))"""
LOOSE_ERRORS = """[...document.querySelectorAll('[aria-invalid=true]')]
    .filter(e => !(e.getAttribute('aria-describedby') || '').split(' ').every(id => document.getElementById(id)))
    .map(e => e.id)"""
FOCUSED = """(() => { const e = document.activeElement; if (!e || e === document.body) return null;
    const s = getComputedStyle(e);
    return { name: e.tagName + '#' + e.id + e.getAttribute('href'),
             ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 } })()"""

PUBLIC = ["/", "/aanmelden", "/inloggen", "/hoe-werkt-het", "/hulp", "/contact", "/contact/verstuurd", "/privacy", "/privacy/register", "/toegankelijkheid", "/bewijs",
          "/privacy?versie=0", "/privacy/verschil", "/postvak", "/inloggen/code", "/inloggen/wie?vraag=email", "/aanmelden?melding=verlopen",
          "/inloggen?melding=uitgelogd", "/helpen", "/toestemming", "/toestemming/code", "/toestemming/nothing", "/no-such-page", "/inloggen/link/nothing"]
OWN = ["/mijn", "/mijn/gegevens", "/mijn/privacy/wie-zag", "/mijn/privacy/wie-zag?wie=mens", "/mijn/berichten",
       "/mijn/apparaten", "/mijn/wissen", "/mijn/privacy", "/mijn/privacy/inzage",
       "/mijn/privacy/bevestigen", "/mijn/privacy/beperken", "/mijn/privacy/bezwaar",
       "/mijn/privacy/klacht", "/mijn/privacy/verbeteren"]
# What does not answer 200.
STATUS = {"/no-such-page": 404, "/inloggen/link/nothing": 410, "/toestemming/nothing": 410}


def problems(person, name):
    """What is wrong with the page that this person is looking at."""
    page = person.page
    found = []

    def must(holds, what):
        if not holds:
            found.append(f"{name}: {what}")

    page.evaluate(AXE)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        if PICTURES:
            page.screenshot(path=str(ROOT / ".artifacts" / "browser" / f"{name}-{width}.png"), full_page=True)
        for violation in page.evaluate(VIOLATIONS, RULES):
            found.append(f"{name}: axe at {width} px: {violation}")
    page.set_viewport_size({"width": 320, "height": 740})
    must(page.evaluate(NO_SCROLL), "scrolls sideways at 320 px")
    style = page.add_style_tag(content=WIDE_TEXT) if person.scripted else None
    must(page.evaluate(NO_SCROLL), "scrolls sideways with wide text")
    if style:
        style.evaluate("element => element.remove()")
    small = page.evaluate(SMALL_TARGETS, TARGET_PIXELS)
    must(not small, f"targets under {TARGET_PIXELS} px: {small}")
    must(page.evaluate("!!document.documentElement.lang && !!document.title"), "has no language or no title")
    if page.locator("[aria-invalid=true]").count():
        must(page.title().startswith(("Fout", "Error")), "is in error, and its title does not start with that")
        must(not page.evaluate(LOOSE_ERRORS), "has an error that is not tied to its field")
    found += ringless_stops(page, name)
    return found


def ringless_stops(page, name):
    seen, found = set(), []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if not stop or stop["name"] in seen and len(seen) > 2:
            break
        seen.add(stop["name"])
        if not stop["ring"]:
            found.append(f"{name}: no visible ring on {stop['name']}")
    return found


def name_of(path, language):
    return (path.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "home") + "-" + language


def weigh(browser, site, path, name):
    """The first view of somebody who was never here before, as it crosses the network."""
    person = Visitor(browser, site.url)
    answers = []
    person.page.on("response", lambda answer: answers.append(answer))
    person.open(path)
    weight = sum(len(gzip.compress(answer.body())) for answer in answers if answer.ok)
    person.close()
    return [f"{name}: weighs {weight} bytes"] if weight > FIRST_VIEW_BYTES else []


def visitor(browser, site, language):
    person = Visitor(browser, site.url, language=language)
    # Our own policy refuses the spacing test's style sheet; only this sweep sets it aside.
    person.context.close()
    person.context = browser.new_context(
        locale="nl-NL" if language == "nl" else "en-GB", bypass_csp=True, extra_http_headers=own_network())
    person.page = person.context.new_page()
    person.scripted = True
    return person


def report(found):
    assert not found, "\n  " + "\n  ".join(found)


def public_pages_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = visitor(browser, site, language)
        for path in PUBLIC:
            person.visit(path, STATUS.get(path, 200))
            found += problems(person, name_of(path, language))
            if language == "nl":
                found += weigh(browser, site, path, name_of(path, language))
        person.open("/inloggen")
        person.page.fill("#email", "nobody@example.nl")
        person.press("form[action='/inloggen/mail'] button")
        person.expect_path("/inloggen/gemaild")
        found += problems(person, f"inloggen-mail-{language}")
        person.close()
    report(found)


def own_pages_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = visitor(browser, site, language)
        # Each their own: a person gets only so many codes an hour.
        person.sign_in_by_sms({"nl": "06 1234 0020", "en": "06 1234 0021"}[language])
        for path in OWN:
            person.visit(path)
            found += problems(person, name_of(path, language))
        person.close()
    report(found)


def pages_in_error_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = visitor(browser, site, language)
        for kind, code in site.card["refusedCodes"].items():
            person.enter_code(code)
            found += problems(person, f"code-{kind}-{language}")
        person.enter_code(site.new_code())
        found += problems(person, f"contact-{language}")
        person.press()
        found += problems(person, f"contact-error-{language}")
        before = person.post()
        number = {"nl": 1, "en": 2}[language]
        person.give_contact(f"06 1234 812{number}", f"sweep{number}@example.nl")
        found += problems(person, f"secret-{language}")
        person.enter_secret("12")
        found += problems(person, f"secret-error-{language}")
        person.enter_secret(person.secret_in_post(before))
        person.expect_path("/mijn")
        found += problems(person, f"welcome-{language}")
        person.open("/mijn/wissen")
        person.press("form[action='/mijn/wissen'] button")
        found += problems(person, f"erase-error-{language}")
        person.page.click("label[for=ok]")
        person.press("form[action='/mijn/wissen'] button")
        person.expect_path("/mijn/wissen/code")
        found += problems(person, f"erase-code-{language}")
        person.open("/bewijs")
        person.page.fill("#bon", "nothing")
        person.press("form[action='/bewijs'] button")
        found += problems(person, f"receipt-error-{language}")
        person.page.fill("#bon", site.card["receipts"][0])
        person.press("form[action='/bewijs'] button")
        found += problems(person, f"receipt-{language}")
        person.close()
    report(found)


def every_form_works_without_javascript(site, browser):
    person = Visitor(browser, site.url, script=False)
    person.sign_in_by_sms("06 1234 0022")
    found = []
    for path in [*PUBLIC, *OWN]:
        person.visit(path, STATUS.get(path, 200))
        if person.page.locator("main").count() != 1:
            found.append(f"{path}: no main part")
        for form in person.page.locator("form").all():
            if form.locator("button:not([type=button]), input[type=submit]").count() == 0:
                found.append(f"{path}: a form without a button that sends it")
    person.close()
    report(found)


ALL = [public_pages_are_for_everyone, own_pages_are_for_everyone, pages_in_error_are_for_everyone,
       every_form_works_without_javascript]
