// Usage files read in this page: the same counting as reports/pick/usage_file.py; nothing is sent or kept.
window.codingplansUsageFile = (function () {
  "use strict";
  var LISTS = ["daily", "weekly", "monthly", "session", "sessions", "blocks", "data"];
  var DATED = ["date", "month", "week", "period", "lastActivity", "startTime"], KINDS = ["fresh", "cached", "written", "out"];
  var NAMES = {
    fresh: ["inputTokens"], cached: ["cacheReadTokens", "cacheReadInputTokens", "cachedInputTokens"],
    written: ["cacheCreationTokens", "cacheCreationInputTokens", "cacheCreateTokens"], out: ["outputTokens"]
  };
  var A_ROW = { daily: 1, data: 1, weekly: 7, monthly: 30 }, DAY = 86400000;
  var LARGEST = 20000000, MOST_ROWS = 100000, MOST_TOKENS = 1e13, MOST_USED = 1e15, MOST_MODELS = 500, NAME_LENGTH = 100, MOST_DAYS = 3660;
  function Bad(code, place) { this.code = code; this.place = place || ""; }
  function has(one, name) { return Object.prototype.hasOwnProperty.call(one, name); }
  function get(one, name) { return has(one, name) ? one[name] : undefined; }
  function object(one) { return one !== null && typeof one === "object" && !Array.isArray(one); }
  function sum(tokens) { return KINDS.reduce(function (all, kind) { return all + tokens[kind]; }, 0); }
  function zero() { return { fresh: 0, cached: 0, written: 0, out: 0 }; }

  function ofTools(data) {
    return data.tools.filter(function (tool) { return object(tool) && object(get(tool, "metrics")); }).map(function (tool) {
      return Object.assign({}, tool.metrics, { range: get(data, "range") });
    });
  }
  function rowsOf(data) {
    if (Array.isArray(data)) return ["daily", data];
    if (!object(data)) throw new Bad("no-usage");
    if (Array.isArray(get(data, "tools"))) return ["tools", ofTools(data)];
    if (object(get(data, "projects"))) {
      return ["daily", Object.keys(data.projects).reduce(function (all, name) {
        return Array.isArray(data.projects[name]) ? all.concat(data.projects[name]) : all;
      }, [])];
    }
    var name = LISTS.find(function (one) { return Array.isArray(get(data, one)); });
    if (!name) throw new Bad("no-usage");
    return [name, data[name]];
  }
  // Where a period has a row of all agents, those of single agents would count twice.
  function once(rows) {
    var whole = new Set();
    rows.forEach(function (one) { if (get(one.row, "agent") === "all") whole.add(String(get(one.row, "period"))); });
    return rows.filter(function (one) {
      var agent = get(one.row, "agent");
      return agent === undefined || agent === null || agent === "all" || !whole.has(String(get(one.row, "period")));
    });
  }
  function count(value, place) {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > MOST_TOKENS) throw new Bad("bad-row", place);
    return value;
  }
  function tokensOf(row, place, whole) {
    var found = {};
    KINDS.forEach(function (kind) {
      var name = NAMES[kind].find(function (one) { return has(row, one); });
      found[kind] = name ? count(row[name], place + ": " + name) : null;
    });
    if (found.fresh === null && found.out === null) throw new Bad("bad-row", place + ": inputTokens");
    KINDS.forEach(function (kind) { found[kind] = found[kind] || 0; });
    if (has(row, "cachedInputTokens")) {
      found.fresh -= found.cached;
      if (found.fresh < 0) throw new Bad("bad-row", place + ": cachedInputTokens");
    }
    if (whole !== undefined && whole !== null) found.out += Math.max(0, count(whole, place + ": totalTokens") - sum(found));
    return found;
  }
  function named(row) {
    var listed = get(row, "modelBreakdowns"), byName = has(row, "models") ? row.models : get(row, "byModel"), pairs = [];
    if (Array.isArray(listed)) pairs = listed.filter(object).map(function (one) { return [get(one, "modelName"), one]; });
    else if (object(byName)) pairs = Object.keys(byName).map(function (name) { return [name, byName[name]]; });
    return pairs.filter(function (one) {
      return typeof one[0] === "string" && one[0] && Array.from(one[0]).length <= NAME_LENGTH && object(one[1]);
    });
  }
  function modelsOf(row, tokens, place) {
    var models = new Map(), rest = Object.assign({}, tokens), unpriced = [];
    named(row).forEach(function (one) {
      var said = tokensOf(one[1], place + ": " + one[0], get(one[1], "totalTokens")), kept = models.get(one[0]) || zero();
      KINDS.forEach(function (kind) { kept[kind] += said[kind]; rest[kind] -= said[kind]; });
      models.set(one[0], kept);
      if (get(one[1], "cost") === 0 && sum(said)) unpriced.push(one[0]);
    });
    if (KINDS.some(function (kind) { return rest[kind] < 0; })) return { models: new Map([["", tokens]]), unpriced: unpriced };
    var alone = [get(row, "modelsUsed"), get(row, "models")].find(function (one) { return Array.isArray(one) && one.length === 1; });
    if (!models.size && alone && typeof alone[0] === "string" && alone[0] && Array.from(alone[0]).length <= NAME_LENGTH) {
      return { models: new Map([[alone[0], tokens]]), unpriced: unpriced };
    }
    if (sum(rest)) models.set("", rest);
    return { models: models, unpriced: unpriced };
  }
  function costOf(row) {
    var name = ["totalCost", "costUSD"].find(function (one) {
      var cost = get(row, one);
      return typeof cost === "number" && cost >= 0 && cost < 1e9;
    });
    return name ? row[name] : null;
  }
  function day(year, month, number) {
    var at = Date.UTC(2000, month - 1, number);
    at = new Date(at).setUTCFullYear(year, month - 1, number) / DAY;
    var back = new Date(at * DAY);
    return year >= 1 && back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === number ? at : null;
  }
  function first(text) {
    if (typeof text !== "string") return null;
    var date = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/.exec(text), month = /^(\d{4})-(\d\d)$/.exec(text), at;
    if (date) {
      at = day(Number(date[1]), Number(date[2]), Number(date[3]));
      return at === null ? null : [at, at];
    }
    if (!month) return null;
    at = day(Number(month[1]), Number(month[2]), 1);
    if (at === null) return null;
    return [at, at + new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).getUTCDate() - 1];
  }
  function daysOf(row, name) {
    var span = get(row, "range");
    if (object(span)) {
      var from = first(get(span, "from")), to = first(get(span, "to"));
      return from && to ? [from[0], to[0]] : null;
    }
    var said = DATED.map(function (key) { return first(get(row, key)); }).find(Boolean) || null;
    if (said && name === "weekly") return [said[0], said[0] + 6];
    var begun = first(get(row, "firstActivity"));
    return begun && said ? [begun[0], said[1]] : said;
  }
  function rowOf(one, name) {
    var counts = get(one.row, "tokenCounts"), entries = get(one.row, "entries");
    var tokens = tokensOf(object(counts) ? counts : one.row, one.place, get(one.row, "totalTokens"));
    var models = modelsOf(one.row, tokens, one.place);
    return {
      models: models.models, unpriced: models.unpriced, days: daysOf(one.row, name), cost: costOf(one.row),
      requests: entries === undefined || entries === null || typeof entries === "object" ? null : count(entries, one.place + ": entries")
    };
  }
  function usageRows(data) {
    var found = rowsOf(data), name = found[0];
    if (found[1].length > MOST_ROWS) throw new Bad("too-large", name);
    var kept = found[1].map(function (row, at) { return { row: row, place: name + " " + (at + 1) }; })
      .filter(function (one) { return !(object(one.row) && get(one.row, "isGap") === true); });
    if (kept.some(function (one) { return !object(one.row); })) throw new Bad("bad-row", name);
    return { name: name, rows: once(kept).map(function (one) { return rowOf(one, name); }) };
  }

  function text(bytes) {
    var mark = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
    return new TextDecoder(mark, { fatal: true }).decode(bytes);
  }
  function json(bytes) {
    try { return JSON.parse(text(bytes)); } catch (error) { throw new Bad("not-json"); }
  }
  function span(rows) {
    if (!rows.length || rows.some(function (row) { return !row.days; })) return null;
    return rows.reduce(function (last, row) { return Math.max(last, row.days[1]); }, -Infinity)
      - rows.reduce(function (start, row) { return Math.min(start, row.days[0]); }, Infinity) + 1;
  }
  // What a file says: its days, tokens by kind and model, requests, cost in cents, and notes; throws {code, place}.
  function read(bytes, days) {
    if (bytes.length > LARGEST) throw new Bad("too-large");
    var found = usageRows(json(bytes)), rows = found.rows, models = new Map(), tokens = zero(), unpriced = new Set();
    rows.forEach(function (row) {
      row.models.forEach(function (said, name) {
        var kept = models.get(name) || zero();
        KINDS.forEach(function (kind) { kept[kind] += said[kind]; tokens[kind] += said[kind]; });
        models.set(name, kept);
      });
      row.unpriced.forEach(function (name) { unpriced.add(name); });
    });
    if (models.size > MOST_MODELS) throw new Bad("too-large", "models");
    if (!sum(tokens)) throw new Bad("no-usage");
    var spanned = span(rows), known = days || spanned || (A_ROW[found.name] || 0) * rows.length;
    if (!(known > 0 && known <= MOST_DAYS)) throw new Bad("no-days");
    function all(name) { return rows.length && rows.every(function (row) { return row[name] !== null; }); }
    function total(name) { return rows.reduce(function (whole, row) { return whole + row[name]; }, 0); }
    var cost = all("cost") ? Math.floor(total("cost") * 100 + 0.5) : null, notes = [];
    if (known < 7) notes.push("few-days");
    if (!days && spanned === null) notes.push("days-counted");
    if (!days && found.name === "monthly") notes.push("whole-months");
    if (cost === null) notes.push("no-cost");
    if (unpriced.size && cost !== null) notes.push("unpriced");
    var byModel = Object.fromEntries(Array.from(models.keys()).sort().map(function (name) { return [name, models.get(name)]; }));
    return {
      days: known, rows: rows.length, tokens: tokens, models: byModel, requests: all("requests") ? total("requests") : null,
      cost: cost, notes: notes, unpriced: Array.from(unpriced).sort()
    };
  }
  // A month of 30 such days, rounded up, as a question holds it; null for more than anybody can use.
  function month(file) {
    function scaled(number) { return number > MOST_USED ? Infinity : Number((BigInt(number) * 30n + BigInt(file.days - 1)) / BigInt(file.days)); }
    function kinds(said) {
      var found = {};
      KINDS.forEach(function (kind) { found[kind] = scaled(said[kind]); });
      return found;
    }
    var usage = kinds(file.tokens);
    if (!(sum(usage) <= MOST_USED)) return null;
    usage.requests = file.requests === null ? null : scaled(file.requests);
    usage.models = Object.fromEntries(Object.keys(file.models).map(function (name) { return [name, kinds(file.models[name])]; }));
    return usage;
  }
  return { read: read, month: month };
})();
