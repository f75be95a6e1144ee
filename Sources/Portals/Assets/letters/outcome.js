/* What came of the rows: counts, every row without a letter, and the lists that the customer keeps. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var rowsPerTurn = 100;
  var listing = null;

  function one(name) { return document.querySelector("[data-" + name + "]"); }

  function say(name, text) {
    var line = one(name);
    line.hidden = !text;
    (line.querySelector("p") || line).textContent = text;
  }

  /* result as from matching; without a file there are letters and unused codes alone. */
  function show(result, isNameless) {
    var words = bueno.makerWords;
    var tiles = [["letters", result.letters.length, "ok"], ["unused", result.unused.length, ""]];
    if (!isNameless) {
      tiles.unshift(["read", result.read, ""]);
      tiles.splice(2, 0, ["left", result.left.length, result.left.length ? "warn" : "ok"]);
    }
    bueno.empty(one("tiles"));
    tiles.forEach(function (tile) {
      var noun = (tile[1] === 1 ? words.tilesOne : words.tiles)[tile[0]];
      var item = bueno.element("li", "panel tile" + (tile[2] ? " tile--" + tile[2] : ""), [
        bueno.element("b", "", String(tile[1])), bueno.element("span", "sub", noun)
      ]);
      one("tiles").appendChild(item);
    });
    one("counts-said").textContent = tiles.map(function (tile) {
      return tile[1] + " " + (tile[1] === 1 ? words.tilesOne : words.tiles)[tile[0]];
    }).join(", ");
    say("unused", unusedSentence(result, isNameless));
    say("tight", result.tight.length ? bueno.filled(words.tight, [result.tight.map(numberOf).join(", ")]) : "");
    showLeft(result.left);
    one("map").hidden = isNameless || !result.letters.length;
    one("left-said").textContent = one("map-said").textContent = "";
  }

  function numberOf(letter) { return letter.code.letter; }

  function unusedSentence(result, isNameless) {
    var words = bueno.makerWords;
    if (isNameless) return "";
    if (!result.unused.length) return result.left.length ? "" : words.allMatched;
    var range = bueno.filled(words.unusedRange, [result.unused[0].letter, result.unused[result.unused.length - 1].letter]);
    return (result.left.length ? "" : words.allMatched + " ") + range;
  }

  function showLeft(left) {
    if (listing) listing.stop();
    bueno.empty(one("left-rows"));
    one("left").hidden = !left.length;
    listing = bueno.inTurns(left, rowsPerTurn, function (item) {
      var said = item.row.cells.filter(function (cell) { return cell; }).join(" \u00b7 ");
      one("left-rows").appendChild(bueno.tableRow(
        bueno.filled(bueno.makerWords.row, [item.row.number]), [whyOf(item), said], one("left").querySelector("table")));
    }, function () {}, function () {});
  }

  function whyOf(item) {
    return item.why.map(function (why) { return bueno.filled(bueno.makerWords.why[why.kind], [why.row]); }).join(" ");
  }

  /* The rows without a letter as they stood, with a last column that says why. */
  function leftTable(result, table) {
    var heading = table.hasHeading ? [table.rows[0].cells.concat(bueno.makerWords.whyColumn)] : [];
    var width = table.rows[0].cells.length;
    return heading.concat(result.left.map(function (item) {
      return padded(item.row.cells, width).concat(whyOf(item));
    }));
  }

  /* The customer's own columns with the letter number before them. Never the code: who holds this list cannot enrol. */
  function mapTable(result, table) {
    var width = table.rows[0].cells.length;
    var heading = table.hasHeading ? table.rows[0].cells : table.rows[0].cells.map(function (cell, index) {
      return bueno.filled(bueno.makerWords.column, [index + 1]);
    });
    return [[bueno.makerWords.letterColumn].concat(heading)].concat(result.letters.map(function (letter) {
      return [letter.code.letter].concat(padded(letter.row.cells, width));
    }));
  }

  function padded(cells, width) {
    var result = cells.slice();
    while (result.length < width) result.push("");
    return result;
  }

  /* The buttons under the lists. `current` gives what stands on the page now. */
  function offer(current) {
    one("left-copy").addEventListener("click", function () {
      var text = leftTable(current().result, current().table).map(function (cells) {
        return cells.map(function (cell) { return cell.replace(/\s+/g, " "); }).join("\t");
      }).join("\n");
      one("left-said").textContent = bueno.copy(text) ? bueno.makerWords.copied : bueno.makerWords.notCopied;
    });
    one("left-save").addEventListener("click", function () {
      save(bueno.makerWords.leftFile, leftTable(current().result, current().table), "left-said");
    });
    one("map-save").addEventListener("click", function () {
      save(bueno.makerWords.mapFile, mapTable(current().result, current().table), "map-said");
    });
  }

  function save(name, rows, said) {
    bueno.save(name, bueno.csv.write(rows));
    one(said).textContent = bueno.filled(bueno.makerWords.saved, [name]);
  }

  bueno.outcome = { show: show, offer: offer };
})();
