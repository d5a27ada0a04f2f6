// The front page: the language chosen before, else the browser's.
(function () {
  "use strict";
  var chosen = null;
  try { chosen = localStorage.getItem("codingplans-language"); } catch (_) { /* closed */ }
  var wanted = navigator.languages || [navigator.language || "en"];
  var first = wanted.map(function (one) { return one.slice(0, 2).toLowerCase(); })
    .filter(function (one) { return one === "zh" || one === "en"; })[0];
  var language = chosen === "zh" || chosen === "en" ? chosen : first || "en";
  location.replace(language + "/index.html" + location.hash);
})();
