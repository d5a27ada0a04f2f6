"""The rows of usage files: what `ccusage` of every version and its kin write, as tokens by kind and model on days."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

LISTS = ("daily", "weekly", "monthly", "session", "sessions", "blocks", "data")
MOST_ROWS, MOST_TOKENS, MOST_MODELS, NAME_LENGTH = 100_000, 10**13, 500, 100
NOT_JSON, TOO_LARGE, NO_USAGE, BAD_ROW, NO_DAYS = "not-json", "too-large", "no-usage", "bad-row", "no-days"
_NAMES = {
    "fresh": ("inputTokens",),
    "cached": ("cacheReadTokens", "cacheReadInputTokens", "cachedInputTokens"),
    "written": ("cacheCreationTokens", "cacheCreationInputTokens", "cacheCreateTokens"),
    "out": ("outputTokens",),
}
_DATED = ("date", "month", "week", "period", "lastActivity", "startTime")
_DAY, _MONTH = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)"), re.compile(r"(\d{4})-(\d\d)")
Tokens = dict[str, int]


class BadRows(ValueError):
    """Rows that cannot be counted: why (a code), and the place in the file."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code} {place}".strip())
        self.code, self.place = code, place


@dataclass(frozen=True)
class UsageRow:
    """One row: tokens of each model ("" where it names none), its first and last day, its cost in US dollars, its requests."""

    tokens: Mapping[str, Tokens]
    days: tuple[date, date] | None
    cost: float | None
    requests: int | None
    unpriced: Sequence[str]


def usage_rows(data: Any) -> tuple[str, list[UsageRow]]:
    """The name of the list in the file ("daily", …) and its rows; raises BadRows."""
    name, rows = _rows(data)
    if len(rows) > MOST_ROWS:
        raise BadRows(TOO_LARGE, name)
    kept = [
        (f"{name} {at}", row)
        for at, row in enumerate(rows, 1)
        if not (isinstance(row, dict) and row.get("isGap") is True)
    ]
    if any(not isinstance(row, dict) for _, row in kept):
        raise BadRows(BAD_ROW, name)
    return name, [_row(row, name, place) for place, row in _once(kept)]


def _rows(data: Any) -> tuple[str, list[Any]]:
    if isinstance(data, list):
        return "daily", data
    if not isinstance(data, dict):
        raise BadRows(NO_USAGE)
    if isinstance(data.get("tools"), list):
        return "tools", list(_of_tools(data))
    if isinstance(data.get("projects"), dict):
        lists = data["projects"].values()
        return "daily", [row for rows in lists if isinstance(rows, list) for row in rows]
    for name in LISTS:
        if isinstance(data.get(name), list):
            return name, data[name]
    raise BadRows(NO_USAGE)


def _of_tools(data: Mapping[str, Any]) -> Iterator[Any]:
    """What `coding-plan-usage` counted for each tool, with the days of the file."""
    for tool in data["tools"]:
        metrics = tool.get("metrics") if isinstance(tool, dict) else None
        if isinstance(metrics, dict):
            yield {**metrics, "range": data.get("range")}


