/* Only in the letter maker that opens from disk: there the codes come from a file too. */
(function () {
  "use strict";
  var bueno = window.bueno;
  var words = bueno.makerWords;
  var input = document.getElementById("codes-file"), site = document.getElementById("letters-site");

  function one(name) { return document.querySelector("[data-" + name + "]"); }

  function read(name, buffer) {
    var decoded = buffer ? bueno.csv.decode(buffer) : { problem: "unread" };
    var found = decoded.problem ? null : bueno.codes.fromRows(bueno.csv.read(decoded.text).rows);
    if (!decoded.problem && (!found || !found.codes.length)) decoded.problem = "noCodes";
    bueno.fault(input, decoded.problem ? words.files[decoded.problem] : "");
    one("codes-read").textContent = decoded.problem ? "" : told(name, found.codes);
    var isPartial = !decoded.problem && found.wrong.length > 0;
    one("codes-wrong").hidden = !isPartial;
    one("codes-wrong").querySelector("p").textContent =
      isPartial ? bueno.filled(words.codesWrong, [found.wrong.join(", ")]) : "";
    if (!decoded.problem && found.site) site.value = found.site;
    bueno.maker.useCodes(decoded.problem ? { codes: [] } : found);
  }

  function told(name, codes) {
    return bueno.filled(words.codesRead, [name, codes.length, codes[0].letter, codes[codes.length - 1].letter]);
  }

  if (bueno.maker) {
    bueno.onFile(input, read);
    site.addEventListener("input", bueno.maker.refresh);
  }
})();
