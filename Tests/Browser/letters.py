#!/usr/bin/env python3
"""The letter maker in Debian's Chromium: nothing leaves it, and no row is lost.

    letters.py            all of them, without a server of ours
    letters.py rows       those with this word in their name
"""

import pathlib
import re
import tempfile

import accessibility
import alone
from letter_maker import FILES, LetterMaker, csv_of, invented, name_file, on_their_own, open_letters
from letters_site import code_row, codes, golden, with_rows
from visitor import PHONE


def five_hundred_names_never_leave_the_browser(site, browser):
    person = open_letters(site, browser, 500)
    maker = LetterMaker(person)
    loaded, asked = len(person.requests), len(site.asked)
    people = invented(510)
    maker.choose(name_file(csv_of(people)))
    assert maker.counts() == {"read": 510, "letters": 500, "left": 10, "unused": 0}, maker.counts()
    paper = maker.print()
    assert paper.pages == 500 and people[499][0] in paper.text(500)
    maker.save("[data-map-save]")
    maker.save("[data-left-save]")
    later = [request for request in person.requests[loaded:] if not request.url.startswith("blob:")]
    assert later == [], [request.url for request in later]
    assert len(site.asked) == asked, site.asked[asked:]
    told = repr(site.asked) + repr([(r.url, r.post_data, r.headers) for r in person.requests])
    for name, street, postcode, town in people:
        assert name not in told and street not in told and postcode not in told and town not in told
    kept = "localStorage.length + sessionStorage.length + document.cookie.length + history.length"
    assert person.page.evaluate(kept) <= 2, "something stays in the browser"
    assert not person.complaints, person.complaints
    person.close()


def whoever_tries_to_send_something_is_stopped_by_the_browser(site, browser):
    person = open_letters(site, browser, 3)
    asked = len(site.asked)
    # Another origin, where our own site would hear of it.
    elsewhere = site.url.replace("localhost", "127.0.0.1")
    tries = {
        "fetch": "fetch('/stolen?fetch').then(() => 'sent', () => 'refused')",
        "beacon": "navigator.sendBeacon('/stolen?beacon', 'x'), 'refused'",
        "picture": "new Promise(done => { addEventListener('securitypolicyviolation', e => e.effectiveDirective === 'img-src' && done('img-src')); "
                   f"const i = new Image(); i.onload = i.onerror = () => setTimeout(done, 1000, 'asked'); i.src = '{elsewhere}/stolen?picture' }})",
        "form": "(() => { const f = document.createElement('form'); f.action = '/stolen'; document.body.append(f); f.submit(); return 'refused' })()",
        "socket": "(() => { try { new WebSocket('ws://' + location.host + '/stolen') } catch (e) {} return 'refused' })()",
        "script": "new Promise(done => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); done(window.ran ? 'ran' : 'refused') })",
    }
    for name, attempt in tries.items():
        found = person.page.evaluate(attempt)
        assert found == ("img-src" if name == "picture" else "refused"), (name, found)
    person.page.wait_for_timeout(200)
    assert site.asked[asked:] == [], site.asked[asked:]
    person.close()


def every_kind_of_file_is_read(site, browser):
    expected = {
        "semicolons-mark.csv": (4, ["De heer J.P. van der Väterlein", "Lange Weg 3 b", "1234 AB Naarden"], 1),
        "commas-quotes.csv": (3, ['Jansen, Piet "Pim"', "Lange Weg 3, tweede verdieping", "1234 AB Naarden"], 0),
        "windows-1252-tabs.csv": (3, ["Zoë d’Été", "Dürerlaan 8", "1234 AB Naarden"], 1),
    }
    person = open_letters(site, browser, 5)
    maker = LetterMaker(person)
    for name, (count, address, place) in expected.items():
        maker.choose(FILES / name)
        assert maker.counts() == {"read": count, "letters": count, "left": 0, "unused": 5 - count}, (name, maker.counts())
        for _ in range(place):
            person.page.click("[data-preview-on]")
        found = person.page.locator("[data-preview-frame] .sheet__to p").all_text_contents()
        assert found == address, (name, found)
        for _ in range(place):
            person.page.click("[data-preview-back]")
    assert not person.complaints, person.complaints
    person.close()


