"""Usage files that people already have: read on this machine, bounded, and brought to a month of 30 days."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.pick.question import DAYS, Usage
from reports.pick.usage_rows import (
    BAD_ROW,
    MOST_MODELS,
    NO_DAYS,
    NO_USAGE,
    NOT_JSON,
    TOO_LARGE,
    BadRows,
    Tokens,
    UsageRow,
    usage_rows,
)
from reports.question import BadQuestion

LARGEST = 20_000_000  # bytes
FEW_DAYS, MOST_DAYS = 7, 3660
A_ROW = {"daily": 1, "data": 1, "weekly": 7, "monthly": 30}  # days, where rows name none that can be read
HOW = "write it with `ccusage daily --json > usage.json`"
_WHY = {
    NOT_JSON: f"no JSON; {HOW}",
    TOO_LARGE: f"more than anybody uses; {HOW}",
    NO_USAGE: f"no usage in it; {HOW}",
    BAD_ROW: "has no count of tokens there that can be one; " + HOW,
    NO_DAYS: "does not say how many days it covers; say so with --days, or " + HOW,
}


@dataclass(frozen=True)
class UsageFile:
    """What a file says of its `days`: the kinds and models of its tokens, cost in cents at list prices where it states one.

    `notes` are codes: `few-days`, `days-counted` (its rows name no days that can be read), `whole-months` (a month that is
    not over counts as whole), `no-cost`, `unpriced` (with the models that its cost leaves out).
    """

    days: int
    rows: int
    tokens: Tokens
    models: dict[str, Tokens]
    requests: int | None
    cost: int | None
    notes: Sequence[str]
    unpriced: Sequence[str]

    def month(self) -> Usage:
        """A month of 30 such days; raises BadQuestion for numbers that no one reaches."""
        tokens = {kind: self._month(count) for kind, count in self.tokens.items()}
        models = {
            name: {kind: self._month(count) for kind, count in said.items()}
            for name, said in self.models.items()
        }
        requests = None if self.requests is None else self._month(self.requests)
        return Usage(**tokens, requests=requests, models=models)

    def month_cost(self) -> int | None:
        """What the file's own cost, in cents, makes in a month."""
        return None if self.cost is None else self._month(self.cost)

    def _month(self, count: int) -> int:
        return -(-count * DAYS // self.days)

    def to_json(self) -> dict[str, Any]:
        cost = self.month_cost()
        return {
            "days": self.days, "rows": self.rows, "notes": list(self.notes), "unpriced": list(self.unpriced),
            "list_cost_usd": None if cost is None else f"{cost // 100}.{cost % 100:02}",
        }  # fmt: skip


def read_usage_file(path: Path, days: int | None = None) -> UsageFile:
    """The usage in a file; raises BadQuestion, which names the file and what to do. `days` is what the asker knows of it."""
    try:
        with path.open("rb") as file:
            return usage_file(file.read(LARGEST + 1), days)
    except BadRows as error:
        place = f" {error.place}:" if error.place else ""
        raise BadQuestion(f"{path}:{place} {_WHY[error.code]}") from None


def usage_file(content: bytes, days: int | None = None) -> UsageFile:
    """The usage in a file's bytes; raises BadRows."""
    if len(content) > LARGEST:
        raise BadRows(TOO_LARGE)
    name, rows = usage_rows(_json(content))
    models = _by_model(rows)
    if len(models) > MOST_MODELS:
        raise BadRows(TOO_LARGE, "models")
    tokens = {
        kind: sum(one[kind] for one in models.values()) for kind in ("fresh", "cached", "written", "out")
    }
    if not sum(tokens.values()):
        raise BadRows(NO_USAGE)
    spanned = _span(rows)
    known = days or spanned or A_ROW.get(name, 0) * len(rows)
    if not 0 < known <= MOST_DAYS:
        raise BadRows(NO_DAYS)
    costs = [row.cost for row in rows if row.cost is not None]
    cost = int(sum(costs) * 100 + 0.5) if costs and len(costs) == len(rows) else None
    asked = [row.requests for row in rows if row.requests is not None]
    unpriced = sorted({model for row in rows for model in row.unpriced})
    notes = {
        "few-days": known < FEW_DAYS,
        "days-counted": not days and spanned is None,
        "whole-months": not days and name == "monthly",
        "no-cost": cost is None,
        "unpriced": bool(unpriced) and cost is not None,
    }
    return UsageFile(
        known, len(rows), tokens, models, sum(asked) if asked and len(asked) == len(rows) else None, cost,
        [note for note, holds in notes.items() if holds], unpriced,
    )  # fmt: skip


def _json(content: bytes) -> Any:
    """The file's value: UTF-8 or, as PowerShell writes it, UTF-16; raises BadRows for what is none or too deep."""
    try:
        return json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadRows(NOT_JSON) from None


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _by_model(rows: Iterable[UsageRow]) -> dict[str, Tokens]:
    models: dict[str, Tokens] = {}
    for row in rows:
        for name, said in row.tokens.items():
            kept = models.setdefault(name, dict.fromkeys(said, 0))
            for kind, count in said.items():
                kept[kind] += count
    return dict(sorted(models.items()))


def _span(rows: Sequence[UsageRow]) -> int | None:
    """The days from the first of all rows to the last, both counted; None where a row names none."""
    spans = [row.days for row in rows]
    known = [span for span in spans if span]
    if not spans or len(known) < len(spans):
        return None
    return (max(span[1] for span in known) - min(span[0] for span in known)).days + 1
