/* Puts sheets on paper: beside the page, shown to the printer and not to the eye. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var sheetsPerTurn = 20;
  var paper = null, work = null, pageRule = null;

  /* Makes the sheets some at a time, tells how many are ready, and opens the browser's own print window. */
  function print(letters, style, told, done) {
    clear();
    paper = bueno.element("div", "paper");
    paper.setAttribute("aria-hidden", "true");
    document.body.appendChild(paper);
    var sheets = bueno.sheets.inSheets(letters, style.kind);
    work = bueno.inTurns(sheets, sheetsPerTurn, function (sheet) {
      paper.appendChild(bueno.sheets.sheetOf(sheet, style));
    }, function (count) { told(count, sheets.length); }, function () {
      document.documentElement.classList.add("prints-letters");
      pageRule = bueno.pageWithoutMargins();
      done(sheets.length);
      window.setTimeout(function () { window.print(); }, 0);
    });
  }

  /* Until then the page prints as any page: the table of codes too. */
  function clear() {
    if (work) work.stop();
    if (paper) document.body.removeChild(paper);
    if (pageRule) pageRule.remove();
    document.documentElement.classList.remove("prints-letters");
    work = paper = pageRule = null;
  }

  /* Letters keep their own margins: with the page's, a browser would print its address and the time into them. */
  bueno.pageWithoutMargins = function () {
    var sheet = document.styleSheets[document.styleSheets.length - 1];
    var place = sheet.cssRules.length;
    sheet.insertRule("@page{size:A4 portrait;margin:0}", place);
    return { remove: function () { sheet.deleteRule(place); } };
  };

  bueno.printing = { print: print, clear: clear };
})();
