"""Under sixteen: a child names a parent, who says yes, no, or no longer. All of it without JavaScript too."""

import re
import struct
import zlib

import work
from accessibility import problems
from visitor import DESK, Visitor


def child_enrols(site, browser, mobile, guardian="", mail="", **options):
    child = Visitor(browser, site.url, **options)
    before = child.post()
    child.enrol(site.new_code(), mobile, f"kind{mobile[-3:]}@example.nl", age="jonger", guardian=guardian,
                guardian_mail=mail)
    child.expect_path("/aanmelden/wachten")
    child.expect("gevraagd|asked")
    link = child.message_after(before, r"/toestemming/([0-9a-f]{64})")
    child.close()
    return link


def guardian_comes_in(site, browser, link, number="", **options):
    guardian = Visitor(browser, site.url, **options)
    guardian.open(f"/toestemming/{link}")
    guardian.expect("kind|child")
    if number:
        guardian.page.fill("#mobiel", number)
    before = guardian.post()
    guardian.press()
    guardian.expect_path("/toestemming/code")
    guardian.enter_secret(guardian.secret_in_post(before))
    assert guardian.path.startswith("/mijn/kinderen/"), guardian.path
    return guardian


def a_parent_says_yes_and_the_child_signs_in(site, browser, **options):
    number = "06 1234 8211" if options.get("script", True) else "06 1234 8212"
    link = child_enrols(site, browser, number, guardian="06 1234 8311", **options)
    guardian = guardian_comes_in(site, browser, link, **options)
    guardian.expect("Mag dit kind|May this child")
    guardian.press("button[value=ja]")
    guardian.expect_path("/mijn/kinderen")
    guardian.expect("zei ja|said yes")
    child = Visitor(browser, site.url, **options)
    child.sign_in_by_sms(number)
    child.expect_path("/mijn")
    child.expect("Bellen kan nog niet|Calling is not possible yet")
    child.open("/mijn/ouder")
    child.expect("Zei ja|Said yes")
    for person in (child, guardian):
        assert not person.complaints, person.complaints
        person.close()


def a_parent_says_yes_without_javascript(site, browser):
    a_parent_says_yes_and_the_child_signs_in(site, browser, script=False, viewport=DESK)


def a_parent_says_no_and_everything_is_gone(site, browser):
    link = child_enrols(site, browser, "06 1234 8221", mail="ouder8221@example.nl")
    # The child gave an address alone: the parent gives a number, and not the child's.
    guardian = Visitor(browser, site.url)
    guardian.open(f"/toestemming/{link}")
    guardian.page.fill("#mobiel", "06 1234 8221")
    guardian.press()
    guardian.expect("nummer van het kind")
    guardian.close()
    guardian = guardian_comes_in(site, browser, link, number="06 1234 8321")
    guardian.press("button[value=nee]")
    guardian.expect_path("/bewijs/bon")
    guardian.open(f"/toestemming/{link}")
    guardian.expect("werkt niet meer")
    assert not guardian.complaints, guardian.complaints
    guardian.close()
    child = Visitor(browser, site.url)
    child.open("/inloggen")
    child.page.fill("#mobiel", "06 1234 8221")
    before = child.post()
    child.press("form[action='/inloggen/sms'] button")
    assert not [message for message in child.news(before) if "8221" in message]
    child.close()


def a_parent_takes_a_yes_back_by_the_door(site, browser):
    link = child_enrols(site, browser, "06 1234 8231", guardian="06 1234 8331")
    guardian = guardian_comes_in(site, browser, link)
    guardian.press("button[value=ja]")
    child = Visitor(browser, site.url)
    child.sign_in_by_sms("06 1234 8231")
    child.expect_path("/mijn")
    guardian.press("form[action='/mijn/kinderen/uit'] button")
    guardian.open("/toestemming")
    guardian.page.fill("#mobiel", "06 1234 8331")
    before = guardian.post()
    guardian.press()
    guardian.enter_secret(guardian.secret_in_post(before))
    guardian.expect_path("/mijn/kinderen")
    guardian.press("main li.card a.btn")
    guardian.press("button[value=intrekken]")
    guardian.expect("ingetrokken")
    child.open("/mijn")
    child.expect("Log in")
    child.sign_in_by_sms("06 1234 8231")
    child.expect("liet dit stoppen")
    for person in (child, guardian):
        assert not person.complaints, person.complaints
        person.close()


