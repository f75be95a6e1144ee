#!/usr/bin/env python3
"""Labels that only the customer can read, and the check for duplicates that tells us nothing.

    labels.py            all of them, without a server of ours
"""

import base64
import hashlib
import hmac
import html
import re
import urllib.parse

import accessibility
import alone
from letter_maker import LetterMaker, name_file, on_their_own, watch
from letters_site import ORDINARY, golden
from visitor import DESK, Visitor

PASSPHRASE = "vier paarden lopen hard"
CUSTOMER = "07" * 16


def open_labels(site, browser, stored="", language="nl", host="localhost"):
    """The page of letters 0001 to 0003 with what was stored. The one place that knows how to get there."""
    page = golden("labels", language).replace('data-labels=""', f'data-labels="{html.escape(stored)}"')
    page = page.replace('name="namen" value=""', f'name="namen" value="{html.escape(stored)}"')
    return open_form(site, browser, "/labels", page, language, host)


def open_duplicates(site, browser, language="nl", host="localhost"):
    return open_form(site, browser, "/duplicates", golden("duplicates", language), language, host)


def open_form(site, browser, path, page, language, host):
    site.serve(path, re.sub(r'action="/klant/codes/[^"]*"', 'action="/saved"', page), policy=ORDINARY)
    site.serve("/saved", "<title>Saved</title><main>saved</main>", policy=ORDINARY)
    person = Visitor(browser, site.url.replace("localhost", host), language=language, viewport=DESK)
    watch(person)
    person.open(path)
    return person


def sent(site):
    """The fields of the last form that reached the server."""
    method, _, body = site.asked[-1] if site.asked[-1][1] == "/saved" else [line for line in site.asked if line[1] == "/saved"][-1]
    assert method == "POST"
    return dict(urllib.parse.parse_qsl(body, keep_blank_values=True))


def save(person, passphrase=PASSPHRASE, again=PASSPHRASE):
    person.page.fill("#label-passphrase", passphrase)
    if again:
        person.page.fill("#label-passphrase-again", again)
    with person.page.expect_navigation():
        person.page.click("[data-labels-save] button")


def labels_open_elsewhere_with_the_passphrase_and_not_without(site, browser):
    person = open_labels(site, browser)
    person.page.fill("[data-label-for='0002'] input", "Müller-Verzonnen 20002")
    person.page.fill("[data-label-for='0003'] input", "klant 20003")
    save(person)
    fields = sent(site)
    assert set(fields) == {"bewijs", "namen"}, fields.keys()
    told = repr(site.asked)
    assert "Verzonnen" not in told and "20003" not in told and PASSPHRASE not in told and "paarden" not in told
    version, salt, nonce, sealed = fields["namen"].split(".")
    sizes = [len(base64.b64decode(part, validate=True)) for part in (salt, nonce, sealed)]
    assert version == "v1" and sizes == [16, 12, 1024 + 16], sizes
    person.close()

    other = open_labels(site, browser, stored=fields["namen"])
    assert other.text("[data-label-for='0002']") == "nog dicht"
    assert not other.page.locator("[data-labels-save]").is_visible()
    # What the page itself still loads is no answer to what follows.
    other.page.wait_for_load_state("networkidle")
    before = len(site.asked)
    other.page.fill("#label-passphrase", "vier paarden lopen zacht")
    other.page.click("[data-labels-open]")
    other.page.wait_for_selector("#label-passphrase-error:not(:empty)")
    other.expect("Deze wachtzin klopt niet. Er is niets veranderd", "#label-passphrase-error")
    assert other.text("[data-label-for='0002']") == "nog dicht" and other.page.title().startswith("Fout:")
    assert other.page.input_value("[data-labels-sealed]") == fields["namen"], "what was stored is no longer there"
    other.page.fill("#label-passphrase", PASSPHRASE)
    other.page.click("[data-labels-open]")
    other.page.wait_for_selector("[data-label-for='0002'] input")
    assert other.page.input_value("[data-label-for='0002'] input") == "Müller-Verzonnen 20002"
    assert other.page.input_value("[data-label-for='0001'] input") == ""
    assert len(site.asked) == before, "opening asked the server for something"
    assert not other.complaints, other.complaints
    other.close()


