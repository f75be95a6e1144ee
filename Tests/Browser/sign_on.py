"""Signing in at one's own organisation: a real provider (Django OAuth Toolkit), and Chromium between it and us."""

import json
import subprocess
import sys

import work
from accessibility import name_of, problems, report, visitor
from server import ROOT
from visitor import DESK, Visitor

SECRET = "geheim:&% 1"
FOUNDATION = "saar@verbinding.example.nl"
PASSWORD = "lange zin voor mij"


class Provider:
    """Starts on entering, ends on leaving. One person can sign in there, who is in the group of administrators."""

    def __init__(self, site, email):
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "Tests" / "Servers" / "openid_provider.py"), "--client", "bueno", "--secret", SECRET,
             "--person", "voorbeeld", "--email", email, "--password", PASSWORD, "--group", "bueno-admin",
             "--returning-to", site.url + "/werk/terug"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.url = f"http://127.0.0.1:{json.loads(self.process.stdout.readline())['port']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)


def open_settings(person, address):
    """Signed in as an administrator who proved themselves just now."""
    work.sign_in(person, address)
    person.open("/klant/inloggen/wijzigen")
    work.prove_again(person, address)
    person.expect_path("/klant/inloggen/wijzigen")


def fill_in(person, issuer, secret=SECRET):
    page = person.page
    page.fill("#uitgever", issuer)
    page.fill("#client", "bueno")
    page.fill("#geheim", secret)
    page.fill("#kenmerk-1", "groups")
    page.fill("#waarde-1", "bueno-admin")
    page.select_option("#rol-1", "customer_admin")


def go_to_organisation(person, typed):
    person.open("/werk")
    person.press("a[href='/werk/organisatie']")
    person.page.fill("#adres", typed)
    person.page.locator("main form.flow button").click()
    # Our page hands over to the provider's by itself, with JavaScript or without.
    person.page.wait_for_selector("input[name=username]")


def sign_in_there(person):
    person.page.fill("input[name=username]", "voorbeeld")
    person.page.fill("input[name=password]", PASSWORD)
    person.page.locator("button").click()
    person.page.wait_for_url(person.url + "/klant")


def an_administrator_sets_it_up_and_a_colleague_arrives(site, browser):
    with Provider(site, "v.voorbeeld@waterland.example.nl") as provider:
        admin = Visitor(browser, site.url, viewport=DESK)
        open_settings(admin, work.ADMINISTRATOR)
        admin.open("/klant/inloggen")
        admin.expect("/werk/terug")
        admin.press("a[href='/klant/inloggen/wijzigen']")
        fill_in(admin, provider.url)
        admin.press("button[value=probeer]")
        admin.expect("antwoordt geen inlogdienst")
        assert admin.page.input_value("#geheim") == SECRET and admin.page.input_value("#waarde-1") == "bueno-admin"
        admin.page.fill("#uitgever", provider.url + "/o")
        admin.press("button[value=probeer]")
        admin.expect("De inlogdienst antwoordt")
        admin.press("button[value=bewaar]")
        admin.expect_path("/klant/inloggen")
        admin.press("form[action='/klant/inloggen/domein'] button")
        admin.expect("@waterland.example.nl")
        assert SECRET not in admin.page.content()

        for script in (True, False):
            person = Visitor(browser, site.url, script=script)
            go_to_organisation(person, "v.voorbeeld@waterland.example.nl")
            sign_in_there(person)
            person.expect_path("/klant")
            person.open("/werk/gegevens")
            person.expect("V. Voorbeeld")
            # Signed in just now, so what is heavy opens.
            person.open("/klant/inloggen/wijzigen")
            person.expect_path("/klant/inloggen/wijzigen")
            # Nothing but the two sites was asked, and the policy stopped nothing.
            strange = [c for c in person.complaints if "asked another site: " + provider.url.split("/")[2] not in c]
            assert strange == [], strange
            person.close()

        admin.open("/klant/inloggen")
        admin.press("form[action='/klant/inloggen/uit'] button")
        admin.expect("Stel het in")
        assert admin.complaints == [], admin.complaints
        admin.close()

        person = Visitor(browser, site.url)
        person.open("/werk/organisatie")
        person.page.fill("#adres", "v.voorbeeld@waterland.example.nl")
        person.press()
        person.expect("kunt u niet via uw organisatie")
        person.close()


def pages_about_signing_on_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        person = visitor(browser, site, language)
        for path, status in (("/werk", 200), ("/werk/organisatie", 200), ("/werk/organisatie?fout=geen-rol", 403)):
            person.visit(path, status)
            found += problems(person, name_of(path, language))
        person.open("/werk/organisatie")
        person.page.fill("#adres", "noor@unknown.example.org")
        person.press()
        found += problems(person, f"sign-on-unknown-{language}")
        person.close()
    report(found + administration(site, browser))


def administration(site, browser):
    person = visitor(browser, site, "nl")
    open_settings(person, FOUNDATION)
    found = []
    for language in ("nl", "en"):
        for path in ("/klant/inloggen", "/klant/inloggen/wijzigen", "/werk/bevestigen?naar=/klant/inloggen"):
            person.visit(path + ("&" if "?" in path else "?") + "taal=" + language)
            found += problems(person, name_of(path, language))
        person.open("/klant/inloggen/wijzigen")
        fill_in(person, "http://login.example.nl", secret="")
        person.page.fill("#waarde-1", "")
        person.press("button[value=bewaar]")
        found += problems(person, f"provider-wrong-{language}")
    fill_in(person, "https://login.example.nl")
    person.press("button[value=bewaar]")
    person.press("form[action='/klant/inloggen/domein'] button")
    found += problems(person, f"provider-set-{language}")
    for other in ("nl", "en"):
        person.open(f"/klant/inloggen?taal={other}")
        found += problems(person, f"provider-set-{other}")
        person.open(f"/klant/inloggen/wijzigen?taal={other}")
        found += problems(person, f"provider-form-{other}")
    person.open("/klant/inloggen")
    person.press("form[action='/klant/inloggen/uit'] button")
    person.close()
    return found


ALL = [an_administrator_sets_it_up_and_a_colleague_arrives, pages_about_signing_on_are_for_everyone]