def each_wrong_row_is_named_and_none_is_lost(site, browser):
    expected = {3: "naam ontbreekt", 4: "straat", 5: "postcode ontbreekt", 6: "plaats ontbreekt", 7: "als rij 2", 9: "meer kolommen",
                10: "aanhalingsteken", 12: "aanhalingsteken", 13: "aanhalingsteken", 15: "postcode en de plaats", 16: "aanhalingsteken"}
    person = open_letters(site, browser, 5)
    maker = LetterMaker(person)
    maker.choose(FILES / "wrong-rows.csv")
    assert maker.counts() == {"read": 14, "letters": 3, "left": 11, "unused": 2}, maker.counts()
    left = maker.left(11)
    assert [row for row, _, _ in left] == list(expected), left
    for row, why, _ in left:
        assert expected[row] in why, (row, why)
    saved = maker.save("[data-left-save]").splitlines()
    assert len(saved) == 12 and saved[0].endswith("wat klopt niet") and "Teveel" in "".join(saved), saved
    map_rows = maker.save("[data-map-save]").splitlines()
    assert [row.split(";")[:2] for row in map_rows[1:]] == [
        ["0001", "Mevrouw Goed"], ["0002", "Mevrouw Ertussen"], ["0003", "Mevrouw Laatste"]], map_rows
    person.context.grant_permissions(["clipboard-read"])
    person.page.click("[data-left-copy]")
    copied = person.page.evaluate("navigator.clipboard.readText()")
    assert len(copied.splitlines()) == 12 and "De heer Zonderplaats\tDorpsstraat 5" in copied, copied
    person.close()


def rows_and_codes_need_not_be_as_many(site, browser):
    person = open_letters(site, browser, 4)
    maker = LetterMaker(person)
    maker.choose(name_file(csv_of(invented(6))))
    assert maker.counts() == {"read": 6, "letters": 4, "left": 2, "unused": 0}
    assert [(row, "geen codes meer" in why) for row, why, _ in maker.left(2)] == [(6, True), (7, True)]
    maker.choose(name_file(csv_of(invented(1))))
    assert maker.counts() == {"read": 1, "letters": 1, "left": 0, "unused": 3}
    person.expect("Nog vrij: brief 0002 tot en met 0004", "[data-unused]")
    person.page.fill("#letters-first", "3")
    assert maker.counts() == {"read": 1, "letters": 1, "left": 0, "unused": 1}
    paper = maker.print()
    assert paper.pages == 1 and maker.issued()["0003"] in paper.text(1) and "Briefnummer 0003" in paper.text(1)
    person.page.fill("#letters-first", "9")
    person.expect("Brief 9 hoort niet bij deze codes", "#letters-first-error")
    assert not person.page.locator("[data-print-parts]").is_visible()
    person.close()


def columns_that_were_guessed_wrong_can_be_changed(site, browser):
    person = open_letters(site, browser, 3)
    maker = LetterMaker(person)
    maker.choose(FILES / "semicolons-mark.csv")
    assert maker.roles() == ["", "title", "first", "middle", "last", "street", "number", "addition", "postcode", "town"], maker.roles()
    maker.choose(name_file("Wie;Waar;Plek\r\nAnna;Straat 1;1234 AB Naarden\r\nBo;Plein 2;1234 AB Naarden\r\n"))
    assert maker.roles() == ["name", "street", "place"] and maker.counts()["read"] == 2, maker.roles()
    person.page.uncheck("#letters-heading", force=True)
    assert maker.counts()["read"] == 3
    person.page.check("#letters-heading", force=True)
    choices = person.page.locator("[data-columns] select")
    choices.nth(0).select_option("")
    person.expect("Kies welke kolom de naam is", "[data-columns-warning]")
    assert not person.page.locator("[data-step=outcome]").is_visible()
    choices.nth(0).select_option("last")
    choices.nth(2).select_option("extra")
    person.expect("Kies ook de kolom voor postcode en plaats", "[data-columns-warning]")
    found = person.page.locator("[data-preview-frame] .sheet__to p").all_text_contents()
    assert found == ["Anna", "1234 AB Naarden", "Straat 1"], found
    person.close()


def five_thousand_rows_do_not_freeze_the_page(site, browser):
    person = open_letters(site, browser, 5000)
    maker = LetterMaker(person)
    people = invented(5000)
    wrong = [("", *rest) for _, *rest in people[:2000]]
    path = name_file(csv_of(wrong + people[2000:]))
    person.page.evaluate("""() => { window.longest = 0; let last = Date.now();
        setInterval(() => { const now = Date.now(); window.longest = Math.max(window.longest, now - last); last = now }, 20) }""")
    maker.choose(path)
    assert maker.counts() == {"read": 5000, "letters": 3000, "left": 2000, "unused": 2000}
    assert len(maker.left(2000)) == 2000
    buttons = person.page.locator("[data-print-parts] button").all_text_contents()
    assert len(buttons) == 6 and "0501 tot en met 1000" in buttons[1], buttons
    person.page.locator("[data-print-parts] button").nth(5).click()
    assert person.page.locator("[data-busy] progress").is_visible(), "no progress is shown"
    maker.wait(lambda: person.page.evaluate("window.printed"))
    longest = person.page.evaluate("window.longest")
    paper = maker.paper(0)
    assert paper.pages == 500 and "Verzonnen-05000" in paper.text(500) and "Briefnummer 3000" in paper.text(500)
    print(f"     the longest wait of the page was {longest} ms", flush=True)
    assert longest < 1500, f"the page stood still for {longest} ms"
    person.close()


