/* What the letter maker says on the screen, in the language of the page. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};

  var words = {
    nl: {
      files: {
        excel: "Dit is een bestand van Excel zelf. Kies in Excel: Bestand, Opslaan als, CSV. Kies daarna dat bestand.",
        large: "Dit bestand is te groot. Er mag hoogstens 20 MB in.",
        binary: "Dit bestand bevat geen tekst. Kies een CSV-bestand.",
        empty: "Dit bestand is leeg.",
        unread: "Uw browser kan dit bestand niet lezen. Staat het nog open in een ander programma?",
        onlyHeading: "In dit bestand staat alleen een kop. Er zijn geen rijen met namen.",
        noCodes: "In dit bestand staan geen codes. Kies het bestand met codes dat u bij ons hebt opgehaald."
      },
      read: "%1. Rijen gelezen: %2.",
      codesRead: "%1. Codes gelezen: %2, brief %3 tot en met %4.",
      codesWrong: "Let op: rij %1 van dit bestand is geen hele code. Daarvoor komt geen brief.",
      column: "Kolom %1", columnLabel: "Waar is kolom %1 voor?", unused: "Niet gebruiken", empty: "(leeg)",
      roles: {
        title: "Aanhef", first: "Voornaam of voorletters", middle: "Tussenvoegsel", name: "Naam", last: "Achternaam",
        extra: "Extra regel onder de naam", street: "Straat (en nummer)", number: "Huisnummer", addition: "Toevoeging",
        postcode: "Postcode", place: "Postcode en plaats", town: "Plaats"
      },
      lines: { name: "Naam", extra: "Extra regel", street: "Straat en nummer", place: "Postcode en plaats" },
      needSender: "Vul in van wie de brief is. Dan kunnen wij brieven maken.",
      needName: "Kies welke kolom de naam is. Dan kunnen wij brieven maken.",
      noAddress: "U koos geen kolom voor het adres. Op de brieven staat dan alleen de naam.",
      halfAddress: "U koos een deel van het adres. Kies ook de kolom voor %1.",
      unknownLetter: "Brief %1 hoort niet bij deze codes. Kies een nummer van %2 tot en met %3.",
      tiles: { read: "rijen gelezen", letters: "brieven", left: "rijen over", unused: "codes over" },
      tilesOne: { read: "rij gelezen", letters: "brief", left: "rij over", unused: "code over" },
      allMatched: "Alle rijen hebben een brief.",
      unusedRange: "Nog vrij: brief %1 tot en met %2. Bewaar die voor later, of print ze zonder naam.",
      why: {
        quote: "Een aanhalingsteken klopt niet: het gaat open en niet dicht, of het staat midden in een woord.",
        tooMany: "Deze rij heeft meer kolommen dan de eerste rij. Staat er een scheidingsteken in het adres?",
        name: "De naam ontbreekt.", last: "De achternaam ontbreekt.", street: "De straat en het nummer ontbreken.",
        number: "Het huisnummer ontbreekt.", place: "De postcode en de plaats ontbreken.", postcode: "De postcode ontbreekt.",
        town: "De plaats ontbreekt.", duplicate: "Dezelfde naam en hetzelfde adres als rij %1.", noCode: "Er zijn geen codes meer."
      },
      row: "Rij %1", tight: "Kijk deze brieven na, het adres is lang: %1.",
      preview: "Zo ziet brief %1 eruit", previewCards: "Zo zien de kaartjes vanaf %1 eruit",
      tooLong: "De tekst past niet op één bladzijde. Maak uw eigen tekst korter.",
      print: "Print %1 brieven", printOne: "Print 1 brief", printPart: "Print deel %1: brief %2 tot en met %3",
      printCards: "Print %1 kaartjes", printCardsOne: "Print 1 kaartje", printCardsPart: "Print deel %1: kaartje %2 tot en met %3",
      busy: "%1 van %2 bladzijden klaar", ready: "Klaar. %1 bladzijden staan klaar voor uw printer.", readyOne: "Klaar. 1 bladzijde staat klaar voor uw printer.",
      copied: "Gekopieerd.", notCopied: "Kopiëren lukt niet in deze browser. Bewaar de rijen als bestand.",
      saved: "Bewaard bij uw downloads: %1.",
      mapFile: "wie-heeft-welke-brief.csv", leftFile: "rijen-zonder-brief.csv", letterColumn: "brief", whyColumn: "wat klopt niet",
      old: "Deze browser is te oud om brieven te maken. Gebruik een nieuwe versie van Edge, Chrome of Firefox."
    },
    en: {
      files: {
        excel: "This is a file of Excel itself. In Excel choose: File, Save as, CSV. Then choose that file.",
        large: "This file is too large. It may hold 20 MB at most.",
        binary: "This file holds no text. Choose a CSV file.",
        empty: "This file is empty.",
        unread: "Your browser cannot read this file. Is it still open in another program?",
        onlyHeading: "This file holds only a heading. There are no rows with names.",
        noCodes: "There are no codes in this file. Choose the file with codes that you got from us."
      },
      read: "%1. Rows read: %2.",
      codesRead: "%1. Codes read: %2, letters %3 to %4.",
      codesWrong: "Mind: row %1 of this file is not a whole code. There will be no letter for it.",
      column: "Column %1", columnLabel: "What is column %1 for?", unused: "Do not use", empty: "(empty)",
      roles: {
        title: "Title", first: "First name or initials", middle: "Middle name", name: "Name", last: "Last name",
        extra: "Extra line under the name", street: "Street (and number)", number: "House number", addition: "Addition",
        postcode: "Postcode", place: "Postcode and town", town: "Town"
      },
      lines: { name: "Name", extra: "Extra line", street: "Street and number", place: "Postcode and town" },
      needSender: "Fill in whom the letter is from. Then we can make letters.",
      needName: "Choose which column is the name. Then we can make letters.",
      noAddress: "You chose no column for the address. The letters will only have the name.",
      halfAddress: "You chose a part of the address. Also choose the column for %1.",
      unknownLetter: "Letter %1 is not one of these codes. Choose a number from %2 to %3.",
      tiles: { read: "rows read", letters: "letters", left: "rows left", unused: "codes left" },
      tilesOne: { read: "row read", letters: "letter", left: "row left", unused: "code left" },
      allMatched: "All rows have a letter.",
      unusedRange: "Still free: letters %1 to %2. Keep them for later, or print them without a name.",
      why: {
        quote: "A quotation mark is wrong: it opens and does not close, or it stands in the middle of a word.",
        tooMany: "This row has more columns than the first row. Is there a separator in the address?",
        name: "The name is missing.", last: "The last name is missing.", street: "The street and number are missing.",
        number: "The house number is missing.", place: "The postcode and town are missing.", postcode: "The postcode is missing.",
        town: "The town is missing.", duplicate: "The same name and address as row %1.", noCode: "There are no codes left."
      },
      row: "Row %1", tight: "Check these letters, the address is long: %1.",
      preview: "This is what letter %1 looks like", previewCards: "This is what the cards from %1 look like",
      tooLong: "The text does not fit on one page. Make your own text shorter.",
      print: "Print %1 letters", printOne: "Print 1 letter", printPart: "Print part %1: letters %2 to %3",
      printCards: "Print %1 cards", printCardsOne: "Print 1 card", printCardsPart: "Print part %1: cards %2 to %3",
      busy: "%1 of %2 pages ready", ready: "Done. %1 pages are ready for your printer.", readyOne: "Done. 1 page is ready for your printer.",
      copied: "Copied.", notCopied: "This browser cannot copy. Save the rows as a file.",
      saved: "Saved in your downloads: %1.",
      mapFile: "who-has-which-letter.csv", leftFile: "rows-without-letter.csv", letterColumn: "letter", whyColumn: "what is wrong",
      old: "This browser is too old to make letters. Use a new version of Edge, Chrome or Firefox."
    }
  };

  bueno.makerWords = words[document.documentElement.lang] || words.nl;
})();
