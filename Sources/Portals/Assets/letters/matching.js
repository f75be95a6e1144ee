/* Rows to letters, in order: the next good row gets the next letter. Every other row is named, and none is lost. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  /* What fits behind the window of an envelope: five lines of forty characters. */
  var lineCharacters = 40, linesMax = 5;

  /* table: {rows, hasHeading}; chosen: a role per column; codes: from the first letter to be made.
     Gives {read, letters: [{code, address, row}], left: [{row, why: [{kind, row}]}], tight: [letter], unused}. */
  function match(table, chosen, codes) {
    var rows = table.rows.slice(table.hasHeading ? 1 : 0);
    var width = table.rows.length ? table.rows[0].cells.length : 0;
    var seen = Object.create(null), letters = [], left = [], tight = [];
    rows.forEach(function (row) {
      var address = bueno.columns.address(row.cells, chosen);
      var why = wrong(row, address, width, chosen);
      var key = [address.name, address.extra, address.street, address.place].join("\n").toLowerCase();
      if (!why.length && seen[key]) why.push({ kind: "duplicate", row: seen[key] });
      if (!why.length) seen[key] = row.number;
      if (!why.length && letters.length === codes.length) why.push({ kind: "noCode" });
      if (why.length) {
        left.push({ row: row, why: why });
        return;
      }
      var letter = { code: codes[letters.length], address: address, row: row };
      letters.push(letter);
      if (lineCount(address) > linesMax) tight.push(letter);
    });
    return { read: rows.length, letters: letters, left: left, tight: tight, unused: codes.slice(letters.length) };
  }

  function wrong(row, address, width, chosen) {
    if (row.isBroken) return [{ kind: "quote" }];
    var why = missing(row.cells, address, chosen).map(function (kind) { return { kind: kind }; });
    if (row.cells.slice(width).some(function (cell) { return cell !== ""; })) why.unshift({ kind: "tooMany" });
    return why;
  }

  /* What a letter needs and this row does not have. Who chose no column for the address gets letters with a name. */
  function missing(cells, address, chosen) {
    var kinds = [];
    function isEmpty(role) {
      return chosen.indexOf(role) >= 0 && !bueno.columns.value(cells, chosen, role);
    }
    function hasLine(line) { return bueno.columns.hasLine(chosen, line); }
    var place = bueno.columns.value(cells, chosen, "place"), street = bueno.columns.value(cells, chosen, "street");
    if (!address.name) kinds.push("name");
    else if (isEmpty("last") && !bueno.columns.value(cells, chosen, "name")) kinds.push("last");
    if (hasLine("street")) {
      if (!address.street || isEmpty("street")) kinds.push("street");
      else if (isEmpty("number") && !/\d/.test(street)) kinds.push("number");
    }
    if (hasLine("place")) {
      if (!address.place) kinds.push("place");
      else if (isEmpty("postcode") && !place) kinds.push("postcode");
      else if (isEmpty("town") && !place) kinds.push("town");
    }
    return kinds;
  }

  function lineCount(address) {
    return [address.name, address.extra, address.street, address.place].reduce(function (count, text) {
      return count + Math.ceil(text.length / lineCharacters);
    }, 0);
  }

  bueno.matching = { match: match };
})();