def photo():
    """A picture as a phone saves it: small, and whole."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    rows = b"".join(b"\0" + bytes([row % 256] * 120) for row in range(40))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def choose(person, content, name="foto.png", kind="image/png"):
    person.page.set_input_files("#formulier", {"name": name, "mimeType": kind, "buffer": content})


def a_parent_says_yes_on_paper(site, browser, script=True, number="06 1234 8251"):
    link = child_enrols(site, browser, number, mail=f"ouder{number[-4:]}@example.nl")
    guardian = Visitor(browser, site.url, script=script)
    guardian.open(f"/toestemming/{link}")
    guardian.press("a[href$='/papier']")
    guardian.press("a[href*='/toestemming/formulier/']")
    guardian.expect("Handtekening")
    guardian.page.go_back()
    guardian.press()
    guardian.expect("Kies de foto")
    choose(guardian, b"<html><script>alert(1)</script>", "foto.jpg", "image/jpeg")
    guardian.press()
    guardian.expect("geen PDF en geen foto")
    choose(guardian, b"\x89PNG\r\n\x1a\n" + b"0" * (11 * 1024 * 1024))
    guardian.press()
    guardian.expect("hoogstens 10 MB")
    guardian.open(f"/toestemming/{link}/papier")
    choose(guardian, photo())
    guardian.press()
    guardian.expect("Wij hebben uw formulier")
    desk = Visitor(browser, site.url, script=script, viewport=DESK)
    work.sign_in(desk, work.SERVICE)
    desk.open("/kantoor/toestemming")
    desk.press("main .rows a")
    desk.press("main form button")
    with desk.page.expect_download() as saved:
        desk.page.locator("a[href$='/bestand']").click()
    with open(saved.value.path(), "rb") as file:
        assert file.read() == photo()
    assert saved.value.suggested_filename == "toestemming.png"
    desk.press("main form.panel button")
    desk.expect("Kies wat u ziet")
    desk.page.check("input[value=goed]", force=True)
    desk.press("main form.panel button")
    desk.expect("telt als ja")
    child = Visitor(browser, site.url)
    child.sign_in_by_sms(number)
    child.expect_path("/mijn")
    for person in (guardian, desk, child):
        assert not person.complaints, person.complaints
        person.close()


def a_parent_says_yes_on_paper_without_javascript(site, browser):
    a_parent_says_yes_on_paper(site, browser, script=False, number="06 1234 8252")


def every_state_of_the_demonstration_can_be_seen(site, browser):
    card = site.card["guardians"]
    words = {"has not answered yet": "Wacht op u", "said yes": "De dienst loopt",
             "took the yes back": "trok uw ja in", "disagrees with another": "Een andere ouder"}
    for state, expected in words.items():
        guardian = Visitor(browser, site.url)
        guardian.open("/toestemming")
        guardian.page.fill("#mobiel", card[state])
        before = guardian.post()
        guardian.press()
        guardian.enter_secret(guardian.secret_in_post(before))
        guardian.expect_path("/mijn/kinderen")
        if not re.search(expected, guardian.text()):
            guardian.press("main li.card a.btn")
        guardian.expect(expected)
        guardian.close()


def pages_about_minors_are_accessible(site, browser):
    found = []
    child = Visitor(browser, site.url)
    child.scripted = False
    child.enter_code(site.new_code())
    before = child.post()
    child.give_contact("06 1234 8241", "kind241@example.nl", "jonger")
    found += problems(child, "guardian-form")
    child.press()
    found += problems(child, "guardian-form-wrong")
    child.name_guardian("06 1234 8341")
    child.enter_secret(child.secret_in_post(before))
    found += problems(child, "guardian-waiting")
    early = Visitor(browser, site.url)
    early.scripted = False
    early.sign_in_by_sms("06 1234 8241")
    early.open("/mijn/ouder")
    found += problems(early, "own-guardian-asked")
    early.press("main li.card a.btn")
    found += problems(early, "own-guardian-correct")
    early.close()
    link = child.message_after(before, r"/toestemming/([0-9a-f]{64})")
    guardian = Visitor(browser, site.url)
    guardian.scripted = False
    guardian.open("/toestemming")
    found += problems(guardian, "guardian-door")
    guardian.open(f"/toestemming/{link}")
    found += problems(guardian, "guardian-link")
    guardian.open(f"/toestemming/{link}/papier")
    found += problems(guardian, "guardian-paper")
    guardian.open("/toestemming/formulier/gratis-bellen")
    found += problems(guardian, "guardian-form-to-print")
    guardian.open(f"/toestemming/{link}")
    before = guardian.post()
    guardian.press()
    found += problems(guardian, "guardian-code")
    guardian.enter_secret(guardian.secret_in_post(before))
    found += problems(guardian, "guardian-child")
    guardian.press("button[value=ja]")
    found += problems(guardian, "guardian-children")
    guardian.press("main li.card a.btn")
    found += problems(guardian, "guardian-child-given")
    child.sign_in_by_sms("06 1234 8241")
    child.open("/mijn/ouder")
    found += problems(child, "own-guardian")
    grown = next(login for login in site.card["logins"] if "turned 16" in login["who"])
    young = Visitor(browser, site.url)
    young.scripted = False
    young.sign_in_by_sms(grown["mobileNumber"])
    found += problems(young, "own-decision")
    assert not found, "\n".join(found)
    for person in (child, guardian, young):
        person.close()


ALL = [
    a_parent_says_yes_and_the_child_signs_in, a_parent_says_yes_without_javascript,
    a_parent_says_no_and_everything_is_gone, a_parent_takes_a_yes_back_by_the_door,
    a_parent_says_yes_on_paper, a_parent_says_yes_on_paper_without_javascript,
    every_state_of_the_demonstration_can_be_seen, pages_about_minors_are_accessible,
]
