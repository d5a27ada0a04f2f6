// Help me choose: the form, its state in the address (never what a usage file holds), and the answer as cards.
(function () {
  "use strict";
  var source = document.getElementById("market");
  if (!source) return;
  var data = JSON.parse(source.textContent), state = window.codingplansState, words = data.words;
  var said = window.codingplansPickWords(words, data.plans);
  var form = document.getElementById("pick"), fields = form.elements, choosing = document.getElementById("choosing");
  var TEXTS = ["region", "months", "budget", "currency", "span", "seats", "models", "tokens", "requests", "per"], CHECKS = ["existing", "later"];
  var USUAL = { months: "12", currency: "CNY", span: "month", seats: "1", per: "month" };
  var SCALE = { "": 1, k: 1e3, m: 1e6, b: 1e9, "万": 1e4, "亿": 1e8 }, MOST = 1e15, bytes = null, fileName = "";

  function at(id) { return document.getElementById(id); }
  function made(tag, text, name) {
    var one = document.createElement(tag);
    if (text) one.textContent = text;
    if (name) one.className = name;
    return one;
  }
  function put(id, nodes) { at(id).replaceChildren.apply(at(id), nodes); }
  function items(texts, name) { return texts.map(function (text) { return made("li", text, name); }); }
  function ticked(name) {
    return Array.from(form.querySelectorAll("input[name=" + name + "]:checked")).map(function (one) { return one.value; });
  }
  function whole(name, least, most, usual) {
    var value = Math.round(Number(fields[name].value));
    return value >= least && value <= most ? value : usual;
  }

  // What a person types: 5000, 200k, 1.5M, 300万; null for nothing; throws for what is no number.
  function counted(text) {
    var trimmed = text.trim().replace(/,/g, "");
    if (!trimmed) return null;
    var match = /^(\d{1,15})(?:\.(\d{1,6}))?\s*([kmb万亿]?)$/i.exec(trimmed);
    var value = match && Math.floor(Number((match[1] + (match[2] ? "." + match[2] : ""))) * SCALE[match[3].toLowerCase()] + 1e-6);
    if (!match || value > MOST / 30) throw said.fill(words.bad_number, { text: text.slice(0, 40) });
    return value;
  }
  function typed() {
    var times = fields.per.value === "day" ? 30 : 1, tokens = counted(fields.tokens.value), requests = counted(fields.requests.value);
    if (!tokens && !requests) return null;
    return window.codingplansNeeds.ofTokens((tokens || 0) * times, requests ? requests * times : null);
  }
  function fromFile() {
    var content = bytes || new TextEncoder().encode(fields.pasted.value), read, month;
    try {
      read = window.codingplansUsageFile.read(content, whole("days", 1, 3660, null));
      month = window.codingplansUsageFile.month(read);
    } catch (error) {
      if (!error.code) throw error;
      throw said.fill(words.errors[error.code], { place: error.place });
    }
    if (!month) throw words.errors["too-large"];
    put("read", items(said.file(bytes ? fileName : "…", read, month)));
    return month;
  }
  function usage() {
    put("read", []);
    at("trouble").hidden = true;
    try {
      var hand = typed();
      if (!bytes && !fields.pasted.value.trim()) return hand;
      var month = fromFile();
      return hand && hand.requests ? Object.assign(month, { requests: hand.requests }) : month;
    } catch (trouble) {
      if (typeof trouble !== "string") throw trouble;
      at("trouble").textContent = trouble;
      at("trouble").hidden = false;
      return null;
    }
  }
  function question() {
    var budget = Math.round(Number(fields.budget.value) * 100);
    return {
      region: fields.region.value || null, months: whole("months", 1, Number(fields.months.max), 12),
      budget: budget > 0 && budget <= 1e9 ? { amount: budget, currency: fields.currency.value, span: fields.span.value } : null,
      tools: ticked("tools"), ways: ticked("ways"), seats: whole("seats", 1, 10000, 1),
      models: fields.models.value.split(/[,，、;]/).map(function (one) { return one.trim(); }).filter(Boolean).slice(0, 20),
      now: !fields.later.checked, new: !fields.existing.checked, usage: usage()
    };
  }

  function linked(offer, text) {
    var link = made("a"), name = made("bdi", text);
    link.href = choosing.dataset.root + data.plans[offer].slug + ".html";
    link.append(name);
    return link;
  }
  function fact(name, value) {
    var part = made("div");
    part.append(made("dt", name), made("dd", value || "–"));
    return part;
  }
  function card(one, place, asked) {
    var found = made("article", "", "choice"), title = made("h3"), sums = made("dl"), reasons = made("ul", "", "reasons");
    title.append(linked(one.offer, data.plans[one.offer].title), " ", made("span", data.plans[one.offer].term, "badge"),
      " ", made("span", words.regions[one.offer.split("/")[3]], "badge"));
    sums.append(fact(words.today, said.price(one.today, one.currency)), fact(words.then, said.then(one)),
      fact(said.fill(words.total, { span: said.span(asked.months) }), said.price(one.total, one.currency) + said.about(one)));
    var doubts = said.doubts(one, asked), sure = said.fits(one, asked).concat(place === 0 && !doubts.length ? [words.cheapest] : []);
    reasons.append.apply(reasons, items(sure, "yes").concat(items(doubts, "open"), items(said.caveats(one, asked), "note")));
    found.append(title, sums, reasons);
    var quotas = said.quotas(one, asked);
    if (quotas.length) {
      var list = made("ul", "", "plain quiet");
      list.append.apply(list, items(quotas));
      found.append(list);
    }
    if (data.plans[one.offer].page) {
      var buy = made("a", choosing.dataset.buy);
      buy.href = data.plans[one.offer].page;
      buy.rel = "noopener nofollow";
      var line = made("p");
      line.append(buy);
      found.append(line);
    }
    return found;
  }
  function near(one, asked) {
    var item = made("li");
    var why = said.list(said.against(one, asked)), charged = said.charged(one, asked.months);
    item.append(linked(one.offer, said.plan(one.offer)), said.fill(words.near, { plan: "", why: why, charged: charged }));
    return item;
  }
  function showWay(answer, asked) {
    var way = answer.way, first = answer.picks.length ? answer.picks[0].offer : null;
    var same = way && way.steps.every(function (step) { return step.offer === first; });
    at("way-part").hidden = !way || same;
    at("way-same").textContent = same ? said.fill(words.way_same, { span: said.span(asked.months) }) : "";
    if (!way || same) return;
    at("way-title").textContent = said.fill(words.way, { span: said.span(asked.months), total: (way.estimated ? "~" : "") + said.price(way.total_cny, "CNY") });
    put("steps", way.steps.map(function (step) {
      var item = made("li"), currency = step.offer.split("/").pop();
      item.append(made("span", said.step(step, asked.months), "when"), " ", linked(step.offer, said.plan(step.offer)), " ",
        made("strong", said.price(step.amount, currency) + "\u00a0×\u00a0" + step.times));
      return item;
    }));
  }
  function show() {
    var asked = question(), answer = window.codingplansPick.pick(asked, data.market);
    at("asked").textContent = said.asked(asked);
    at("none").hidden = answer.picks.length > 0;
    at("none").textContent = words.none;
    put("choices", answer.picks.map(function (one, place) { return card(one, place, asked); }));
    at("mix").hidden = !asked.usage || Boolean(bytes || fields.pasted.value.trim()) || !window.codingplansNeeds.tokens(asked.usage);
    showWay(answer, asked);
    var api = answer.pay_as_you_go ? said.api(answer.pay_as_you_go) : [];
    at("api-part").hidden = !api.length;
    put("api", items(api));
    at("near-part").hidden = !answer.near.length;
    put("near", answer.near.map(function (one) { return near(one, asked); }));
    at("counts").textContent = said.counted(answer).join(" · ");
  }

  function remember() {
    var values = {};
    TEXTS.forEach(function (name) { if (fields[name].value !== (USUAL[name] || "")) values[name] = fields[name].value; });
    CHECKS.forEach(function (name) { values[name] = fields[name].checked ? "1" : ""; });
    values.tools = ticked("tools").join(",");
    values.ways = ticked("ways").join(",");
    state.write(values);
  }
  function recall() {
    var kept = state.read();
    TEXTS.forEach(function (name) {
      fields[name].value = kept.has(name) ? kept.get(name) : USUAL[name] || "";
      if (fields[name].tagName === "SELECT" && fields[name].selectedIndex < 0) fields[name].value = USUAL[name] || "";
    });
    CHECKS.forEach(function (name) { fields[name].checked = kept.get(name) === "1"; });
    ["tools", "ways"].forEach(function (name) {
      var chosen = (kept.get(name) || "").split(",");
      form.querySelectorAll("input[name=" + name + "]").forEach(function (one) { one.checked = chosen.indexOf(one.value) >= 0; });
    });
    show();
  }
  function load() {
    var file = fields.file.files[0], reader = new FileReader();
    bytes = null;
    if (!file) { show(); return; }
    fileName = file.name;
    reader.onload = function () { bytes = new Uint8Array(reader.result); show(); };
    reader.readAsArrayBuffer(file.slice(0, 20000001));
  }
  form.addEventListener("input", function (event) {
    if (event.target === fields.file) return;
    show();
    remember();
  });
  fields.file.addEventListener("change", load);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(function () { bytes = null; show(); remember(); }); });
  window.addEventListener("hashchange", recall);
  at("conditions").open = window.matchMedia("(min-width: 62rem)").matches;
  choosing.hidden = false;
  recall();
})();
