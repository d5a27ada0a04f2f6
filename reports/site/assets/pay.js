// What would I pay: shows an answer worked out when the site was built; nothing is computed here.
(function () {
  "use strict";
  var state = window.codingplansState;
  var form = document.getElementById("pay");
  var answers = JSON.parse(document.getElementById("answers").textContent);
  var fields = form.elements;
  var buttons = Array.from(form.querySelectorAll("[data-months]"));
  function put(id, text) { document.getElementById(id).textContent = text; }
  function made(tag, text, name) {
    var one = document.createElement(tag);
    if (text) one.textContent = text;
    if (name) one.className = name;
    return one;
  }
  function linked(found) {
    var link = made("a");
    link.href = form.dataset.root + found.slug + ".html";
    var name = made("bdi", found.title);
    link.append(name);
    return link;
  }
  function step(found) {
    var item = made("li");
    item.append(made("span", found.months, "when"), " ", linked(found), " ",
      made("strong", (found.estimated ? "~" : "") + found.charge), " ", made("span", found.term, "quiet"));
    if (found.intro) item.append(" ", made("span", document.getElementById("single").dataset.intro, "badge intro"));
    return item;
  }
  function row(found) {
    var line = made("tr"), name = made("th");
    name.scope = "row";
    name.append(linked(found), " ", made("span", found.term, "quiet"));
    if (found.why) name.append(" ", made("span", found.why, "badge off"));
    line.append(name, made("td", found.cost, "n strong"), made("td", "¥" + found.cny, "n"), made("td", found.charges));
    return line;
  }
  function show() {
    var months = Number(fields.months.value), region = answers[fields.region.value];
    var way = region[fields.switch.checked ? "switch" : "stay"][months - 1];
    put("months-said", months);
    buttons.forEach(function (one) { one.setAttribute("aria-pressed", String(Number(one.dataset.months) === months)); });
    document.getElementById("no-way").hidden = Boolean(way);
    put("cost", way ? (way.estimated ? "~" : "") + way.cost : "–");
    put("average", way ? way.average : "–");
    put("both", way ? "¥" + way.cny + " · $" + way.usd : "–");
    document.getElementById("steps").replaceChildren.apply(
      document.getElementById("steps"), way ? way.steps.map(step) : []);
    var beyond = document.getElementById("beyond");
    beyond.hidden = !way || way.paid_for <= months;
    beyond.textContent = way ? beyond.dataset.words.replace("{months}", way.paid_for) : "";
    document.getElementById("guessed").hidden = !way || !way.estimated;
    var single = document.getElementById("single");
    single.replaceChildren.apply(single, region.single[months - 1].map(row));
    var others = document.getElementById("others");
    others.replaceChildren.apply(others, region.others[months - 1].map(row));
  }
  function remember() {
    state.write({ months: fields.months.value, region: fields.region.value, switch: fields.switch.checked ? "1" : "" });
  }
  function recall() {
    var kept = state.read(), months = Number(kept.get("months"));
    if (months >= 1 && months <= Number(fields.months.max)) fields.months.value = Math.round(months);
    if (answers[kept.get("region")]) fields.region.value = kept.get("region");
    fields.switch.checked = kept.get("switch") === "1";
    show();
  }
  buttons.forEach(function (one) {
    one.addEventListener("click", function () { fields.months.value = one.dataset.months; show(); remember(); });
  });
  form.addEventListener("input", function () { show(); remember(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  document.getElementById("answer").hidden = false;
  recall();
})();
