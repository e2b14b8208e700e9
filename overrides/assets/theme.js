// What Material's bundle keeps in the browser, under the names by which it asks: instead of the theme's
// own inline script, so that the site's policy need not allow any.
(function () {
  "use strict";

  var site = new URL("..", document.currentScript.src); // this file stands in assets/

  window.__md_scope = site;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, char) { return (sum << 5) - sum + char.charCodeAt(0); }, 0);
  };
  // a browser may refuse to keep anything: the page goes without
  window.__md_get = function (key, storage, scope) {
    try {
      return JSON.parse((storage || localStorage).getItem((scope || site).pathname + "." + key));
    } catch (error) {
      return null;
    }
  };
  window.__md_set = function (key, value, storage, scope) {
    try {
      (storage || localStorage).setItem((scope || site).pathname + "." + key, JSON.stringify(value));
    } catch (error) {
      return;
    }
  };
})();
