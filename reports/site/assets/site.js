// What every page has: the theme button, and a language link that keeps the state of the page.
(function () {
  "use strict";
  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (_) { /* storage may be closed to files */ }
  }
  var root = document.documentElement;
  var button = document.getElementById("theme");
  function dark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function show() { button.setAttribute("aria-pressed", String(dark())); }
  button.addEventListener("click", function () {
    root.dataset.theme = dark() ? "light" : "dark";
    keep("codingplans-theme", root.dataset.theme);
    show();
  });
  button.hidden = false;
  show();

  var link = document.getElementById("language");
  var plain = link.getAttribute("href");
  link.addEventListener("click", function () {
    link.setAttribute("href", plain + location.hash);
    keep("codingplans-language", link.lang.slice(0, 2));
  });
  // A page that nobody renews any more says so by itself.
  var old = document.getElementById("old-page");
  if (old && Date.now() - Date.parse(old.dataset.at) > old.dataset.hours * 3600000) old.hidden = false;

  // A row of pages that is wider than the phone shows where more of them are, and the one that is open.
  var tabs = document.querySelector("nav ul"), here = tabs.querySelector("[aria-current]");
  function more() {
    tabs.parentElement.classList.toggle("before", tabs.scrollLeft > 4);
    tabs.parentElement.classList.toggle("after", tabs.scrollLeft + tabs.clientWidth < tabs.scrollWidth - 4);
  }
  if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
  tabs.addEventListener("scroll", more);
  window.addEventListener("resize", more);
  more();

  // On a phone the rows of these tables become cards, whose cells say their column and keep their roles.
  document.querySelectorAll("table[data-cards]").forEach(function (table) {
    var labels = Array.from(table.tHead.rows[0].cells, function (cell) { return cell.textContent.trim(); });
    var roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    table.querySelectorAll("thead, tbody, tr, td, th").forEach(function (one) {
      one.setAttribute("role", roles[one.tagName] || (one.scope === "row" ? "rowheader" : "columnheader"));
      if (one.tagName === "TD") one.dataset.label = labels[one.cellIndex];
    });
    table.setAttribute("role", "table");
    table.classList.add("cards");
  });
  document.querySelectorAll(".roll").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.parentElement.getAttribute("aria-label"));
      if (box.closest("[data-offer]")) box.scrollLeft = box.scrollWidth; // a plan's past: its price now
    }
  });
})();
