/* Which column of the customer's file says what. Guessed from the headings, or from what stands beneath them. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};

  /* In the order in which they stand on an envelope; `line` is where. */
  var roles = [
    { id: "title", line: "name", words: "aanhef titel salutation title" },
    { id: "first", line: "name", words: "voornaam voornamen roepnaam voorletters voorletter initialen initials firstname forename givenname" },
    { id: "middle", line: "name", words: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels middlename infix" },
    { id: "name", line: "name", words: "naam name volledigenaam fullname client clientnaam naamclient clientname naambewoner bewoner ontvanger geadresseerde tenaamstelling recipient addressee" },
    { id: "last", line: "name", words: "achternaam geslachtsnaam familienaam lastname surname familyname" },
    { id: "extra", line: "extra", words: "pa co tav organisatie instelling afdeling locatie adresregel2 organisation organization department careof addressline2" },
    { id: "street", line: "street", words: "straat straatnaam straatenhuisnummer straatennummer straathuisnummer straatnummer adres woonadres postadres adresregel adresregel1 straatennr street streetname address streetaddress streetandnumber streetandhousenumber addressline1" },
    { id: "number", line: "street", words: "huisnummer huisnr housenumber houseno" },
    { id: "addition", line: "street", words: "toevoeging huisnummertoevoeging huisnrtoevoeging huisletter toev addition housenumberaddition suffix" },
    { id: "postcode", line: "place", words: "postcode pc zip zipcode postalcode" },
    { id: "place", line: "place", words: "postcodeenplaats postcodeenwoonplaats postcodeplaats postcodewoonplaats postcodeandtown postcodeandcity postcodecity postcodetown" },
    { id: "town", line: "place", words: "plaats plaatsnaam woonplaats stad city town residence" }
  ];
  var postcode = /^\d{4} ?[a-z]{2}$/i, postcodeAndTown = /^\d{4} ?[a-z]{2} +\S/i, streetAndNumber = /\D \d+\D{0,6}$/;

  /* One role per column, "" for a column that stays off the letters. */
  function guess(rows, hasHeading) {
    var width = rows.length ? rows[0].cells.length : 0, found = [];
    for (var column = 0; column < width; column++) {
      found.push(hasHeading ? roleOf(rows[0].cells[column], found[column - 1]) : "");
    }
    fromContent(rows.slice(hasHeading ? 1 : 0, 101), found);
    /* "Naam" beside a first and a last name says them again. */
    if (found.indexOf("first") >= 0 && found.indexOf("last") >= 0) clear(found, "name");
    if (found.indexOf("postcode") >= 0 && found.indexOf("town") >= 0) clear(found, "place");
    return found;
  }

  function clear(found, role) {
    for (var i = 0; i < found.length; i++) if (found[i] === role) found[i] = "";
  }

  function roleOf(heading, before) {
    var word = plain(heading);
    /* "Nr" is a house number behind a street; elsewhere it may count anything. */
    if (/^(nr|no|nummer|number)$/.test(word) && before === "street") return "number";
    for (var i = 0; i < roles.length; i++) if (roles[i].words.split(" ").indexOf(word) >= 0) return roles[i].id;
    return "";
  }

  /* "Straat + huisnummer" and "straat/huisnummer" are one word. */
  function plain(heading) {
    return heading.toLowerCase().replace(/[\u00e8-\u00eb]/g, "e").replace(/[&+\/]/g, " en ").replace(/\ben\s*$/, "")
      .replace(/[^a-z0-9]/g, "").replace(/^pena$/, "pa").replace(/^ceno$/, "co");
  }

  /* Only for what no heading told: columns full of postcodes, streets with a number, and names. */
  function fromContent(rows, found) {
    function isUsed(line) {
      return found.some(function (id) { return lineOf(id) === line; });
    }
    function take(line, id, pattern) {
      if (isUsed(line)) return;
      for (var column = 0; column < found.length; column++) {
        if (found[column] === "" && mostly(rows, column, pattern)) {
          found[column] = id;
          return column;
        }
      }
    }
    var code = take("place", "postcode", postcode);
    if (code !== undefined && found[code + 1] === "" && mostly(rows, code + 1, /^[^\d]+$/)) found[code + 1] = "town";
    take("place", "place", postcodeAndTown);
    take("street", "street", streetAndNumber);
    take("name", "name", /^[^\d@]*[a-z\u00c0-\u024f][^\d@]*$/i);
  }

  function mostly(rows, column, pattern) {
    var filled = rows.filter(function (row) { return row.cells[column]; });
    var fitting = filled.filter(function (row) { return pattern.test(row.cells[column]); });
    return filled.length > 0 && fitting.length * 10 >= filled.length * 8;
  }

  /* Whether the first row names the columns: a heading we know, or words above what are addresses below. */
  function hasHeading(rows) {
    if (!rows.length) return false;
    var first = rows[0].cells;
    if (first.some(function (cell) { return postcode.test(cell) || postcodeAndTown.test(cell); })) return false;
    return first.some(function (cell, column) {
      return roleOf(cell, "") !== "" || [postcode, postcodeAndTown, streetAndNumber].some(function (pattern) {
        return !pattern.test(cell) && mostly(rows.slice(1, 101), column, pattern);
      });
    });
  }

  function lineOf(id) {
    for (var i = 0; i < roles.length; i++) if (roles[i].id === id) return roles[i].line;
    return "";
  }

  /* The lines of one address: {name, extra, street, place}. Cells of one role stay in the order of the file. */
  function address(cells, chosen) {
    var lines = { name: [], extra: [], street: [], place: [] };
    roles.forEach(function (role) {
      var text = value(cells, chosen, role.id);
      if (text) lines[role.line].push(text);
    });
    return {
      name: lines.name.join(" "), extra: lines.extra.join(", "), street: lines.street.join(" "),
      place: lines.place.join(" ")
    };
  }

  /* What the columns of one role say together. */
  function value(cells, chosen, role) {
    var texts = [];
    for (var column = 0; column < chosen.length; column++) {
      var text = chosen[column] === role ? tidy(cells[column] || "", role) : "";
      if (text) texts.push(text);
    }
    return texts.join(" ");
  }

  function tidy(cell, role) {
    var text = cell.replace(/\s+/g, " ").trim();
    if (role === "postcode" && postcode.test(text)) return (text.slice(0, 4) + " " + text.slice(-2)).toUpperCase();
    return text;
  }

  function chosenLine(chosen, line) {
    return chosen.some(function (id) { return lineOf(id) === line; });
  }

  bueno.columns = {
    roles: roles, guess: guess, hasHeading: hasHeading, address: address, value: value, hasLine: chosenLine
  };
})();