def _once(rows: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Where a period has a row of all agents, those of single agents would count twice."""
    whole = {str(row.get("period")) for _, row in rows if row.get("agent") == "all"}
    return [
        (place, row)
        for place, row in rows
        if row.get("agent") in (None, "all") or str(row.get("period")) not in whole
    ]


def _row(row: Mapping[str, Any], name: str, place: str) -> UsageRow:
    counts = row.get("tokenCounts")
    tokens = _tokens(counts if isinstance(counts, dict) else row, place, row.get("totalTokens"))
    models, unpriced = _models(row, tokens, place)
    entries = row.get("entries")
    return UsageRow(
        models,
        _days(row, name),
        _cost(row),
        None if isinstance(entries, list | dict) or entries is None else _count(entries, f"{place}: entries"),
        unpriced,
    )


def _tokens(row: Mapping[str, Any], place: str, whole: Any = None) -> Tokens:
    """Tokens by kind; tokens of no visible kind (hidden reasoning) count as output."""
    found = {
        kind: next((_count(row[name], f"{place}: {name}") for name in names if name in row), None)
        for kind, names in _NAMES.items()
    }
    if found["fresh"] is None and found["out"] is None:
        raise BadRows(BAD_ROW, f"{place}: inputTokens")
    tokens = {kind: count or 0 for kind, count in found.items()}
    if "cachedInputTokens" in row:  # there the input holds the cached part
        tokens["fresh"] -= tokens["cached"]
        if tokens["fresh"] < 0:
            raise BadRows(BAD_ROW, f"{place}: cachedInputTokens")
    if whole is not None:
        tokens["out"] += max(0, _count(whole, f"{place}: totalTokens") - sum(tokens.values()))
    return tokens


def _count(value: Any, place: str) -> int:
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole or not 0 <= value <= MOST_TOKENS:
        raise BadRows(BAD_ROW, place)
    return int(value)


def _models(row: Mapping[str, Any], tokens: Tokens, place: str) -> tuple[dict[str, Tokens], list[str]]:
    """The row's tokens by model, the rest under "", and the models whose price the tool did not know."""
    models: dict[str, Tokens] = {}
    unpriced, rest = [], dict(tokens)
    for name, said in _named(row):
        counted = _tokens(said, f"{place}: {name}", said.get("totalTokens"))
        models[name] = {kind: models.get(name, {}).get(kind, 0) + count for kind, count in counted.items()}
        rest = {kind: rest[kind] - count for kind, count in counted.items()}
        if said.get("cost") == 0 and sum(counted.values()):
            unpriced.append(name)
    if min(rest.values()) < 0:  # parts that are more than the whole
        return {"": tokens}, unpriced
    used = [row.get("modelsUsed"), row.get("models")]
    alone = next((one for one in used if isinstance(one, list) and len(one) == 1), None)
    if not models and alone and isinstance(alone[0], str) and 0 < len(alone[0]) <= NAME_LENGTH:
        return {alone[0]: tokens}, unpriced
    return {**models, **({"": rest} if sum(rest.values()) else {})}, unpriced


def _named(row: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed, by_name = row.get("modelBreakdowns"), row.get("models", row.get("byModel"))
    pairs: list[tuple[Any, Any]] = []
    if isinstance(listed, list):
        pairs = [(one.get("modelName"), one) for one in listed if isinstance(one, dict)]
    elif isinstance(by_name, dict):
        pairs = list(by_name.items())
    for name, said in pairs:
        if isinstance(name, str) and 0 < len(name) <= NAME_LENGTH and isinstance(said, dict):
            yield name, said


def _cost(row: Mapping[str, Any]) -> float | None:
    for name in ("totalCost", "costUSD"):
        cost = row.get(name)
        if isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost < 10**9:
            return float(cost)
    return None


def _days(row: Mapping[str, Any], name: str) -> tuple[date, date] | None:
    """The first and last day of a row; None where it names none that can be read, such as a date in words."""
    span = row.get("range")
    if isinstance(span, dict):
        first, last = _first(span.get("from")), _first(span.get("to"))
        return (first[0], last[0]) if first and last else None
    said = next((found for found in (_first(row.get(key)) for key in _DATED) if found), None)
    if said and name == "weekly":
        return said[0], said[0] + timedelta(days=6)
    begun = _first(row.get("firstActivity"))
    return (begun[0], said[1]) if begun and said else said


def _first(text: Any) -> tuple[date, date] | None:
    if not isinstance(text, str):
        return None
    try:
        if day := _DAY.match(text):
            found = date.fromisoformat(day[1])
            return found, found
        if month := _MONTH.fullmatch(text):
            year, number = int(month[1]), int(month[2])
            return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    except ValueError:
        return None
    return None
