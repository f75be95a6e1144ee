/* Files of rows, as spreadsheets write them. Read here and nowhere else: nothing in this file can send anything. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var bytesMax = 20 * 1024 * 1024;
  var separators = [";", ",", "\t"];

  /* The text of a file, or why it is none: "excel", "large", "binary" or "empty". */
  function decode(buffer) {
    var bytes = new Uint8Array(buffer);
    if (bytes.length > bytesMax) return { problem: "large" };
    if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { problem: "excel" };
    var text = textOf(bytes);
    if (/^\s*$/.test(text)) return { problem: "empty" };
    if (text.indexOf("\u0000") >= 0) return { problem: "binary" };
    return { text: text };
  }

  function startsWith(bytes, first) {
    return first.every(function (byte, index) { return bytes[index] === byte; });
  }

  /* UTF-8 when every byte of it is; otherwise what Windows writes in the west of Europe. A decoder drops the mark. */
  function textOf(bytes) {
    if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
    if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (wrong) {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }

  /* Every row that is not empty, with the number that a spreadsheet gives it. A quote that does not close or that
     closes in the middle of a word spoils its own line and no other: `isBroken`. */
  function read(text) {
    var told = /^sep=([;,\t])\r?\n/.exec(text);
    var separator = told ? told[1] : sniff(text);
    var position = told ? told[0].length : 0;
    var number = told ? 1 : 0;
    var rows = [], width = 0;
    while (position < text.length) {
      var row = quotedRow(text, position, separator, width);
      var isBroken = row === null;
      if (isBroken) row = plainRow(text, position, separator);
      number++;
      position = row.next;
      if (row.cells.every(isBlank)) continue;
      if (!width) width = row.cells.length;
      rows.push({ number: number, cells: row.cells, isBroken: isBroken });
    }
    return { separator: separator, rows: rows };
  }

  /* What separates cells: whichever stands most often in the first line that says something, outside quotes. */
  function sniff(text) {
    var counts = [0, 0, 0], isQuoted = false, seen = false;
    for (var i = 0; i < text.length; i++) {
      var c = text.charAt(i);
      if (c === '"') isQuoted = !isQuoted;
      else if (!isQuoted && (c === "\n" || c === "\r")) {
        if (seen) break;
      } else if (!isQuoted && separators.indexOf(c) >= 0) counts[separators.indexOf(c)]++;
      if (!/\s/.test(c)) seen = true;
    }
    var best = 0;
    for (var k = 1; k < counts.length; k++) if (counts[k] > counts[best]) best = k;
    return separators[best];
  }

  /* A row with quoted cells, or null when its quotes are wrong. */
  function quotedRow(text, start, separator, width) {
    var cells = [], position = start;
    for (;;) {
      var cell = "", end;
      if (text.charAt(position) === '"') {
        end = position + 1;
        for (;;) {
          var quote = text.indexOf('"', end);
          if (quote < 0) return null;
          cell += text.slice(end, quote);
          end = quote + 1;
          if (text.charAt(end) !== '"') break;
          cell += '"';
          end++;
        }
        while (text.charAt(end) === " ") end++;
        if (!isEnd(text, end, separator) || hasSwallowedRows(cell, separator, width)) return null;
      } else {
        end = position;
        while (!isEnd(text, end, separator)) end++;
        cell = text.slice(position, end);
        if (cell.split('"').length % 2 === 0) return null;
      }
      cells.push(cell.trim());
      if (text.charAt(end) !== separator) return { cells: cells, next: afterBreak(text, end) };
      position = end + 1;
    }
  }

  /* Two stray quotes, rows apart, look like one cell. Nobody writes a whole row inside an address. */
  function hasSwallowedRows(cell, separator, width) {
    return width > 1 && /[\r\n]/.test(cell) && cell.split(separator).length >= width;
  }

  function plainRow(text, start, separator) {
    var end = start;
    while (end < text.length && text.charAt(end) !== "\n" && text.charAt(end) !== "\r") end++;
    var cells = text.slice(start, end).split(separator).map(function (cell) { return cell.trim(); });
    return { cells: cells, next: afterBreak(text, end) };
  }

  function isEnd(text, position, separator) {
    if (position >= text.length) return true;
    var c = text.charAt(position);
    return c === separator || c === "\n" || c === "\r";
  }

  function afterBreak(text, position) {
    return position + (text.charAt(position) === "\r" && text.charAt(position + 1) === "\n" ? 2 : 1);
  }

  function isBlank(cell) { return cell === ""; }

  /* For a Dutch spreadsheet: semicolons, CRLF, and a mark that says UTF-8. */
  function write(rows) {
    return "\uFEFF" + rows.map(function (cells) {
      return cells.map(function (cell) { return quoted(safe(cell)); }).join(";") + "\r\n";
    }).join("");
  }

  function quoted(cell) {
    return /[";,\r\n\t]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell;
  }

  /* A spreadsheet runs a cell that starts so; an apostrophe in front makes it text. */
  var formula = /^[=+\-@\u0000-\u001f\u007f\uff1d\uff0b\uff0d\uff20]/;

  function safe(cell) { return formula.test(cell) ? "'" + cell : cell; }

  /* Without the apostrophe that we put there. */
  function unsafe(cell) { return cell.charAt(0) === "'" && formula.test(cell.slice(1)) ? cell.slice(1) : cell; }

  bueno.csv = { decode: decode, read: read, write: write, unsafe: unsafe };
})();
