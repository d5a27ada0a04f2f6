// The cheapest way through some months: exact, over introductions (one of each product) and renewals, as reports/pick/way.py.
window.codingplansWay = (function () {
  "use strict";
  var NEVER = 1000000, APART = 1000000000000n;
  function months(deal) {
    return deal.fit.one.months * deal.charges.reduce(function (sum, step) { return sum + step.times; }, 0);
  }
  function open(one) { return [Number(one.one.unproven !== null), one.doubts.length]; }
  function less(a, b) { return a[0] - b[0] || a[1] - b[1]; }

  // The offers that leave no more open than the first pick (or than the best), in the order of their ids.
  function chosen(fits, first) {
    var possible = fits.filter(function (one) {
      return one.one.unranked === null && one.against.every(function (name) { return name === "budget"; });
    });
    if (!possible.length) return [];
    var best = first && first.one.unranked === null ? open(first) : possible.map(open).sort(less)[0];
    return possible.filter(function (one) { return less(open(one), best) <= 0; })
      .sort(function (a, b) { return a.one.offer < b.one.offer ? -1 : 1; });
  }
  function dearer(one) { return one.charges.some(function (step) { return step[0] > one.price; }); }

  function introductions(fit, asked, tools) {
    var one = fit.one, deals = [], most = Math.ceil(asked.months / one.months);
    var cheaper = one.charges.some(function (step) { return step[0] <= one.price; });
    if (!asked.new || !cheaper || (one.latest !== null && one.latest < 0)) return deals;
    var own = one.charges.reduce(function (sum, step) { return sum + (step[1] || 1); }, 0);
    for (var times = 1; times <= (dearer(one) ? most : Math.min(own, most)); times += 1) {
      deals.push({ fit: fit, charges: tools.charges(one, times, false), latest: one.latest,
        group: one.offer.split("/").slice(0, 2).join("/") });
    }
    return deals;
  }
  function renewals(fit, asked, tools) {
    var one = fit.one, deals = [];
    if (!dearer(one)) return [{ fit: fit, charges: [{ times: 1, amount: one.price, intro: false, estimated: false }], group: null }];
    for (var times = 1; times <= Math.ceil(asked.months / one.months); times += 1) {
      deals.push({ fit: fit, charges: tools.charges(one, times, true), group: null });
    }
    return deals;
  }
  function priced(deals, asked, market, places, tools) {
    deals.forEach(function (deal) {
      deal.months = months(deal);
      deal.worth = BigInt(tools.paid(deal.charges) * asked.seats) * BigInt(market.worth[deal.fit.one.currency]);
      deal.place = places[deal.fit.one.offer];
      deal.cost = deal.worth * APART + 32n * BigInt(deal.months) * BigInt(deal.place) ** 3n + 1n;
      deal.due = deal.latest === null || deal.latest === undefined ? NEVER : deal.latest + deal.months;
    });
    return deals;
  }

  // The cheapest renewals for 0, 1, 2 … months.
  function renewed(length, again) {
    var best = [{ cost: 0n, deals: [] }];
    for (var month = 1; month <= length; month += 1) {
      best.push(again.reduce(function (found, deal) {
        var before = best[Math.max(0, month - deal.months)], cost = before.cost + deal.cost;
        return found && found.cost <= cost ? found : { cost: cost, deals: before.deals.concat(deal) };
      }, null));
    }
    return best;
  }
  function search(length, once, again) {
    var rest = renewed(length, again), best = rest[length], last = {};
    once.sort(function (a, b) {
      return a.due - b.due || (a.group < b.group ? -1 : a.group > b.group ? 1 : a.months - b.months);
    });
    once.forEach(function (deal, at) { last[deal.group] = at; });
    var states = new Map([[length + "|", { left: length, used: [], cost: 0n, deals: [] }]]);
    once.forEach(function (deal, at) {
      var next = new Map();
      function keep(left, used, cost, deals) {
        var open = used.filter(function (name) { return last[name] > at; }).sort();
        var key = left + "|" + open.join(" "), known = next.get(key);
        if (cost < best.cost && (!known || cost < known.cost)) next.set(key, { left: left, used: open, cost: cost, deals: deals });
      }
      states.forEach(function (state) {
        keep(state.left, state.used, state.cost, state.deals);
        var reached = length - state.left;
        if (!state.left || state.used.indexOf(deal.group) >= 0 || (deal.latest !== null && reached > deal.latest)) return;
        var left = Math.max(0, state.left - deal.months), cost = state.cost + deal.cost, deals = state.deals.concat(deal);
        if (cost + rest[left].cost < best.cost) best = { cost: cost + rest[left].cost, deals: deals.concat(rest[left].deals) };
        keep(left, state.used.concat(deal.group), cost, deals);
      });
      states = next;
    });
    return best.deals;
  }

  // Introductions by when they must be begun, those that are renewed last; then renewals, longer terms first.
  function ordered(deals) {
    var renewedOffers = deals.filter(function (deal) { return deal.group === null; }).map(function (deal) { return deal.fit.one.offer; });
    function key(deal) {
      var later = deal.group === null;
      return [Number(later), later ? -deal.months : deal.due, Number(renewedOffers.indexOf(deal.fit.one.offer) >= 0), deal.place];
    }
    return deals.slice().sort(function (a, b) {
      var x = key(a), y = key(b);
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2] || x[3] - y[3];
    });
  }
  function steps(deals) {
    var month = 1, found = [];
    deals.forEach(function (deal) {
      var last = found[found.length - 1], alone = deal.group === null && deal.charges.length === 1;
      deal.charges.forEach(function (charge) {
        var length = charge.times * deal.fit.one.months;
        if (alone && last && last.alone && last.step.offer === deal.fit.one.offer) {
          last.step.times += charge.times;
          last.step.last_month += length;
        } else {
          found.push({ alone: alone, step: { first_month: month, last_month: month + length - 1, offer: deal.fit.one.offer,
            introduction: deal.group !== null && charge.intro, times: charge.times, amount: charge.amount } });
        }
        month += length;
      });
    });
    return found.map(function (one) { return one.step; });
  }

  return function way(fits, first, asked, market, tools) {
    var able = chosen(fits, first), places = {};
    if (!able.length) return null;
    able.forEach(function (one, at) { places[one.one.offer] = at + 1; });
    function deals(make) {
      return priced(able.reduce(function (all, one) { return all.concat(make(one, asked, tools)); }, []), asked, market, places, tools);
    }
    var found = ordered(search(asked.months, deals(introductions), deals(renewals)));
    return {
      months: found.reduce(function (sum, deal) { return sum + deal.months; }, 0),
      worth: found.reduce(function (sum, deal) { return sum + deal.worth; }, 0n),
      estimated: found.some(function (deal) { return deal.charges.some(function (step) { return step.estimated; }); }),
      steps: steps(found)
    };
  };
})();
