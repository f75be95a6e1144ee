/* Did this client get a code already? The number becomes a mark here, under a secret that only the customer has: we can
   see that two marks are the same, and nothing else. */
(function () {
  "use strict";
  var bueno = window.bueno;
  var form = document.querySelector("[data-duplicate-form]");
  if (!form) return;
  var words = bueno.labelWords;
  var number = document.getElementById("client-number"), secret = document.getElementById("duplicate-secret");

  function one(name) { return form.querySelector("[data-duplicate-" + name + "]"); }

  function say(name, text) {
    one(name).hidden = !text;
    (one(name).querySelector("p") || one(name)).textContent = text;
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!bueno.sealing.isPossible()) return;
    bueno.fault(number, bueno.sealing.plain(number.value) ? "" : words.noNumber);
    bueno.fault(secret, secret.value.length < bueno.sealing.wordsMin ? words.secretTooShort : "");
    var wrong = form.querySelector("[aria-invalid=true]");
    if (wrong) return wrong.focus();
    say("said", words.checking);
    bueno.sealing.mark(secret.value, form.getAttribute("data-customer"), number.value).then(function (mark) {
      one("mark").value = mark;
      form.submit();
    }, function () {
      say("said", "");
      say("problem", words.failed);
    });
  });

  if (!bueno.sealing.isPossible()) say("problem", words.insecure);
})();
