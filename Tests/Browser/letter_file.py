#!/usr/bin/env python3
"""The letter maker that opens from disk: the same as the page, with its codes from a file, and no site at all."""

import base64
import hashlib
import re
import tempfile

import accessibility
import alone
from letter_maker import FILES, LetterMaker, csv_of, invented, name_file, on_their_own, watch
from letters_site import ASSETS, code_file
from visitor import DESK, Visitor


def open_file(browser, language="nl"):
    path = ASSETS / {"nl": "brieven.html", "en": "letters.html"}[language]
    person = Visitor(browser, "file://", language=language, viewport=DESK)
    watch(person)
    person.page.goto(path.as_uri(), wait_until="load")
    return person


def it_makes_the_same_letters_from_disk(site, browser):
    person = open_file(browser)
    maker = LetterMaker(person)
    assert not person.page.locator("[data-letter-maker]").is_visible()
    person.page.set_input_files("#codes-file", code_file(tempfile.mkdtemp(), 500))
    maker.wait(lambda: "Codes gelezen: 500, brief 0001 tot en met 0500" in maker.text("[data-codes-read]"))
    person.page.fill("#letters-site", "bueno.example.nl/aanmelden")
    people = invented(500)
    maker.choose(name_file(csv_of(people)))
    assert not person.page.locator("[data-step=outcome]").is_visible(), "a letter from nobody"
    person.expect("Vul in van wie de brief is", "#letters-sender-error")
    person.page.fill("#letters-sender", "Gemeente Voorbeeld")
    assert maker.counts() == {"read": 500, "letters": 500, "left": 0, "unused": 0}
    paper = maker.print()
    assert paper.pages == 500 and people[136][0] in paper.text(137) and "Briefnummer 0137" in paper.text(137)
    assert "bueno.example.nl/aanmelden" in paper.text(137) and "2 december 2026" in paper.text(137)
    code = re.search(r"[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}", paper.text(137))[0]
    assert paper.scanned(137) == ["https://bueno.example.nl/aanmelden#" + code.replace(" ", "")]
    assert maker.save("[data-map-save]").count("Verzonnen") == 500
    asked = [request.url for request in person.requests if not request.url.startswith("blob:")]
    assert asked == [(ASSETS / "brieven.html").as_uri()], asked
    assert not person.complaints, person.complaints
    person.close()


def its_own_policy_lets_nothing_out(site, browser):
    person = open_file(browser)
    asked = len(site.asked)
    attempt = f"fetch('{site.url}/stolen').then(() => 'sent', () => 'refused')"
    assert person.page.evaluate(attempt) == "refused"
    ran = "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); return !!window.ran })()"
    assert person.page.evaluate(ran) is False
    sent = f"(() => {{ const f = document.createElement('form'); f.action = '{site.url}/stolen'; document.body.append(f); f.submit() }})()"
    person.page.evaluate(sent)
    person.page.wait_for_timeout(300)
    assert len(site.asked) == asked, site.asked[asked:]
    person.close()


def its_policy_names_the_one_script_that_is_in_it(site, browser):
    for name in ("brieven.html", "letters.html"):
        page = (ASSETS / name).read_bytes()
        script = re.search(rb"<script>(.*?)</script>", page, re.DOTALL)[1]
        wanted = base64.b64encode(hashlib.sha256(script).digest())
        assert b"script-src 'sha256-" + wanted + b"'" in page and page.count(b"<script") == 1
        told = dict(reversed(line.split()) for line in (ASSETS / "SHA256SUMS").read_text().splitlines())
        assert told[name] == hashlib.sha256(page).hexdigest()


def a_file_without_codes_is_refused_and_half_a_code_is_named(site, browser):
    person = open_file(browser)
    maker = LetterMaker(person)
    person.page.set_input_files("#codes-file", str(FILES / "semicolons-mark.csv"))
    maker.wait(lambda: "staan geen codes" in maker.text("#codes-file-error"))
    # As a spreadsheet gives it back: no zeros before the number, a day in its own way, and one code cut off.
    lines = open(code_file(tempfile.mkdtemp(), 3), encoding="utf-8-sig").read().splitlines()
    lines[1] = lines[1].replace("0001;", "1;").replace("2026-12-02", "2-12-2026")
    lines[2] = lines[2][:-4]
    person.page.set_input_files("#codes-file", name_file("\r\n".join(lines)))
    maker.wait(lambda: "Codes gelezen: 2, brief 0001 tot en met 0003" in maker.text("[data-codes-read]"))
    person.expect("rij 3 van dit bestand is geen hele code", "[data-codes-wrong]")
    person.page.click("[data-nameless]")
    person.page.fill("#letters-sender", "Gemeente Voorbeeld")
    paper = maker.print()
    assert paper.pages == 2 and "2 december 2026" in paper.text(1) and "Briefnummer 0003" in paper.text(2)
    person.close()


def the_file_is_for_everyone(site, browser):
    found = []
    for language, name in (("nl", "brieven.html"), ("en", "letters.html")):
        person = accessibility.visitor(browser, site, language)
        person.page.goto((ASSETS / name).as_uri())
        person.page.set_input_files("#codes-file", code_file(tempfile.mkdtemp(), 3))
        maker = LetterMaker(person)
        maker.choose(FILES / "semicolons-mark.csv")
        found += accessibility.problems(person, f"letter-file-{language}")
        person.close()
    accessibility.report(found)


ALL = on_their_own([
    it_makes_the_same_letters_from_disk, its_own_policy_lets_nothing_out, its_policy_names_the_one_script_that_is_in_it,
    a_file_without_codes_is_refused_and_half_a_code_is_named, the_file_is_for_everyone,
])

if __name__ == "__main__":
    alone.run(ALL)
