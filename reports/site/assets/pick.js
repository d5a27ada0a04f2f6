// Which plans answer a question: the same rules as reports/pick, exact in BigInt; reads no page and asks nobody.
window.codingplansPick = (function () {
  "use strict";
  var PICKS = 3, needs = window.codingplansNeeds, modelKey = needs.modelKey, amount = needs.amount;
  var NEARLY = ["seats", "budget", "usage", "tools", "ways", "models"];
  function holds(have, wanted) { return wanted.every(function (one) { return have.indexOf(one) >= 0; }); }

  // What a buyer is charged, in order: steps of {times, amount, intro, estimated}.
  function charges(one, terms, renewing) {
    var left = terms, charged = [];
    one.charges.forEach(function (step) {
      var times = Math.min(left, step[1] || 1);
      charged.push({ times: times, amount: renewing ? Math.max(step[0], one.price) : step[0], intro: true, estimated: !step[1] });
      left -= times;
    });
    charged.push({ times: left, amount: one.price, intro: false, estimated: false });
    return charged.filter(function (step) { return step.times > 0; });
  }
  function paid(steps) { return steps.reduce(function (sum, step) { return sum + step.times * step.amount; }, 0); }

  function fit(one, asked, worth) {
    var payments = charges(one, Math.ceil(asked.months / one.months), !asked.new);
    var found = { one: one, payments: payments, checks: {} }, checks = found.checks;
    found.total = paid(payments) * asked.seats;
    found.worth = BigInt(found.total) * BigInt(worth[one.currency]);
    found.quotas = asked.usage ? needs.quotas(one.meters, asked.usage, asked.models) : [];
    checks.state = one.unranked === "SoldOut" && !asked.now ? "unknown" : one.unranked ? "no" : "yes";
    checks.region = asked.region === null || asked.region === one.region ? "yes" : "no";
    var seated = asked.seats === 1 || (asked.seats >= one.least && (one.most === null || asked.seats <= one.most));
    checks.seats = asked.seats > 1 === (one.per === "seat") && seated ? "yes" : "no";
    if (asked.budget) {
      var largest = asked.budget.span === "total" ? found.total
        : Math.max.apply(null, payments.map(function (step) { return step.amount; })) * asked.seats;
      checks.budget = BigInt(largest) * BigInt(worth[one.currency])
        <= BigInt(asked.budget.amount) * BigInt(worth[asked.budget.currency]) ? "yes" : "no";
    }
    if (asked.usage) checks.usage = needs.enough(found.quotas);
    if (asked.tools.length) {
      checks.tools = holds(one.tools, asked.tools.map(function (name) { return name.toLowerCase(); })) ? "yes"
        : one.only_own ? "no" : "unknown";
    }
    if (asked.ways.length) {
      checks.ways = one.ways === null ? "unknown"
        : asked.ways.some(function (way) { return one.ways.indexOf(way) >= 0; }) ? "yes" : "no";
    }
    if (asked.models.length) {
      checks.models = holds(one.models, asked.models.map(modelKey)) ? "yes" : one.listed ? "no" : "unknown";
    }
    found.against = Object.keys(checks).filter(function (name) { return checks[name] === "no"; });
    found.doubts = Object.keys(checks).filter(function (name) { return checks[name] === "unknown"; });
    return found;
  }
  function compare(a, b) {
    return a.against.length - b.against.length
      || Number(a.one.unproven !== null) - Number(b.one.unproven !== null)
      || a.doubts.length - b.doubts.length
      || (a.worth < b.worth ? -1 : a.worth > b.worth ? 1 : a.one.offer < b.one.offer ? -1 : 1);
  }

  function firstOf(fits, key) {
    var seen = {};
    return fits.filter(function (one) {
      var name = key(one), known = seen[name];
      seen[name] = true;
      return !known;
    });
  }
  function ofEachProduct(fits) {
    return firstOf(fits, function (one) {
      return one.one.offer.split("/").slice(0, 2).concat(one.one.per).join("/");
    });
  }
  function both(worth, market) {
    function shown(name) {
      var unit = BigInt(market.worth[name]);
      return amount((2n * worth + unit) / (2n * unit));
    }
    return { total_cny: shown("CNY"), total_usd: shown("USD") };
  }
  function said(found, asked, market) {
    var one = found.one, steps = found.payments.map(function (step) {
      return { times: step.times, amount: amount(step.amount * asked.seats) };
    });
    return Object.assign({
      offer: one.offer, plan: one.plan, currency: one.currency,
      months_paid_for: one.months * steps.reduce(function (sum, step) { return sum + step.times; }, 0),
      today: steps[0].amount, then: steps[steps.length - 1].amount, payments: steps,
      estimated: asked.new && one.charges.some(function (step) { return !step[1]; }),
      total: amount(found.total), proven: one.unproven === null, unproven_because: one.unproven,
      unranked_because: one.unranked, checks: found.checks, quotas: found.quotas
    }, both(found.worth, market));
  }

  function pick(asked, market) {
    var fits = market.candidates.map(function (one) { return fit(one, asked, market.worth); });
    var plans = firstOf(fits.slice().sort(compare), function (one) { return one.one.plan; });
    var good = plans.filter(function (one) { return !one.against.length; }), unfit = {};
    var bad = plans.filter(function (one) { return one.against.length; });
    bad.forEach(function (one) {
      var why = one.against[0] === "state" ? one.one.unranked : one.against[0];
      unfit[why] = (unfit[why] || 0) + 1;
    });
    var near = bad.filter(function (one) {
      var first = one.against[0];
      return one.against.length === 1 && NEARLY.indexOf(first) >= 0 && (first !== "seats" || asked.seats > 1);
    });
    function tell(one) { return said(one, asked, market); }
    var way = window.codingplansWay(fits, good[0], asked, market, { charges: charges, paid: paid });
    var picks = ofEachProduct(good).slice(0, PICKS);
    return {
      question: asked, picks: picks.map(tell), fitting: good.length,
      near: ofEachProduct(near).slice(0, PICKS).map(tell), unfit: unfit,
      pay_as_you_go: asked.usage && needs.payAsYouGo(asked, picks, market.prices),
      way: way && Object.assign(both(way.worth, market), {
        months_paid_for: way.months, estimated: way.estimated, steps: way.steps.map(function (step) {
          return Object.assign(step, { amount: amount(step.amount * asked.seats) });
        })
      })
    };
  }
  return { pick: pick };
})();
