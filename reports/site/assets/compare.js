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
    if (Array.isArray(value)) return value.join("\n") || "–";
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
  // A row that says the same as the one before (the price in yuan of what is sold in yuan), or nothing, is left out.
  function lines(found) {
    var before = "";
    return data.fields.map(function (field) {
      var texts = found.map(function (one) { return said(one[field[0]]); }), all = texts.join("\n");
      if (all === before || texts.every(function (text) { return text === "–"; })) return null;
      before = all;
      return line(field, texts, found.map(function (one) { return Number(one.least[field[0]]); }));
    }).filter(Boolean);
  }
  function line(field, texts, numbers) {
    var row = made("tr"), name = made("th", field[1]), least = Math.min.apply(null, numbers);
    name.scope = "row";
    row.append(name);
    texts.forEach(function (text, at) {
      var cell = made("td", text);
      if (numbers[at] === least && Math.max.apply(null, numbers) > least) cell.className = "good strong";
      row.append(cell);
    });
    return row;
  }
  // One list more than plans are chosen, so that a phone begins with the plans.
  function show() {
    var found = chosen();
    table.tHead.replaceChildren(head(found));
    table.tBodies[0].replaceChildren.apply(table.tBodies[0], lines(found));
    table.hidden = !found.length;
    Array.from(form.elements).forEach(function (select, at) {
      select.parentElement.hidden = !select.value && at > Math.max(1, found.length);
    });
  }
  function recall() {
    var asked = state.read().get("offers"), kept = asked ? asked.split(",") : data.start;
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
