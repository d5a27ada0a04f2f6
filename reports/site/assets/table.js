// Every plan: sorting and filtering what is already on the page; the choice lives in the address.
(function () {
  "use strict";
  var state = window.codingplansState;
  var form = document.getElementById("filters");
  if (!form) return;
  var without = JSON.parse(document.getElementById("without").textContent);
  var body = document.querySelector("#plans tbody");
  var rows = Array.from(body.rows);
  var sorting = window.codingplansSorting, fields = form.elements;
  var mark = sorting.heads(document.getElementById("plans"), function (key) {
    fields.down.checked = fields.sort.value === key && !fields.down.checked;
    fields.sort.value = key;
    show(); remember();
  });

  function folded(text) { return text.normalize("NFKC").toLocaleLowerCase(); }
  // Who asks for a vendor without a plan is told so.
  function answer(shown) {
    var asked = folded(fields.q.value).replace(/[\s-]+/g, "");
    var line = document.getElementById("no-plan");
    line.textContent = shown || !asked ? "" : without.filter(function (one) {
      return one.said.some(function (name) { return folded(name).replace(/[\s-]+/g, "") === asked; });
    }).map(function (one) { return one.answer; }).join(" ");
    line.hidden = !line.textContent;
    document.getElementById("none").hidden = shown > 0 || !line.hidden;
  }
  function wanted(row) {
    var data = row.dataset;
    var words = folded(fields.q.value).trim().split(/\s+/);
    var said = folded(data.search + " " + data.models + " " + data.offer);
    return words.every(function (word) { return said.indexOf(word) >= 0; }) &&
      (!fields.vendor.value || data.vendor === fields.vendor.value) &&
      (!fields.region.value || data.region === fields.region.value) &&
      (!fields.period.value || data.period === fields.period.value) &&
      (!fields.max.value || Number(data.monthly) <= Number(fields.max.value)) &&
      (!fields.unit.value || data.units.split(" ").indexOf(fields.unit.value) >= 0) &&
      (!fields.model.value || data.models.split("|").indexOf(fields.model.value) >= 0) &&
      (fields.terms.checked || fields.period.value || data.best === "1");
  }
  function show() {
    var key = fields.sort.value, down = fields.down.checked, shown = 0, unknown = 0;
    sorting.order(rows, key, down).forEach(function (row) {
      var fits = wanted(row), sold = !fields.sale.checked || row.dataset.sale === "1";
      row.hidden = !(fits && sold);
      shown += !row.hidden;
      unknown += fits && !sold && row.dataset.sale === "?";
      body.append(row);
    });
    mark(key, down);
    var output = document.getElementById("shown");
    answer(shown);
    output.value = output.dataset.words.replace("{shown}", shown).replace("{all}", rows.length) +
      (unknown ? output.dataset.unknown.replace("{count}", unknown) : "");
  }
  function remember() {
    var kept = {};
    Array.from(fields).forEach(function (field) {
      if (field.name) kept[field.name] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
    });
    if (kept.sort === "rank") kept.sort = "";
    state.write(kept);
  }
  function clear() {
    Array.from(fields).forEach(function (field) {
      if (field.type === "checkbox") field.checked = false; else if (field.name) field.value = "";
    });
    fields.sort.value = "rank";
  }
  function recall() {
    clear();
    state.read().forEach(function (text, name) {
      if (!fields[name]) return;
      if (fields[name].type === "checkbox") fields[name].checked = text === "1"; else fields[name].value = text;
    });
    if (!fields.sort.value) fields.sort.value = "rank";
    show();
  }
  form.addEventListener("input", function () { show(); remember(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) { event.preventDefault(); clear(); show(); remember(); });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
