// What a month buys: sorting by a column, one region or one model, and what a point of the chart is.
(function () {
  "use strict";
  var form = document.getElementById("worth-filters"), table = document.getElementById("worth");
  if (!form || !table) return;
  var body = table.tBodies[0], rows = Array.from(body.rows), fields = form.elements;
  var heads = Array.from(table.querySelectorAll("th[data-key]"));
  var sorted = { key: "times", down: true };

  function value(row) {
    var text = row.dataset[sorted.key];
    if (sorted.key === "title") return text.toLocaleLowerCase();
    return text === "" ? null : Number(text);
  }
  function compared(a, b) {
    var one = value(a), other = value(b);
    if (one === null || other === null) return (one === null) - (other === null);
    var order = typeof one === "string" ? one.localeCompare(other) : one - other;
    return (sorted.down ? -order : order) || a.dataset.place - b.dataset.place;
  }
  function show() {
    rows.sort(compared).forEach(function (row) {
      var model = fields.model.value ? row.dataset.model === fields.model.value : row.dataset.best === "1";
      row.hidden = !(model && (!fields.region.value || row.dataset.region === fields.region.value));
      body.append(row);
    });
    heads.forEach(function (head) {
      var mine = head.dataset.key === sorted.key;
      head.setAttribute("aria-sort", !mine ? "none" : sorted.down ? "descending" : "ascending");
    });
  }
  heads.forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    head.append(button);
    button.addEventListener("click", function () {
      var key = head.dataset.key;
      sorted = { key: key, down: sorted.key === key ? !sorted.down : key !== "title" && key !== "month" };
      show();
    });
  });
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
