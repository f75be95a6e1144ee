/* Everything works without this. It helps where it can, and sends nothing anywhere. */
(function () {
  "use strict";
  var alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  function values(text) {
    var result = [];
    for (var i = 0; i < text.length; i++) {
      var c = text.charAt(i).toUpperCase();
      if (c === " " || c === "-" || c === "\t") continue;
      if (c === "O") c = "0";
      if (c === "I" || c === "L") c = "1";
      var value = alphabet.indexOf(c);
      if (value < 0) return null;
      result.push(value);
    }
    return result;
  }

  /* GF(2^5), x^5 + x^2 + 1: as the server reads a code. */
  function product(left, right) {
    var result = 0;
    while (right) {
      if (right & 1) result ^= left;
      left <<= 1;
      if (left & 32) left ^= 37;
      right >>= 1;
    }
    return result;
  }

  function isWhole(code) {
    var sum = 0, weight = 2;
    for (var i = 0; i < 11; i++) {
      sum ^= product(code[i], weight);
      weight = product(weight, 2);
    }
    return sum === code[11];
  }

  function grouped(code) {
    return code.map(function (value, i) {
      return (i && i % 4 === 0 ? " " : "") + alphabet.charAt(value);
    }).join("");
  }

  function watchCode(input) {
    var said = document.getElementById(input.getAttribute("data-said"));
    function look() {
      var code = values(input.value);
      var text = "";
      if (code === null || code.length > 12) text = input.getAttribute("data-wrong");
      else if (code.length === 12) text = input.getAttribute(isWhole(code) ? "data-right" : "data-wrong");
      if (said && said.textContent !== text) said.textContent = text;
      if (code && code.length === 12 && document.activeElement !== input) input.value = grouped(code);
    }
    input.addEventListener("input", look);
    input.addEventListener("blur", look);
    /* The letter's QR carries the code behind a #: a browser never sends that part to anyone. */
    function carry() {
      var carried = values(location.hash.slice(1));
      if (!carried || carried.length !== 12) return;
      input.value = grouped(carried);
      history.replaceState(null, "", location.pathname + location.search);
      look();
    }
    window.addEventListener("hashchange", carry);
    carry();
    if (input.value && !input.hasAttribute("aria-invalid")) look();
  }

  var code = document.querySelector("input[data-said]");
  if (code) watchCode(code);

  var summary = document.querySelector(".errsum");
  if (summary) summary.focus();

  /* Leaving at once, by the button or by Escape twice. What is on the screen goes before the network answers, and
     this page's place in the history becomes that of leaving: the way back leads on. */
  var exit = document.querySelector("form.leave");
  if (exit) {
    var button = exit.querySelector("button");
    button.title = button.getAttribute("data-key");
    var vanish = function () {
      document.body.style.display = "none";
      document.title = exit.getAttribute("data-title");
      history.replaceState(null, "", exit.getAttribute("action"));
    };
    var escaped = 0;
    exit.addEventListener("submit", vanish);
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.repeat) return;
      if (Date.now() - escaped < 1500) {
        vanish();
        exit.submit();
      }
      escaped = Date.now();
    });
    /* A page that a browser kept is asked for again. */
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) location.reload();
    });
  }

  var print = document.querySelector("button[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }

  /* The language list closes when one looks elsewhere. */
  var languages = document.querySelector("details.lang");
  if (languages) {
    document.addEventListener("click", function (event) {
      if (!languages.contains(event.target)) languages.open = false;
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && languages.open) {
        languages.open = false;
        languages.querySelector("summary").focus();
      }
    });
  }
})();
