#!/usr/bin/env python3
"""What the letter maker prints, as Chromium gives it to a printer: pages, places in millimetres, and what a phone reads."""

import alone
from letter_maker import FILES, LetterMaker, csv_of, invented, name_file, on_their_own, open_letters


def a_letter_is_one_page_and_its_address_stands_in_the_window(site, browser):
    person = open_letters(site, browser, 3)
    maker = LetterMaker(person)
    maker.choose(FILES / "semicolons-mark.csv")
    person.page.fill("#letters-own", "Wij helpen u graag. " * 15)
    person.page.fill("#letters-contact", "bel 050 1234567 op werkdagen van 9 tot 17 uur, of kom langs bij de balie")
    assert not person.page.locator("[data-too-long]").is_visible()
    codes_now = maker.issued()
    for side, (left, right) in {"right": (110, 200), "left": (20, 110)}.items():
        if side == "left":
            person.page.click("label[for=letters-window-2]")
        paper = maker.print()
        assert paper.pages == 3 and "A4" in paper.size, (paper.pages, paper.size)
        for page, (letter, code) in enumerate(codes_now.items(), 1):
            text = paper.text(page)
            assert code in text and f"Briefnummer {letter}" in text and "2 december 2026" in text, text
            assert "bueno.example.nl/aanmelden" in text and "Gemeente Voorbeeld" in text
        # Room of 5 mm on every side, for paper that slides; a tenth is rounding.
        inside = [word for word, x, y, x2, y2 in paper.words(2)
                  if left + 4.9 <= x and x2 <= right - 4.9 and 49.9 <= y and y2 <= 80.1]
        assert inside == "De heer J.P. van der Väterlein Lange Weg 3 b 1234 AB Naarden".split(), inside
        # Nothing else shows: not in the window, and not 3 mm around it.
        shown = [word for word, x, y, x2, y2 in paper.words(2) if x2 > left - 3 and x < right + 3 and y2 > 42 and y < 88]
        assert shown == inside, shown
    person.page.fill("#letters-own", "x\n" * 30)
    assert person.page.locator("[data-too-long]").is_visible()
    person.close()


def a_phone_reads_the_code_from_paper(site, browser):
    person = open_letters(site, browser, 12)
    maker = LetterMaker(person)
    person.page.click("[data-nameless]")
    links = ["https://bueno.example.nl/aanmelden#" + code.replace(" ", "") for code in maker.issued().values()]
    paper = maker.print()
    assert paper.pages == 12
    assert [paper.scanned(page) for page in (1, 12)] == [[links[0]], [links[11]]]
    person.page.click("label[for=letters-kind-2]")
    paper = maker.print()
    assert paper.pages == 2
    assert paper.scanned(1) == sorted(links[:10]) and paper.scanned(2) == sorted(links[10:])
    assert "Kaartje 0012" in paper.text(2)
    person.close()


def the_code_that_the_server_drew_is_read_too(site, browser):
    """The agreed page has QR codes as the program itself wrote them, through the port and into the attribute."""
    person = open_letters(site, browser, None)
    maker = LetterMaker(person)
    person.page.click("[data-nameless]")
    paper = maker.print()
    links = ["https://bueno.example.nl/aanmelden#" + code.replace(" ", "") for code in maker.issued().values()]
    assert [paper.scanned(page) for page in (1, 2, 3)] == [[link] for link in links]
    person.close()


def a_few_letters_can_be_printed_again(site, browser):
    person = open_letters(site, browser, 9)
    maker = LetterMaker(person)
    maker.choose(name_file(csv_of(invented(9))))
    person.page.click("summary:has-text('opnieuw printen')")
    person.page.fill("#letters-again-from", "4")
    person.page.fill("#letters-again-to", "0005")
    person.page.click("[data-print-again]")
    paper = maker.paper(0)
    assert paper.pages == 2 and "Verzonnen-00004" in paper.text(1) and "Briefnummer 0005" in paper.text(2)
    person.page.fill("#letters-again-to", "3")
    person.page.click("[data-print-again]")
    person.expect("Brief 3 hoort niet", "#letters-again-from-error")
    person.close()


def without_letters_the_page_prints_its_table(site, browser):
    for script in (True, False):
        person = open_letters(site, browser, 120, script=script)
        codes = person.page.locator("tr[data-letter] td").all_text_contents()
        maker = LetterMaker(person)
        paper = maker.pdf()
        text = " ".join(paper.text(page) for page in range(1, paper.pages + 1))
        assert len(codes) == 120 and all(code in text for code in codes) and "2 december 2026" in text
        assert "Kies uw bestand" not in text
        person.close()


def a_long_name_of_an_organisation_does_not_reach_the_code(site, browser):
    person = open_letters(site, browser, 10)
    maker = LetterMaker(person)
    person.page.click("[data-nameless]")
    person.page.fill("#letters-sender", "Samenwerkende gemeenten Voorbeeld en Omstreken, afdeling Werk en Inkomen")
    person.page.click("label[for=letters-kind-2]")
    paper = maker.print()
    assert paper.pages == 1
    code = next(iter(maker.issued().values())).split()[0]
    card = [(word, y, y2) for word, x, y, x2, y2 in paper.words(1) if x2 < 105 and y2 < 67]
    top = next(y for word, y, _ in card if word == code)
    assert all(y2 <= top + 1 for word, y, y2 in card if y < top - 1), card
    person.close()


ALL = on_their_own([
    a_letter_is_one_page_and_its_address_stands_in_the_window,
    a_phone_reads_the_code_from_paper,
    the_code_that_the_server_drew_is_read_too,
    a_few_letters_can_be_printed_again,
    without_letters_the_page_prints_its_table,
    a_long_name_of_an_organisation_does_not_reach_the_code,
])

if __name__ == "__main__":
    alone.run(ALL)
