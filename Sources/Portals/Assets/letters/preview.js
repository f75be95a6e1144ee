/* One sheet on the screen, as small as the page is wide, with the way to the next. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var frame, shown = 0, sheets = [], style = null;

  function one(name) { return document.querySelector("[data-" + name + "]"); }

  function start() {
    frame = one("preview-frame");
    one("preview-back").addEventListener("click", function () { turn(-1); });
    one("preview-on").addEventListener("click", function () { turn(1); });
    window.addEventListener("resize", fit);
  }

  function show(letters, how) {
    sheets = bueno.sheets.inSheets(letters, how.kind);
    style = how;
    shown = Math.min(shown, Math.max(sheets.length - 1, 0));
    one("preview").hidden = !sheets.length;
    if (sheets.length) draw();
    else bueno.empty(frame);
  }

  function turn(step) {
    if (!sheets.length) return;
    shown = (shown + step + sheets.length) % sheets.length;
    draw();
  }

  function draw() {
    var words = bueno.makerWords, sheet = bueno.sheets.sheetOf(sheets[shown], style);
    bueno.empty(frame);
    frame.appendChild(sheet);
    one("preview-said").textContent = bueno.filled(
      style.kind === "cards" ? words.previewCards : words.preview, [sheets[shown][0].code.letter]);
    fit();
    var body = sheet.querySelector(".sheet__body");
    var isTooLong = body !== null && body.scrollHeight > body.clientHeight + 1;
    one("too-long").hidden = !isTooLong;
    one("too-long").querySelector("p").textContent = isTooLong ? words.tooLong : "";
  }

  /* By script and not in the markup: the policy of the page allows no style there. */
  function fit() {
    var sheet = frame && frame.firstChild;
    if (!sheet || !frame.clientWidth) return;
    var scale = Math.min(1, frame.clientWidth / sheet.offsetWidth);
    sheet.style.transform = "scale(" + scale + ")";
    frame.style.blockSize = frame.style.height = Math.ceil(sheet.offsetHeight * scale) + "px";
  }

  bueno.preview = { start: start, show: show };
})();