def a_saved_list_runs_nothing_in_a_spreadsheet(site, browser):
    cells = ["=1+1", "+31 6 12345678", "-2", "@cmd", "\tx", "＝1", "gewoon", 'met "quote"; en punt']
    rows = ["Naam;Straat;Postcode;Plaats;Extra"]
    rows += [f'Mevrouw {number};Plein {number};1234 AB;Naarden;"' + cell.replace('"', '""') + '"' for number, cell in enumerate(cells)]
    person = open_letters(site, browser, 20)
    maker = LetterMaker(person)
    maker.choose(name_file("\r\n".join(rows)))
    saved = maker.save("[data-map-save]")
    for line in saved.splitlines():
        for cell in re.findall(r'(?:^|;)("(?:[^"]|"")*"|[^;]*)', line):
            assert not re.match(r'[=+\-@\t\r＝＋－＠]', cell.strip('"')), line
    assert "'=1+1" in saved and "'+31 6 12345678" in saved and ";gewoon" in saved and '"met ""quote""; en punt"' in saved, saved
    assert not any(code in saved for code in maker.issued().values()), "the list holds codes"
    person.close()


def what_is_no_file_of_names_is_refused_in_words(site, browser):
    person = open_letters(site, browser, 3)
    maker = LetterMaker(person)
    for content, words in [(b"PK\x03\x04rest", "bestand van Excel"), (b"", "leeg"), (b"a\x00b;c", "geen tekst"),
                           (b"Naam;Straat;Postcode;Plaats\r\n", "alleen een kop")]:
        path = pathlib.Path(tempfile.mktemp(suffix=".csv"))
        path.write_bytes(content)
        maker.choose(path)
        maker.wait(lambda: re.search(words, maker.text("#letters-file-error")))
        assert person.page.title().startswith("Fout:") and not person.page.locator("[data-step=outcome]").is_visible()
    maker.choose(FILES / "semicolons-mark.csv")
    maker.wait(lambda: not maker.text("#letters-file-error"))
    assert not person.page.title().startswith("Fout:")
    person.close()


def without_javascript_the_codes_are_a_table(site, browser):
    person = open_letters(site, browser, 30, script=False)
    person.expect("alleen met JavaScript")
    assert person.page.locator("tr[data-letter]").count() == 30 and person.page.locator("tr[data-letter]").last.is_visible()
    assert not person.page.locator("[data-letter-maker]").is_visible()
    person.close()


def the_page_in_english_speaks_english(site, browser):
    person = open_letters(site, browser, 3, language="en")
    maker = LetterMaker(person)
    maker.choose(FILES / "wrong-rows.csv")
    assert "The name is missing." in maker.left(11)[0][1]
    text = maker.print().text(1)
    assert "Your code for free calls" in text and "2 December 2026" in text
    person.page.select_option("#letters-language", "nl")
    assert "Uw code om gratis te bellen" in maker.print().text(1)
    person.close()


def the_letter_maker_is_for_everyone(site, browser):
    found = []
    for language in ("nl", "en"):
        site.serve("/letters", with_rows(golden("letters", language), [code_row(code) for code in codes(5)]))
        person = accessibility.visitor(browser, site, language)
        person.page.set_viewport_size(PHONE)
        person.open("/letters")
        maker = LetterMaker(person)
        found += accessibility.problems(person, f"letters-{language}")
        maker.choose(FILES / "wrong-rows.csv")
        maker.left(11)
        found += accessibility.problems(person, f"letters-filled-{language}")
        person.page.fill("#letters-first", "77")
        maker.choose(name_file(""))
        found += accessibility.problems(person, f"letters-error-{language}")
        person.close()
    accessibility.report(found)


ALL = on_their_own([
    five_hundred_names_never_leave_the_browser, whoever_tries_to_send_something_is_stopped_by_the_browser,
    every_kind_of_file_is_read, each_wrong_row_is_named_and_none_is_lost, rows_and_codes_need_not_be_as_many,
    columns_that_were_guessed_wrong_can_be_changed, five_thousand_rows_do_not_freeze_the_page,
    a_saved_list_runs_nothing_in_a_spreadsheet, what_is_no_file_of_names_is_refused_in_words,
    without_javascript_the_codes_are_a_table, the_page_in_english_speaks_english, the_letter_maker_is_for_everyone,
])

if __name__ == "__main__":
    alone.run(ALL)
