// What a month buys: sorting by a column, one region or one model, and what a point of the chart is.
(function () {
  "use strict";
  var form = document.getElementById("worth-filters"), table = document.getElementById("worth");
  if (!form || !table) return;
  var body = table.tBodies[0], rows = Array.from(body.rows), fields = form.elements;
  var sorting = window.codingplansSorting, sorted = { key: "times", down: true };
  var mark = sorting.heads(table, function (key) {
    sorted = { key: key, down: sorted.key === key ? !sorted.down : key !== "title" && key !== "month" };
    show();
  });

  function show() {
    sorting.order(rows, sorted.key, sorted.down).forEach(function (row) {
      var model = fields.model.value ? row.dataset.model === fields.model.value : row.dataset.best === "1";
      row.hidden = !(model && (!fields.region.value || row.dataset.region === fields.region.value));
      body.append(row);
    });
    mark(sorted.key, sorted.down);
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  show();

  var said = document.getElementById("worth-point");
  document.querySelectorAll("#worth-chart [data-t]").forEach(function (point) {
    ["pointerenter", "click"].forEach(function (name) {
      point.addEventListener(name, function () { said.textContent = point.dataset.t; });
    });
  });
})();
