/* The letter maker: merges the customer's own list of names with the codes, in this browser and nowhere else.
   Works without: the table of codes is on the page. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var sheetsPerPart = 500;
  var root = document.querySelector("[data-letter-maker]");
  if (!root) return;
  var words = bueno.makerWords;
  /* What is known now. Nothing of it is ever stored. */
  var state = { codes: [], site: "", table: null, chosen: [], isNameless: false, result: null };
  var shown = "", decided = "";

  function one(name) { return root.querySelector("[data-" + name + "]"); }
  function field(name) { return document.getElementById("letters-" + name); }
  function step(name) { return root.querySelector("[data-step=" + name + "]"); }

  function start() {
    if (!window.FileReader || !window.TextDecoder || !window.Blob || !window.URL) {
      var old = document.querySelector("[data-maker-old]");
      old.hidden = false;
      old.querySelector("p").textContent = words.old;
      return;
    }
    bueno.preview.start();
    bueno.outcome.offer(function () { return state; });
    bueno.onFile(field("file"), readFile);
    one("nameless").addEventListener("click", withoutNames);
    field("heading").addEventListener("change", changeHeading);
    one("print-again").addEventListener("click", printAgain);
    step("style").addEventListener("input", restyle);
    step("style").addEventListener("change", restyle);
    useCodes(bueno.codes.fromPage());
    /* Still there to read and to print, and no longer in the way. */
    var table = document.querySelector("[data-codes-fold]");
    if (!table) return;
    table.open = false;
    window.addEventListener("beforeprint", function () { table.open = true; });
  }

  /* Also for the file with codes, when this page is opened from disk. */
  function useCodes(found) {
    state.codes = found.codes;
    state.site = found.site || "";
    root.hidden = !found.codes.length;
    if (!found.codes.length) return;
    field("first").value = found.codes[0].letter;
    field("sender").value = found.sender || "";
    field("language").value = document.documentElement.lang === "en" ? "en" : "nl";
    if (state.table || state.isNameless) show();
  }

  function readFile(name, buffer) {
    var found = buffer ? bueno.csv.decode(buffer) : { problem: "unread" };
    var rows = found.problem ? [] : bueno.csv.read(found.text).rows;
    var hasHeading = bueno.columns.hasHeading(rows);
    if (!found.problem && rows.length === (hasHeading ? 1 : 0)) found.problem = "onlyHeading";
    bueno.fault(field("file"), found.problem ? words.files[found.problem] : "");
    one("file-read").textContent =
      found.problem ? "" : bueno.filled(words.read, [name, rows.length - (hasHeading ? 1 : 0)]);
    state.isNameless = false;
    state.table = found.problem ? null : { rows: rows, hasHeading: hasHeading };
    state.chosen = bueno.columns.guess(rows, hasHeading);
    if (state.table) showColumns();
    show();
  }

  function withoutNames() {
    state.isNameless = true;
    state.table = null;
    field("file").value = "";
    bueno.fault(field("file"), "");
    one("file-read").textContent = "";
    show();
    step("style").querySelector("h2").scrollIntoView();
  }

  function changeHeading() {
    state.table.hasHeading = field("heading").checked;
    state.chosen = bueno.columns.guess(state.table.rows, state.table.hasHeading);
    showColumns();
    show();
  }

  /* One row per column of the file: its heading, what stands in it, and what it is for. */
  function showColumns() {
    var body = one("columns"), rows = state.table.rows, first = state.table.hasHeading ? 1 : 0;
    field("heading").checked = state.table.hasHeading;
    bueno.empty(body);
    state.chosen.forEach(function (role, column) {
      var numbered = bueno.filled(words.column, [column + 1]);
      var heading = first && rows[0].cells[column] ? rows[0].cells[column] : numbered;
      var filled = rows.slice(first, first + 50).filter(function (row) { return row.cells[column]; })[0];
      var example = filled ? filled.cells[column] : words.empty;
      body.appendChild(bueno.tableRow(heading, [example, roleChoice(column, role, heading)], body.parentNode));
    });
  }

  function roleChoice(column, role, heading) {
    var select = bueno.element("select", "input");
    select.setAttribute("aria-label", bueno.filled(words.columnLabel, [heading]));
    [{ id: "" }].concat(bueno.columns.roles).forEach(function (one) {
      var option = bueno.element("option", "", one.id ? words.roles[one.id] : words.unused);
      option.value = one.id;
      select.appendChild(option);
    });
    select.value = role;
    select.addEventListener("change", function () {
      state.chosen[column] = select.value;
      show();
    });
    return select;
  }

  /* Everything that follows from the choices, every time one changes. */
  function show() {
    decided = decisions();
    var first = firstCode(), isReady = hasSender() && (state.isNameless || state.table && bueno.columns.hasLine(state.chosen, "name"));
    step("columns").hidden = !state.table;
    step("style").hidden = !state.table && !state.isNameless;
    step("outcome").hidden = !isReady || first < 0;
    number(step("style"), state.isNameless ? 2 : 3);
    number(step("outcome"), state.isNameless ? 3 : 4);
    warn(state.table ? columnsWarning() : "");
    state.result = null;
    if (step("outcome").hidden) return bueno.printing.clear();
    var codes = state.codes.slice(first);
    state.result = state.isNameless ? nameless(codes) : bueno.matching.match(state.table, state.chosen, codes);
    bueno.outcome.show(state.result, state.isNameless);
    showSheets();
  }

  /* Whether there are letters, and whose; all else changes what the sheets look like. */
  function decisions() { return field("first").value + (style().sender ? "+" : "-"); }

  function restyle() {
    if (decisions() !== decided) show();
    else if (state.result && JSON.stringify(style()) !== shown) showSheets();
  }

  /* Not again for what is shown already: leaving a field would take the button away from under the hand. */
  function showSheets() {
    shown = JSON.stringify(style());
    bueno.printing.clear();
    one("busy-said").textContent = "";
    bueno.preview.show(state.result.letters, style());
    showPrintButtons();
  }

  function number(section, value) { section.querySelector("[data-number]").textContent = value; }

  function nameless(codes) {
    return { letters: codes.map(function (code) { return { code: code }; }), left: [], tight: [], unused: [] };
  }

  function columnsWarning() {
    var missing = ["name", "street", "place"].filter(function (line) { return !bueno.columns.hasLine(state.chosen, line); });
    if (missing.indexOf("name") >= 0) return words.needName;
    if (missing.length === 2) return words.noAddress;
    return missing.length ? bueno.filled(words.halfAddress, [words.lines[missing[0]].toLowerCase()]) : "";
  }

  function warn(text) {
    one("columns-warning").hidden = !text;
    one("columns-warning").querySelector("p").textContent = text;
  }

  /* Where the letters begin in the list of codes, or -1 with the reason beside the field. */
  function firstCode() {
    var place = placeOf(field("first").value);
    var parts = state.codes.length ? [field("first").value, state.codes[0].letter, state.codes[state.codes.length - 1].letter] : [];
    bueno.fault(field("first"), place < 0 ? bueno.filled(words.unknownLetter, parts) : "");
    return place;
  }

  function hasSender() {
    var isThere = style().sender !== "", isAsked = state.isNameless || state.table;
    bueno.fault(field("sender"), isThere || !isAsked ? "" : words.needSender);
    return isThere;
  }

  function placeOf(text) {
    for (var i = 0; i < state.codes.length; i++) {
      if (Number(state.codes[i].letter) === Number(text) && /^\s*\d+\s*$/.test(text)) return i;
    }
    return -1;
  }

  function style() {
    var site = field("site");
    return {
      kind: field("kind-2").checked ? "cards" : "letters", windowSide: field("window-2").checked ? "left" : "right",
      language: field("language").value, sender: field("sender").value.trim(), contact: field("contact").value.trim(),
      own: field("own").value, site: site ? site.value.trim() : state.site
    };
  }

  /* A printer and a browser do 500 pages at a time without trouble, so more goes in parts. */
  function showPrintButtons() {
    var letters = state.result.letters, kind = style().kind, parts = one("print-parts");
    var perPart = sheetsPerPart * (kind === "cards" ? 10 : 1), count = Math.ceil(letters.length / perPart);
    bueno.empty(parts);
    for (var i = 0; i < count; i++) {
      parts.appendChild(printButton(letters.slice(i * perPart, (i + 1) * perPart), kind === "cards", i + 1, count));
    }
  }

  function printButton(part, isCards, number, count) {
    var sentence = isCards ? words.printCards : words.print;
    if (part.length === 1 && count === 1) sentence = isCards ? words.printCardsOne : words.printOne;
    if (count > 1) sentence = isCards ? words.printCardsPart : words.printPart;
    var parts = count > 1 ? [number, part[0].code.letter, part[part.length - 1].code.letter] : [part.length];
    var button = bueno.element("button", number === 1 ? "btn" : "btn btn--second", bueno.filled(sentence, parts));
    button.type = "button";
    button.addEventListener("click", function () { print(part); });
    return button;
  }

  function print(letters) {
    var bar = one("busy"), progress = bar.querySelector("progress");
    bar.hidden = false;
    bueno.printing.print(letters, style(), function (count, all) {
      progress.max = all;
      progress.value = count;
      one("busy-said").textContent = bueno.filled(words.busy, [count, all]);
    }, function (all) {
      bar.hidden = true;
      one("busy-said").textContent = bueno.filled(all === 1 ? words.readyOne : words.ready, [all]);
    });
  }

  function printAgain() {
    var from = placeOf(field("again-from").value), to = placeOf(field("again-to").value || field("again-from").value);
    var wrong = from < 0 ? field("again-from").value : to < from ? field("again-to").value : null;
    var ends = [state.codes[0].letter, state.codes[state.codes.length - 1].letter];
    bueno.fault(field("again-from"), wrong === null ? "" : bueno.filled(words.unknownLetter, [wrong].concat(ends)));
    if (wrong !== null) return;
    print(state.result.letters.filter(function (letter) {
      var place = state.codes.indexOf(letter.code);
      return place >= from && place <= to;
    }));
  }

  bueno.maker = { useCodes: useCodes, refresh: function () { if (state.result) showSheets(); } };
  start();
})();
