// Compare: two to four offers side by side; the address keeps which.
(function () {
  "use strict";
  var state = window.codingplansState;
  var source = document.getElementById("offers");
  if (!source) return;
  var data = JSON.parse(source.textContent);
  var form = document.getElementById("picks");
  var table = document.getElementById("compared");
  var most = 4, byId = {};
  data.offers.forEach(function (one) { byId[one.offer] = one; });

  function made(tag, text) {
    var one = document.createElement(tag);
    if (text !== undefined) one.textContent = text;
    return one;
  }
  function option(value, text) { var one = made("option", text); one.value = value; return one; }
  function named(one) { return one.title + " · " + one.region + " · " + one.term; }
  function pick(number) {
    var label = made("label", data.words.pick.replace("{number}", number));
    var select = made("select");
    select.name = "pick" + number;
    select.append(option("", data.words.none));
    data.offers.slice().sort(function (a, b) { return named(a).localeCompare(named(b)); })
      .forEach(function (one) { select.append(option(one.offer, named(one))); });
    label.append(select);
    return label;
  }
  function chosen() {
    return Array.from(form.elements).map(function (one) { return byId[one.value]; }).filter(Boolean);
  }
  function said(value) {
    if (Array.isArray(value)) return value.join("; ") || "–";
    return value === null || value === "" ? "–" : String(value);
  }
  function head(found) {
    var row = made("tr");
    row.append(made("td"));
    found.forEach(function (one) {
      var cell = made("th"), link = made("a");
      cell.scope = "col";
      link.href = form.dataset.root + one.slug + ".html";
      link.append(made("bdi", one.title));
      cell.append(link, made("br"), made("small", one.term));
      row.append(cell);
    });
    return row;
  }
  function line(field, found) {
    var row = made("tr"), name = made("th", field[1]);
    name.scope = "row";
    row.append(name);
    var numbers = found.map(function (one) { return Number(one[field[0]]); });
    var least = ["monthly_cny", "first_year_cny", "cups"].indexOf(field[0]) >= 0 ? Math.min.apply(null, numbers) : null;
    found.forEach(function (one, at) {
      var cell = made("td", said(one[field[0]]));
      if (least !== null && numbers[at] === least && found.length > 1) cell.className = "good strong";
      row.append(cell);
    });
    return row;
  }
  function show() {
    var found = chosen();
    table.tHead.replaceChildren(head(found));
    table.tBodies[0].replaceChildren.apply(table.tBodies[0], data.fields.map(function (field) { return line(field, found); }));
    table.hidden = !found.length;
  }
  function recall() {
    var kept = (state.read().get("offers") || data.offers.slice(0, 2).map(function (one) { return one.offer; }).join(",")).split(",");
    Array.from(form.elements).forEach(function (select, at) { select.value = byId[kept[at]] ? kept[at] : ""; });
    show();
  }
  for (var number = 1; number <= most; number += 1) form.append(pick(number));
  form.addEventListener("input", function () {
    show();
    state.write({ offers: chosen().map(function (one) { return one.offer; }).join(",") });
  });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
