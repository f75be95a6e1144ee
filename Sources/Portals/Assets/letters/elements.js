/* Elements, made one by one: never a text that becomes markup. */
(function () {
  "use strict";
  var bueno = window.bueno = window.bueno || {};

  /* element("p", "sub", "text"), element("div", "", [child, child]) */
  bueno.element = function (name, className, content) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (content instanceof Array) content.forEach(function (child) { made.appendChild(child); });
    else if (content !== undefined) made.textContent = content;
    return made;
  };

  bueno.empty = function (element) {
    while (element.firstChild) element.removeChild(element.firstChild);
  };

  /* A row of a table that turns into a card on a small screen: texts or elements, with the labels of its columns. */
  bueno.tableRow = function (heading, contents, table) {
    var labels = table.querySelectorAll("thead th"), head = bueno.element("th", "", heading);
    var row = bueno.element("tr", "", [head].concat(contents.map(function (content, index) {
      var cell = bueno.element("td", "", typeof content === "string" ? content : [content]);
      cell.setAttribute("role", "cell");
      cell.setAttribute("data-l", labels[index + 1].textContent);
      return cell;
    })));
    head.setAttribute("scope", "row");
    head.setAttribute("role", "rowheader");
    row.setAttribute("role", "row");
    return row;
  };

  /* `%1`, `%2`... in a sentence. */
  bueno.filled = function (sentence, parts) {
    return sentence.replace(/%(\d)/g, function (sign, digit) { return String(parts[digit - 1]); });
  };

  /* What is wrong with a field, beside it and in the title of the window; nothing when the text is empty. */
  bueno.fault = function (field, text) {
    document.getElementById(field.id + "-error").textContent = text;
    field.setAttribute("aria-invalid", text ? "true" : "false");
    field.parentNode.classList[text ? "add" : "remove"]("field--error");
    var prefix = document.documentElement.lang === "en" ? "Error: " : "Fout: ";
    var title = document.title.indexOf(prefix) === 0 ? document.title.slice(prefix.length) : document.title;
    document.title = (document.querySelector("[aria-invalid=true]") ? prefix : "") + title;
  };

  /* Does `each` for every item, some at a time, so that the page goes on answering. Whoever calls `stop` on what
     comes back is not called again. */
  bueno.inTurns = function (items, perTurn, each, told, done) {
    var next = 0, isStopped = false;
    function turn() {
      if (isStopped) return;
      var end = Math.min(next + perTurn, items.length);
      for (; next < end; next++) each(items[next], next);
      told(next);
      if (next < items.length) window.setTimeout(turn, 0);
      else done();
    }
    window.setTimeout(turn, 0);
    return { stop: function () { isStopped = true; } };
  };

  /* Into the customer's own downloads, from memory. */
  bueno.save = function (name, text) {
    var blob = new Blob([text], { type: "text/csv;charset=utf-8" });
    if (navigator.msSaveBlob) {
      navigator.msSaveBlob(blob, name);
      return;
    }
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  };

  /* To the clipboard; says whether it worked. The old way asks for no permission and works from disk. */
  bueno.copy = function (text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "vh";
    document.body.appendChild(area);
    area.select();
    var isDone = false;
    try { isDone = document.execCommand("copy"); } catch (refused) { isDone = false; }
    document.body.removeChild(area);
    return isDone;
  };

  /* Every file that the customer chooses, as its name and bytes; also the same one again, after it was corrected. */
  bueno.onFile = function (input, done) {
    input.addEventListener("click", function () { input.value = ""; });
    input.addEventListener("change", function () {
      var file = input.files[0], reader = new FileReader();
      if (!file) return;
      reader.onload = function () { done(file.name, reader.result); };
      reader.onerror = function () { done(file.name, null); };
      reader.readAsArrayBuffer(file);
    });
  };
})();
