/* A QR code that our server made, drawn from its packed bits: one per module, row by row, the highest bit first. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};
  var quietZone = 4;
  var space = "http://www.w3.org/2000/svg";

  /* Whether these bits are one whole code of this size. */
  function isWhole(bits, size) {
    if (!(size >= 21 && size <= 177 && size % 4 === 1)) return false;
    try {
      return atob(bits).length === Math.floor((size * size + 7) / 8);
    } catch (wrong) {
      return false;
    }
  }

  function path(bits, size) {
    var bytes = atob(bits), result = "";
    function isDark(row, column) {
      var index = row * size + column;
      return column < size && (bytes.charCodeAt(index >> 3) & (128 >> (index & 7))) !== 0;
    }
    for (var row = 0; row < size; row++) {
      var start = -1;
      for (var column = 0; column <= size; column++) {
        var dark = isDark(row, column);
        if (dark && start < 0) start = column;
        if (!dark && start >= 0) {
          var length = column - start;
          result += "M" + (start + quietZone) + " " + (row + quietZone) + "h" + length + "v1h-" + length + "z";
          start = -1;
        }
      }
    }
    return result;
  }

  /* The picture beside the code: what it says stands in letters there, so a screen reader passes it by. */
  function picture(bits, size, className) {
    var svg = document.createElementNS(space, "svg"), drawn = document.createElementNS(space, "path");
    var side = Number(size) + 2 * quietZone;
    svg.setAttribute("viewBox", "0 0 " + side + " " + side);
    svg.setAttribute("shape-rendering", "crispEdges");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", className);
    drawn.setAttribute("d", path(bits, Number(size)));
    svg.appendChild(drawn);
    return svg;
  }

  bueno.qr = { isWhole: isWhole, picture: picture };
})();
