// The sentences of a choice, from the page's own words: why a plan fits, what is not known of it, what it charges.
window.codingplansPickWords = function (words, plans) {
  "use strict";
  var NAMED = 3, MANY = 8, SIGNS = { CNY: "¥", USD: "$" };
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (place, name) { return name in values ? String(values[name]) : place; });
  }
  function list(items) { return items.join(words.comma); }
  function some(names) { return list(names.slice(0, MANY).concat(names.length > MANY ? ["…"] : [])); }
  function price(amount, currency) {
    var parts = amount.replace(/\.00$/, "").split(".");
    return (SIGNS[currency] || currency + " ") + number(Number(parts[0])) + (parts[1] ? "." + parts[1] : "");
  }
  function money(hundredths, currency) { return price((hundredths / 100).toFixed(2), currency); }
  function number(count) { return count.toLocaleString("en-US"); }
  function span(months) { return words.spans[months] || String(months); }
  function different(ends) { return ends.filter(function (one, at) { return one !== null && ends.indexOf(one) === at; }); }
  function between(low, high, currency) { return different([price(low, currency), price(high, currency)]).join("–"); }
  function plan(offer) { return plans[offer].title + " · " + plans[offer].term; }

  function then(one) {
    var later = one.payments.map(function (step, at) { return { times: step.times - (at === 0 ? 1 : 0), amount: step.amount }; });
    return later.filter(function (step) { return step.times; }).map(function (step) {
      return price(step.amount, one.currency) + "\u00a0×\u00a0" + step.times;
    }).join(words.comma + "\u200b");  // a line may end here, after a Chinese comma too
  }
  function about(one) {
    var others = ["CNY", "USD"].filter(function (name) { return name !== one.currency; });
    return fill(words.about, { amounts: list(others.map(function (name) { return price(one["total_" + name.toLowerCase()], name); })) });
  }
  function charged(one, months) {
    var later = then(one), total = price(one.total, one.currency) + about(one);
    return fill(later ? words.charged : words.paid_once, {
      today: later ? price(one.today, one.currency) : total, then: later, total: total, span: span(months)
    });
  }
  function names(asked) {
    return { tools: list(asked.tools), ways: list(asked.ways.map(function (way) { return words.ways[way] || way; })), models: list(asked.models) };
  }
  function checked(one, verdict) { return Object.keys(one.checks).filter(function (name) { return one.checks[name] === verdict; }); }
  function fits(one, asked) {
    return checked(one, "yes").filter(function (name) {
      return words.fits[name] && (name !== "seats" || asked.seats > 1);
    }).map(function (name) { return fill(words.fits[name], names(asked)); });
  }
  function doubts(one, asked) { return checked(one, "unknown").map(function (name) { return fill(words.doubts[name], names(asked)); }); }
  function against(one, asked) { return checked(one, "no").map(function (name) { return fill(words.against[name], names(asked)); }); }

  function counts(ends, unit) {
    return different(ends).map(function (one) { return SIGNS[unit] ? money(one, unit) : number(one); }).join("–");
  }
  function quota(one) {
    var said = fill(SIGNS[one.unit] ? words.allowance : words.quota, {
      amount: counts([one.amount, one.at_most], one.unit), unit: words.units[one.unit], window: words.windows[one.window]
    });
    if (one.most === null) return fill(words.silent, { quota: said });
    var more = one.models.length - NAMED, models = list(one.models.slice(0, NAMED));
    return fill(words.need, { quota: said, need: counts([one.least, one.most], one.unit) })
      + (models ? fill(more > 0 ? words.with_more : words.with, { models: models, count: more }) : "");
  }
  function quotas(one, asked) {
    if (!asked.usage) return [];
    return one.quotas.length ? one.quotas.map(quota) : [words.no_quota];
  }
  function caveats(one, asked) {
    return [one.months_paid_for > asked.months ? fill(words.beyond, { span: span(one.months_paid_for) }) : "",
      one.estimated ? words.estimated : "", plans[one.offer].unproven].filter(Boolean);
  }
  function asked(question) {
    var budget = question.budget, usage = question.usage, named = names(question), tokens = usage && window.codingplansNeeds.tokens(usage);
    return [
      question.region ? words.regions[question.region] : words.both, span(question.months),
      budget ? fill(budget.span === "total" ? words.budget_total : words.budget_month, { amount: money(budget.amount, budget.currency) }) : "",
      named.tools, named.ways, named.models,
      question.seats > 1 ? fill(words.seats, { count: question.seats }) : "",
      question.new ? "" : words.existing, question.now ? "" : words.sold_out_too,
      tokens ? fill(words.tokens, { tokens: number(tokens) }) : "",
      usage && usage.requests ? fill(words.requests, { requests: number(usage.requests) }) : ""
    ].filter(Boolean).join(" · ");
  }
  function step(one, months) {
    var last = Math.min(one.last_month, months);
    return fill(one.first_month === last ? words.step_month : words.step, { first: one.first_month, last: last });
  }
  function counted(answer) {
    var reasons = Object.keys(answer.unfit).sort(function (a, b) { return answer.unfit[b] - answer.unfit[a] || (a < b ? -1 : 1); });
    var said = reasons.map(function (name) { return fill(words.reason, { count: answer.unfit[name], reason: words.unfit[name] || name }); });
    return [fill(words.counted, { count: answer.fitting }), said.length ? fill(words.unfit_line, { reasons: list(said) }) : ""].filter(Boolean);
  }
  function api(found) {
    var own = found.own_models, said = [];
    if (own && own.models.length) said.push(fill(words.own_models, { cost: between(own.low_usd, own.high_usd, "USD"), models: some(own.models) }));
    if (own && own.unpriced.length) said.push(fill(words.unpriced, { models: some(own.unpriced) }));
    return said.concat(found.models.map(function (one) {
      return fill(words.with_model, { model: one.model, cost: between(one.low, one.high, one.currency) });
    }));
  }
  function file(name, read, month) {
    var whole = window.codingplansNeeds.tokens, cost = read.cost === null ? null : Math.ceil(read.cost * 30 / read.days);
    return [fill(words.read, { file: name, days: read.days, tokens: number(whole(read.tokens)), month: number(whole(month)) })]
      .concat(cost ? [fill(words.file_cost, { cost: (cost / 100).toFixed(2) })] : [])
      .concat(read.notes.map(function (note) { return fill(words.notes[note], { models: some(read.unpriced) }); }));
  }
  return {
    fill: fill, list: list, price: price, span: span, plan: plan, then: then, about: about, charged: charged, fits: fits, doubts: doubts,
    against: against, quotas: quotas, caveats: caveats, asked: asked, step: step, counted: counted, api: api, file: file
  };
};
