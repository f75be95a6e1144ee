/* Letters and cards as elements, in millimetres of paper. What they look like stands in letters.css. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var cardsPerSheet = 10;

  /* style: {language, sender, site, contact, own, windowSide}; letter: {code, address}, without address too. */
  function letterSheet(letter, style) {
    var words = bueno.letterWords.words[style.language], make = bueno.element;
    var parts = [style.sender, style.site, bueno.letterWords.day(letter.code.until, style.language), style.contact];
    function say(sentence) { return bueno.filled(sentence, parts); }
    var steps = words.steps.map(function (step, index) {
      return address(make("li", "", say(index === 0 && !style.site ? words.stepWithoutAddress : step)));
    });
    var sheet = make("div", "sheet sheet--" + style.windowSide, [
      make("p", "sheet__from", style.sender),
      make("div", "sheet__to", addressLines(letter.address)),
      make("div", "sheet__facts", [
        make("p", "", bueno.letterWords.today(style.language)),
        make("p", "", words.number + " " + letter.code.letter)
      ]),
      make("div", "sheet__body", [make("p", "sheet__subject", words.subject), make("p", "", words.greeting), make("p", "", say(words.about))]
        .concat(ownWords(style.own))
        .concat([
          codeBox(letter.code, words),
          make("p", "sheet__how", words.how), make("ol", "", steps), make("p", "", say(words.until)),
          make("p", "", words.privacy), make("p", "", say(style.contact ? words.help : words.helpWithoutContact)),
          make("p", "sheet__closing", words.closing), make("p", "", style.sender)
        ])),
      make("i", "sheet__fold"), make("i", "sheet__fold sheet__fold--2")
    ]);
    sheet.setAttribute("lang", style.language);
    return sheet;
  }

  function addressLines(address) {
    if (!address) return [];
    return [address.name, address.extra, address.street, address.place].filter(function (line) { return line; })
      .map(function (line) { return bueno.element("p", "", line); });
  }

  function ownWords(text) {
    return text.split(/\n+/).filter(function (line) { return line.trim(); })
      .map(function (line) { return bueno.element("p", "", line); });
  }

  function codeBox(code, words) {
    var text = bueno.element("div", "", [
      bueno.element("p", "sheet__label", words.code), bueno.element("p", "sheet__code", code.code)
    ]);
    return bueno.element("div", "sheet__box", [text, bueno.qr.picture(code.bits, code.size, "sheet__qr")]);
  }

  /* Ten on a sheet. No name stands on a card: whoever finds one should not learn whose it was. */
  function cardSheet(letters, style) {
    var sheet = bueno.element("div", "sheet sheet--cards", letters.map(function (letter) { return card(letter, style); }));
    sheet.setAttribute("lang", style.language);
    return sheet;
  }

  function card(letter, style) {
    var words = bueno.letterWords.words[style.language].card, make = bueno.element;
    /* On a card a day keeps together. */
    var day = bueno.letterWords.day(letter.code.until, style.language).replace(/ /g, "\u00a0");
    var parts = [style.sender, style.site, day];
    return make("div", "wallet", [
      make("div", "wallet__text", [
        make("p", "wallet__from", style.sender), make("p", "wallet__title", words.title),
        address(make("p", "", bueno.filled(style.site ? words.at : words.scan, parts))),
        make("p", "", bueno.filled(words.until, parts))
      ]),
      bueno.qr.picture(letter.code.bits, letter.code.size, "wallet__qr"),
      make("p", "wallet__number", words.number + " " + letter.code.letter),
      make("p", "wallet__code", letter.code.code)
    ]);
  }

  /* An address may break before a slash, and in no other place. */
  function address(line) {
    var pieces = line.textContent.split("/");
    line.textContent = pieces[0];
    pieces.slice(1).forEach(function (piece) {
      line.appendChild(document.createElement("wbr"));
      line.appendChild(document.createTextNode("/" + piece));
    });
    return line;
  }

  /* The letters of each sheet: one, or ten cards. */
  function inSheets(letters, kind) {
    var perSheet = kind === "cards" ? cardsPerSheet : 1, sheets = [];
    for (var i = 0; i < letters.length; i += perSheet) sheets.push(letters.slice(i, i + perSheet));
    return sheets;
  }

  function sheetOf(letters, style) {
    return style.kind === "cards" ? cardSheet(letters, style) : letterSheet(letters[0], style);
  }

  bueno.sheets = { inSheets: inSheets, sheetOf: sheetOf };
})();
