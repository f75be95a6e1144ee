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
    paper.setAttribute("translate", "no");
    document.body.appendChild(paper);
    var sheets = bueno.sheets.inSheets(letters, style.kind);
    work = bueno.inTurns(sheets, sheetsPerTurn, function (sheet) {
      paper.appendChild(bueno.sheets.sheetOf(sheet, style));
    }, function (count) { told(count, sheets.length); }, function () {
      document.documentElement.classList.add("prints-letters");
      pageRule = pageWithoutMargins();
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
  function pageWithoutMargins() {
    var sheet = ownStylesheet(), rule;
    sheet.insertRule("@page{size:A4 portrait;margin:0}", sheet.cssRules.length);
    rule = sheet.cssRules[sheet.cssRules.length - 1];
    return { remove: function () { sheet.deleteRule(Array.prototype.indexOf.call(sheet.cssRules, rule)); } };
  }

  /* The last one that may be changed: an extension of the browser may have put another behind it. */
  function ownStylesheet() {
    for (var i = document.styleSheets.length - 1; i > 0; i--) {
      try {
        if (document.styleSheets[i].cssRules) return document.styleSheets[i];
      } catch (closed) { /* Not ours. */ }
    }
    return document.styleSheets[0];
  }

  bueno.printing = { print: print, clear: clear };
})();
