// Light or dark before the first paint, so that nothing flashes.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("codingplans-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (_) { /* storage may be closed to files */ }
})();
