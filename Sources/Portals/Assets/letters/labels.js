/* Who is letter 0137: the customer's own words, sealed here before they go anywhere. What is typed has no name, so a
   form never sends it; only the sealed text goes. */
(function () {
  "use strict";
  var bueno = window.bueno;
  var root = document.querySelector("[data-labels]");
  if (!root) return;
  var words = bueno.labelWords, form = root.querySelector("[data-labels-form]");
  var passphrase = document.getElementById("label-passphrase"), again = document.getElementById("label-passphrase-again");
  var file = document.getElementById("label-file"), column = document.getElementById("label-column");
  var rowsPerTurn = 100;
  /* labels: null while closed. openedWith: the words that what is stored opens with. */
  var labels = null, openedWith = "", isChanged = false, rows = [];

  function one(name) { return root.querySelector("[data-labels-" + name + "]"); }

  function start() {
    if (!bueno.sealing.isPossible()) return say("problem", words.insecure);
    var stored = root.getAttribute("data-labels");
    one("work").hidden = false;
    one("open").addEventListener("click", open);
    form.addEventListener("submit", save);
    bueno.onFile(file, readFile);
    column.addEventListener("change", fill);
    window.addEventListener("beforeunload", function (event) {
      if (!isChanged) return;
      event.preventDefault();
      event.returnValue = "";
    });
    if (!stored) show({});
    one("again").hidden = !!stored;
    one("open").parentNode.hidden = !stored;
    one("edit").hidden = one("save").hidden = !!stored;
    if (stored) cells().forEach(function (cell) { cell.textContent = words.closed; });
  }

  function say(name, text) {
    one(name).hidden = !text;
    (one(name).querySelector("p") || one(name)).textContent = text;
  }

  /* About the passphrase, or about everything. */
  function fault(aboutPassphrase, aboutAll) {
    bueno.fault(passphrase, aboutPassphrase);
    say("problem", aboutAll);
    if (aboutPassphrase) passphrase.focus();
  }

  function cells() { return Array.prototype.slice.call(root.querySelectorAll("[data-label-for]")); }

  /* Everything stays as it is until the right words are there. */
  function open() {
    fault("", "");
    say("said", words.opening);
    bueno.sealing.open(passphrase.value, root.getAttribute("data-labels")).then(function (found) {
      openedWith = passphrase.value;
      one("open").parentNode.hidden = true;
      one("edit").hidden = one("save").hidden = false;
      say("said", bueno.filled(words.opened, [Object.keys(found).length]));
      show(found);
    }, function (error) {
      say("said", "");
      fault(error.message === "wrong" ? words.wrong : "", error.message === "wrong" ? "" : words[error.message] || words.failed);
    });
  }

  /* A field in each row. None has a name. */
  function show(found) {
    labels = found;
    bueno.inTurns(cells(), rowsPerTurn, function (cell) {
      var letter = cell.getAttribute("data-label-for"), input = bueno.element("input", "input");
      input.maxLength = 80;
      input.autocomplete = "off";
      input.spellcheck = false;
      input.setAttribute("aria-label", bueno.filled(words.label, [letter]));
      input.value = labels[letter] || "";
      input.addEventListener("input", function () {
        isChanged = true;
        put(letter, input.value);
      });
      bueno.empty(cell);
      cell.appendChild(input);
    }, function () {}, function () {});
  }

  function put(letter, label) {
    if (label.trim()) labels[letter] = label.trim();
    else delete labels[letter];
  }

  function save(event) {
    event.preventDefault();
    if (!labels) return;
    var problem = passphraseProblem();
    fault(problem, "");
    if (problem) return;
    say("said", words.sealing);
    bueno.sealing.seal(passphrase.value, labels).then(function (sealed) {
      one("sealed").value = sealed;
      isChanged = false;
      form.submit();
    }, function () {
      say("said", "");
      fault("", words.failed);
    });
  }

  /* New words are typed twice: nobody can help who mistyped them. */
  function passphraseProblem() {
    if (passphrase.value.length < bueno.sealing.wordsMin) return words.tooShort;
    if (passphrase.value === openedWith || passphrase.value === again.value) return "";
    var wasHidden = one("again").hidden;
    one("again").hidden = false;
    return wasHidden ? words.again : words.different;
  }

  /* The list that the letter maker saved: its column with letter numbers, and one of the others. */
  function readFile(name, buffer) {
    var found = buffer ? bueno.csv.decode(buffer) : { problem: "unread" };
    rows = found.problem ? [] : bueno.csv.read(found.text).rows;
    if (!found.problem && letterColumn() < 0) found.problem = "noLetters";
    bueno.fault(file, found.problem ? words.file[found.problem] : "");
    say("file-said", "");
    one("column").hidden = !!found.problem;
    if (found.problem) return;
    bueno.empty(column);
    rows[0].cells.forEach(function (heading, index) {
      if (index === letterColumn()) return;
      var option = bueno.element("option", "", heading);
      option.value = String(index);
      column.appendChild(option);
    });
    /* A number says less than a name, if somebody looks over a shoulder. */
    var numbers = rows[0].cells.map(function (heading) {
      return /(klant|cli.nt|client|dossier).*(nr|nummer|number)/i.test(heading);
    });
    if (numbers.indexOf(true) >= 0) column.value = String(numbers.indexOf(true));
    fill();
  }

  function letterColumn() {
    if (!rows.length) return -1;
    var names = rows[0].cells.map(function (cell) { return cell.toLowerCase(); });
    return Math.max(names.indexOf("brief"), names.indexOf("letter"));
  }

  function fill() {
    var inputs = {}, unknown = [], count = 0;
    cells().forEach(function (cell) { inputs[Number(cell.getAttribute("data-label-for"))] = cell; });
    rows.slice(1).forEach(function (row) {
      var number = bueno.csv.unsafe(row.cells[letterColumn()] || ""), cell = /^\d+$/.test(number) ? inputs[Number(number)] : null;
      if (!cell) {
        unknown.push(row.number);
        return;
      }
      var label = bueno.csv.unsafe(row.cells[Number(column.value)] || "").slice(0, 80);
      put(cell.getAttribute("data-label-for"), label);
      if (cell.firstChild) cell.firstChild.value = label;
      count++;
    });
    isChanged = isChanged || count > 0;
    var left = unknown.length ? " " + bueno.filled(words.unknown, [unknown.join(", ")]) : "";
    say("file-said", bueno.filled(words.filled, [count]) + left);
  }

  start();
})();
