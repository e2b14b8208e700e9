// Conveniences that a page does without where scripts are off: lists whose order has no meaning of
// its own can be sorted, a text that is meant to be copied gets a button, and the home page finds
// units, metrics and periods by their names.
(function () {
  "use strict";

  var collator = new Intl.Collator("zh", { numeric: true });

  // What a cell says, without the numbers of its notes.
  function text(row, index) {
    var cell = row.cells[index].cloneNode(true);
    Array.prototype.forEach.call(cell.querySelectorAll(".gh-mark"), function (mark) { mark.remove(); });
    return cell.textContent.replace(/,/g, "").trim();
  }

  // A collator reads the digits on either side of a decimal point as two numbers, and no sign.
  function compare(a, b) {
    var number = /^-?\d+(\.\d+)?$/;
    return number.test(a) && number.test(b) ? a - b : collator.compare(a, b);
  }

  // Rows stay within their group; empty cells go last either way; equal ones keep their order.
  function sort(table, index, rising) {
    Array.prototype.forEach.call(table.tBodies, function (body) {
      var rows = Array.prototype.filter.call(body.rows, function (row) {
        return !row.classList.contains("gh-group");
      });
      rows.sort(function (one, two) {
        var a = text(one, index), b = text(two, index);
        if (!a || !b) return a ? -1 : b ? 1 : 0;
        return rising ? compare(a, b) : compare(b, a);
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  }

  function makeSortable(table) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, index) {
      var button = head.querySelector(".gh-sort");
      button.disabled = false;
      button.title = "按这一列排序";
      button.addEventListener("click", function () {
        var rising = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        sort(table, index, rising);
      });
    });
  }

  function copied(element, text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // a site served without encryption has no clipboard of its own
    var selection = getSelection(), range = document.createRange();
    range.selectNodeContents(element);
    selection.removeAllRanges();
    selection.addRange(range);
    var done = document.execCommand("copy");
    selection.removeAllRanges();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  // A button that copies what is in an element; `what` names it to those who do not see where it stands.
  function copyButton(element, label, what, text) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "gh-button";
    button.textContent = label;
    button.setAttribute("aria-live", "polite");
    if (what) button.setAttribute("aria-label", label + "：" + what);
    button.addEventListener("click", function () {
      copied(element, text).then(
        function () { button.textContent = "已复制"; },
        function () { button.textContent = "没有复制成，请选中文字后按 Ctrl+C"; }
      ).then(function () {
        button.removeAttribute("aria-label");
        setTimeout(function () {
          button.textContent = label;
          if (what) button.setAttribute("aria-label", label + "：" + what);
        }, 4000);
      });
    });
    return button;
  }

  function makeCopyable(element) {
    element.parentNode.insertBefore(copyButton(element, "复制", "", element.textContent), element);
  }

  // Each sentence has its button, several of them one for all.
  function makeSentencesCopyable(box) {
    var list = box.querySelector("ul"), said = [];
    Array.prototype.forEach.call(list.children, function (item) {
      var line = document.createElement("span"), text = item.textContent;
      line.append.apply(line, item.childNodes);
      said.push(text);
      item.append(line, " ", copyButton(line, "复制", text.slice(0, 16), text));
    });
    if (said.length > 1) list.before(copyButton(list, "全部复制", "", said.join("\n")));
  }

  // Full-width and half-width, capitals and white space make no difference, nor whether 年 is said:
  // 2008上半年 is 2008年上半年.
  function folded(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/(\d)年/g, "$1");
  }

  function makeFinder(box) {
    var input = box.querySelector("input"), said = box.querySelector("[aria-live]"), names = null;
    var base = new URL("../", new URL(box.dataset.ghNames, location.href));

    function found(wanted) {
      return names.filter(function (entry) {
        return [entry[0]].concat(entry[3]).some(function (name) { return folded(name).includes(wanted); });
      });
    }

    function show() {
      var wanted = folded(input.value);
      said.textContent = "";
      if (!wanted || !names) return;
      var hits = found(wanted), list = document.createElement("ul");
      var words = hits.length ? "找到" + hits.length + "个" : "没有名称里带“" + input.value.trim() + "”的单位、指标或期间。";
      if (hits.length > 12) words += "，列出前12个，请再多写几个字";
      said.appendChild(document.createElement("p")).textContent = words + (hits.length ? "：" : "");
      hits.slice(0, 12).forEach(function (entry) {
        var item = list.appendChild(document.createElement("li")), link = document.createElement("a");
        var other = entry[3].find(function (name) { return folded(name).includes(wanted); });
        link.href = new URL(entry[2], base).href;
        link.textContent = entry[0];
        item.appendChild(link);
        item.append("　" + entry[1] + (other && !folded(entry[0]).includes(wanted) ? "（又名" + other + "）" : ""));
      });
      if (hits.length) said.appendChild(list);
    }

    function load() {
      if (names) return show();
      fetch(box.dataset.ghNames).then(function (answer) { return answer.json(); }).then(
        function (read) { names = read; show(); },
        function () { said.textContent = "名单没有读到，请从下面的目录找。"; }
      );
    }

    input.addEventListener("focus", load, { once: true });
    input.addEventListener("input", load);
  }

  document.querySelectorAll("[data-gh-names]").forEach(makeFinder);
  document.querySelectorAll("table[data-gh-sortable]").forEach(makeSortable);
  document.querySelectorAll(".gh-copy").forEach(makeCopyable);
  document.querySelectorAll(".gh-sentences").forEach(makeSentencesCopyable);
})();