def a_label_is_changed_and_the_rest_stays(site, browser):
    person = open_labels(site, browser)
    person.page.fill("[data-label-for='0001'] input", "een")
    person.page.fill("[data-label-for='0002'] input", "twee")
    save(person)
    first = sent(site)["namen"]
    person.close()
    person = open_labels(site, browser, stored=first)
    person.page.fill("#label-passphrase", PASSPHRASE)
    person.page.click("[data-labels-open]")
    person.page.fill("[data-label-for='0002'] input", "")
    person.page.fill("[data-label-for='0003'] input", "drie")
    save(person, again=None)
    second = sent(site)["namen"]
    assert second.split(".")[1] != first.split(".")[1] and second.split(".")[2] != first.split(".")[2], "salt or nonce came twice"
    person.close()
    person = open_labels(site, browser, stored=second)
    person.page.fill("#label-passphrase", PASSPHRASE)
    person.page.click("[data-labels-open]")
    person.page.wait_for_selector("[data-label-for='0003'] input")
    assert [person.page.input_value(f"[data-label-for='000{n}'] input") for n in (1, 2, 3)] == ["een", "", "drie"]
    person.close()


def a_weak_or_mistyped_passphrase_seals_nothing(site, browser):
    person = open_labels(site, browser)
    person.page.fill("[data-label-for='0001'] input", "een")
    for passphrase, again, words in [("te kort", "te kort", "minstens 12 tekens"), (PASSPHRASE, PASSPHRASE + "!", "niet gelijk")]:
        person.page.fill("#label-passphrase", passphrase)
        person.page.fill("#label-passphrase-again", again)
        person.page.click("[data-labels-save] button")
        person.expect(words, "#label-passphrase-error")
    assert not any(path == "/saved" for _, path, _ in site.asked)
    assert person.page.input_value("[data-label-for='0001'] input") == "een"
    person.close()


def labels_come_from_the_list_of_the_letter_maker(site, browser):
    person = open_labels(site, browser)
    maker = LetterMaker(person)
    person.page.set_input_files("#label-file", name_file(
        "brief;Naam;Klantnummer\r\n0001;Mevrouw Een;20001\r\n2;De heer Twee;'=20002\r\n0099;Wie dan ook;1\r\n"))
    maker.wait(lambda: "Namen ingevuld: 2" in maker.text("[data-labels-file-said]"))
    person.expect("rij 4", "[data-labels-file-said]")
    values = [person.page.input_value(f"[data-label-for='000{n}'] input") for n in (1, 2, 3)]
    assert values == ["20001", "=20002", ""], values
    person.page.select_option("#label-column", label="Naam")
    assert person.page.input_value("[data-label-for='0001'] input") == "Mevrouw Een"
    person.page.set_input_files("#label-file", name_file("a;b\r\n1;2\r\n"))
    maker.wait(lambda: "kolom met de naam brief" in maker.text("#label-file-error"))
    save(person)
    assert "Mevrouw" not in repr(site.asked)
    person.close()


def what_was_stored_and_cannot_be_read_stays(site, browser):
    person = open_labels(site, browser, stored="v9.AAAA.AAAA.AAAA")
    person.page.fill("#label-passphrase", PASSPHRASE)
    person.page.click("[data-labels-open]")
    person.page.wait_for_selector("[data-labels-problem]:not([hidden])")
    person.expect("kunnen wij niet lezen. Er is niets veranderd", "[data-labels-problem]")
    assert not person.page.locator("[data-labels-save]").is_visible()
    person.close()


