// The colours that a reader chose, set before the page is seen.
(function () {
  "use strict";

  var kept = __md_get("__palette"), colours = kept && kept.color;
  if (!colours) return;
  if (colours.media === "(prefers-color-scheme)") { // as the system has them now
    var dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    var input = document.querySelector("input[data-md-color-media='(prefers-color-scheme: " + dark + ")']");
    colours = { media: colours.media };
    ["media", "scheme", "primary", "accent"].forEach(function (name) {
      if (input) colours[name] = input.getAttribute("data-md-color-" + name);
    });
  }
  Object.keys(colours).forEach(function (name) {
    document.body.setAttribute("data-md-color-" + name, colours[name]);
  });
})();
