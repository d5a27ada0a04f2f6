// What a usage needs of what a plan allows, and what it costs without a plan: whole numbers, as reports/pick counts.
window.codingplansNeeds = (function () {
  "use strict";
  var DAYS = 30, WINDOWS_A_DAY = 5, KINDS = ["fresh", "cached", "written", "out"], SCALE = 1000000000000n, MOST_MODELS = 5;
  function modelKey(name) { return name.trim().toLowerCase().replace(/[\s_]+/g, "-"); }
  function amount(hundredths) {
    var whole = BigInt(hundredths), rest = String(whole % 100n);
    return whole / 100n + "." + (rest.length < 2 ? "0" : "") + rest;
  }
  function up(number, divisor) { return Number((BigInt(number) + BigInt(divisor) - 1n) / BigInt(divisor)); }
  function tokens(usage) { return KINDS.reduce(function (sum, kind) { return sum + usage[kind]; }, 0); }
  // So many tokens of the usual mix of a coding tool, where nobody knows their kinds.
  function ofTokens(count, requests) {
    var fresh = Number(BigInt(count) * 4975n / 100000n), out = Number(BigInt(count) * 5n / 1000n);
    return { fresh: fresh, cached: count - fresh - out, written: 0, out: out, requests: requests, models: {} };
  }
  function used(rates, usage) {
    return up(KINDS.reduce(function (sum, kind, at) { return sum + BigInt(usage[kind]) * BigInt(rates[at]); }, 0n), SCALE);
  }

  function ofMonth(option, unit, usage) {
    var all = tokens(usage);
    if (option[3] && option[4] && all) return [used(option[3], usage), used(option[4], usage)];
    if (unit === "tokens" && all) return [usage.fresh + usage.out, all];
    if (unit === "requests" && usage.requests) return [usage.requests, usage.requests];
    if ((unit === "prompts" || unit === "messages") && usage.requests) return [null, usage.requests];
    return [null, null];
  }
  function most(month, window) {
    return up(BigInt(month) * BigInt(window === "P1M" ? DAYS : window === "P7D" ? 7 : 1), DAYS);
  }
  function inWindow(month, window) {
    return [
      month[0] === null ? null : window === "PT5H" ? up(month[0], DAYS * WINDOWS_A_DAY) : most(month[0], window),
      month[1] === null ? null : most(month[1], window)
    ];
  }
  function verdict(option, need) {
    if (need[1] !== null && need[1] <= option[1]) return "yes";
    return need[0] !== null && need[0] > option[2] ? "no" : "unknown";
  }
  function end(needs, at, choose) {
    var known = needs.map(function (need) { return need[at]; }).filter(function (one) { return one !== null; });
    return known.length === needs.length ? choose.apply(null, known) : null;
  }
  function quota(meter, usage, wanted) {
    var options = meter.options.filter(function (one) { return wanted.indexOf(one[0]) >= 0; });
    if (!options.length) options = meter.options;
    var needs = options.map(function (one) { return inWindow(ofMonth(one, meter.unit, usage), meter.window); });
    var verdicts = options.map(function (one, at) { return verdict(one, needs[at]); });
    return {
      unit: meter.unit, window: meter.window,
      amount: Math.min.apply(null, options.map(function (one) { return one[1]; })),
      at_most: Math.max.apply(null, options.map(function (one) { return one[2]; })),
      least: end(needs, 0, Math.min), most: end(needs, 1, Math.max),
      enough: verdicts.every(function (one) { return one === verdicts[0]; }) ? verdicts[0] : "unknown",
      models: options.map(function (one) { return one[0]; }).filter(Boolean)
    };
  }
  function quotas(meters, usage, models) {
    var wanted = models.map(modelKey);
    return meters.map(function (meter) { return quota(meter, usage, wanted); });
  }
  function enough(found) {
    var said = found.map(function (one) { return one.enough; });
    if (said.indexOf("no") >= 0) return "no";
    return said.length && said.every(function (one) { return one === "yes"; }) ? "yes" : "unknown";
  }

  // A model by the name under which its price is kept: "anthropic/claude-sonnet-4-6-20260101" is claude-sonnet-4.6.
  function priceKey(name) {
    return modelKey(name).split("/").pop().replace(/(-\d{8}|-latest|@.*)$/, "").replace(/(\d)-(?=\d)/g, "$1.");
  }
  function byModel(prices, currency) {
    var known = new Map();
    prices.forEach(function (one) { if (one[1] !== currency) known.set(one[0], one); });
    prices.forEach(function (one) { if (one[1] === currency) known.set(one[0], one); });
    return known;
  }
  function ownModels(usage, prices) {
    var named = Object.keys(usage.models).filter(function (name) { return tokens(usage.models[name]); }).sort();
    if (!named.length || (named.length === 1 && named[0] === "")) return null;
    var known = new Map(), low = 0, high = 0;
    prices.forEach(function (one) { if (one[1] === "USD") known.set(one[0], one); });
    function priced(name) { return known.has(priceKey(name)); }
    named.filter(priced).forEach(function (name) {
      low += used(known.get(priceKey(name))[2], usage.models[name]);
      high += used(known.get(priceKey(name))[3], usage.models[name]);
    });
    return {
      low_usd: amount(low), high_usd: amount(high), models: named.filter(priced),
      unpriced: named.filter(function (name) { return !priced(name); }).map(function (name) { return name || "?"; }).sort()
    };
  }
  function payAsYouGo(asked, picks, prices) {
    if (!tokens(asked.usage)) return { own_models: null, models: [] };
    var offered = picks.reduce(function (all, one) { return all.concat(one.one.models); }, []);
    var known = byModel(prices, asked.region === "INTL" ? "USD" : "CNY");
    var names = (asked.models.length ? asked.models : offered).map(priceKey).filter(function (name, at, all) {
      return known.has(name) && all.indexOf(name) === at;
    });
    return {
      own_models: ownModels(asked.usage, prices),
      models: names.slice(0, MOST_MODELS).map(function (name) {
        var price = known.get(name);
        return { model: name, currency: price[1], low: amount(used(price[2], asked.usage)), high: amount(used(price[3], asked.usage)) };
      })
    };
  }
  return { modelKey: modelKey, amount: amount, tokens: tokens, ofTokens: ofTokens, quotas: quotas, enough: enough, payAsYouGo: payAsYouGo };
})();