def a_mark_says_nothing_and_is_the_same_for_the_same_client(site, browser):
    marks = []
    for typed, secret in [("ab-123 45", PASSPHRASE), (" AB 12345", PASSPHRASE), ("AB12346", PASSPHRASE), ("AB12345", PASSPHRASE + "!")]:
        person = open_duplicates(site, browser)
        person.page.fill("#client-number", typed)
        person.page.fill("#duplicate-secret", secret)
        with person.page.expect_navigation():
            person.page.click("[data-duplicate-form] button")
        fields = sent(site)
        assert set(fields) == {"bewijs", "kenmerk"}, fields.keys()
        marks.append(fields["kenmerk"])
        assert not person.complaints, person.complaints
        person.close()
    assert marks[0] == marks[1] and len(set(marks)) == 3 and all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks), marks
    # As anyone can compute it who has the secret, in another program.
    key = hashlib.pbkdf2_hmac("sha256", PASSPHRASE.encode(), b"bueno duplicate check v1" + CUSTOMER.encode(), 600_000)
    assert marks[0] == hmac.new(key, b"AB12345", hashlib.sha256).hexdigest()
    told = repr(site.asked)
    assert "12345" not in told and "paarden" not in told


def a_duplicate_check_without_number_or_secret_sends_nothing(site, browser):
    person = open_duplicates(site, browser)
    person.page.click("[data-duplicate-form] button")
    person.expect("Vul een klantnummer in", "#client-number-error")
    person.expect("minstens 12 tekens", "#duplicate-secret-error")
    person.page.fill("#client-number", " - ")
    person.page.fill("#duplicate-secret", PASSPHRASE)
    person.page.click("[data-duplicate-form] button")
    person.expect("Vul een klantnummer in", "#client-number-error")
    assert not any(path == "/saved" for _, path, _ in site.asked)
    person.close()


def where_a_browser_cannot_encrypt_it_says_so_and_sends_nothing(site, browser):
    """Over plain http and another name than localhost there is no WebCrypto."""
    insecure = browser.browser_type.launch(
        executable_path=alone.CHROMIUM, args=["--no-sandbox", "--host-resolver-rules=MAP bueno.example.nl 127.0.0.1"])
    try:
        for opened, words, box in [(open_labels, "beveiligde verbinding", "[data-labels-problem]"),
                                   (open_duplicates, "beveiligde verbinding", "[data-duplicate-problem]")]:
            person = opened(site, insecure, host="bueno.example.nl")
            assert person.page.evaluate("window.isSecureContext") is False
            person.expect(words, box)
            if opened is open_duplicates:
                person.page.fill("#client-number", "12345")
                person.page.fill("#duplicate-secret", PASSPHRASE)
                person.page.click("[data-duplicate-form] button")
            else:
                assert not person.page.locator("#label-passphrase").is_visible()
                assert not person.page.locator("[data-labels-save] button").is_visible()
            assert not any(path == "/saved" for _, path, _ in site.asked)
            person.close()
    finally:
        insecure.close()


def labels_and_duplicate_check_are_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        for name in ("labels", "labels-stored", "duplicates", "duplicates-known", "duplicates-new"):
            site.serve("/" + name, golden(name, language), policy=ORDINARY)
            person = accessibility.visitor(browser, site, language)
            person.open("/" + name)
            found += accessibility.problems(person, f"{name}-{language}")
            person.page.evaluate("document.querySelector('[data-duplicate-form] button, [data-labels-save] button').click()")
            found += accessibility.problems(person, f"{name}-error-{language}")
            person.close()
    accessibility.report(found)


ALL = on_their_own([
    labels_open_elsewhere_with_the_passphrase_and_not_without, a_label_is_changed_and_the_rest_stays,
    a_weak_or_mistyped_passphrase_seals_nothing, labels_come_from_the_list_of_the_letter_maker,
    what_was_stored_and_cannot_be_read_stays, a_mark_says_nothing_and_is_the_same_for_the_same_client,
    a_duplicate_check_without_number_or_secret_sends_nothing, where_a_browser_cannot_encrypt_it_says_so_and_sends_nothing,
    labels_and_duplicate_check_are_for_everyone,
])

if __name__ == "__main__":
    alone.run(ALL)
