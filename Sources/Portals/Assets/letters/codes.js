/* The codes to put on letters: from the table on the page, or from the file with codes. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};

  /* {codes: [{letter, code, until: "2026-12-02", bits, size}], site, sender} */
  function fromPage() {
    var list = document.querySelector("[data-codes]");
    if (!list) return { codes: [] };
    var rows = list.querySelectorAll("tr[data-letter]"), codes = [];
    for (var i = 0; i < rows.length; i++) {
      codes.push({
        letter: rows[i].getAttribute("data-letter"), code: rows[i].getAttribute("data-code"),
        until: list.getAttribute("data-until"),
        bits: rows[i].getAttribute("data-qr"), size: Number(rows[i].getAttribute("data-size"))
      });
    }
    return { codes: codes, site: list.getAttribute("data-site"), sender: list.getAttribute("data-sender") };
  }

  /* Rows of the file that our site offers: brief;code;geldig_tot;qr_omvang;qr, and perhaps adres and afzender. Columns
     may stand in any order. `wrong` has the numbers of rows that are no whole code. */
  function fromRows(rows) {
    var names = rows.length ? rows[0].cells.map(function (cell) { return cell.toLowerCase(); }) : [];
    var at = {};
    ["brief", "code", "geldig_tot", "qr_omvang", "qr", "adres", "afzender"].forEach(function (name) {
      at[name] = names.indexOf(name);
    });
    if (at.brief < 0 || at.code < 0 || at.geldig_tot < 0 || at.qr < 0 || at.qr_omvang < 0) return null;
    var result = { codes: [], wrong: [], site: "", sender: "" };
    rows.slice(1).forEach(function (row) {
      function cell(name) { return bueno.csv.unsafe(row.cells[at[name]] || ""); }
      var code = codeOf(cell("brief"), cell("code"), cell("qr"), Number(cell("qr_omvang")), dayOf(cell("geldig_tot")));
      if (!code || row.isBroken) {
        result.wrong.push(row.number);
        return;
      }
      if (!result.codes.length) {
        result.site = at.adres < 0 ? "" : cell("adres");
        result.sender = at.afzender < 0 ? "" : cell("afzender");
      }
      result.codes.push(code);
    });
    return result;
  }

  /* A spreadsheet that opened the file may have taken the zeros from a letter number. */
  function codeOf(letter, text, bits, size, until) {
    var characters = text.replace(/[\s-]/g, "").toUpperCase();
    if (!/^\d{1,6}$/.test(letter) || !/^[0-9A-HJKMNP-TV-Z]{12}$/.test(characters)) return null;
    if (!bueno.qr.isWhole(bits, size) || !until) return null;
    return {
      letter: ("0000" + letter).slice(-Math.max(4, letter.length)), until: until, bits: bits, size: size,
      code: characters.replace(/^(.{4})(.{4})/, "$1 $2 ")
    };
  }

  /* 2026-12-02, also when a spreadsheet wrote it as 2-12-2026. */
  function dayOf(text) {
    var whole = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text), dutch = /^(\d{1,2})[-\/](\d{1,2})[-\/](\d{4})$/.exec(text);
    if (whole) return text;
    return dutch ? dutch[3] + "-" + ("0" + dutch[2]).slice(-2) + "-" + ("0" + dutch[1]).slice(-2) : "";
  }

  bueno.codes = { fromPage: fromPage, fromRows: fromRows };
})();
