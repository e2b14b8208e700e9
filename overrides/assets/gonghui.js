// Conveniences that a page does without where scripts are off: lists whose order has no meaning of
// its own can be sorted, a text that is meant to be copied gets a button, and search opens over the page.
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

  // Search is loaded where somebody asks for it: on its page, by / or a click, and where one comes from it.
  function serveSearch(way) {
    var box = document.querySelector(".gh-search"), notice = null;

    function load(part) { return import("./gonghui/search-" + part + ".js"); }

    // Stay where one is, say so, and let it be tried again.
    function refused() {
      if (notice) notice.remove();
      var back = document.activeElement, bar = document.createElement("div");
      function button(text, press) {
        var element = document.createElement("button");
        element.type = "button";
        element.className = "gh-button";
        element.textContent = text;
        element.addEventListener("click", press);
        return element;
      }
      function close() { notice.remove(); back.focus(); }
      bar.className = "gh-arrival";
      bar.setAttribute("role", "alert");
      bar.append(
        navigator.onLine ? "检索的程序没有读到，可能是网络不通。" : "现在没有联网，不能检索。请连上网络再试。",
        button("重试", function () { close(); open(); }), button("关闭", close)
      );
      notice = document.createElement("div");
      notice.className = "md-typeset";
      notice.append(bar);
      notice.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });
      document.body.append(notice);
      bar.querySelector("button").focus();
    }

    function open() {
      var field = box && box.querySelector("input");
      if (field) {
        field.focus();
        field.select();
      } else if (window.HTMLDialogElement) {
        load("dialog").then(function (dialog) { dialog.open(way); }, refused);
      } else {
        location.href = way.href;
      }
    }

    way.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    });
    document.addEventListener("keydown", function (event) {
      var typing = event.target.closest && event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog");
      if (event.key !== "/" || typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      open();
    });
    if (box) load("page").catch(function () {
      box.querySelector(".gh-search-state").textContent = location.protocol === "file:"
        ? "这一页是从本机的文件打开的，浏览器不让读检索用的数据。请从网站的网址打开。"
        : "检索的程序没有读到。请检查网络，再刷新这一页。";
    });
    if (/[?&]h=/.test(location.search)) load("arrival").catch(function () {}); // the page is whole without marks
  }

  document.querySelectorAll(".gh-search-link").forEach(serveSearch);
  document.querySelectorAll("table[data-gh-sortable]").forEach(makeSortable);
  document.querySelectorAll(".gh-copy").forEach(makeCopyable);
  document.querySelectorAll(".gh-sentences").forEach(makeSentencesCopyable);
})();
