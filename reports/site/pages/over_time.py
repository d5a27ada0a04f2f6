"""Over time, as a page: two lines and what moved each, drawn and in words."""

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from db.tables.states import end_of
from reports.facts.cost import rounded
from reports.question import CUP
from reports.site.charts.draw import Job
from reports.site.charts.series import SLIM, at
from reports.site.facts import Facts
from reports.site.over_time import Point, Share, points, shares
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import REGIONS, plain

MEASURES = ("ratio", "cups")
_BAR_DAYS = 20
ABOVE, LINE = -9, 16  # pixels: where the value at the end of a line stands from it, and from the next


def measured(facts: Facts) -> dict[str, list[Point]]:
    """The monthly points of every region."""
    return {region: points(facts.db, facts.past, region, facts.query.day) for region in REGIONS}


def jobs(points: Mapping[str, Sequence[Point]]) -> dict[str, Job]:
    """A chart of each measure, and one of what moved it in each region."""
    charts: dict[str, Job] = {}
    for what in MEASURES:
        lines = {
            name: [(one, one.measured(what)) for one in points[region]]
            for name, region in (("a", "CN"), ("b", "INTL"))
        }
        if what == "cups":
            lines["c"] = [(one, one.claude_cups) for one in points["CN"] or points["INTL"]]
        sets: dict[str, Any] = {}
        for name, values in lines.items():
            line: list[dict[str, Any]] = [
                {
                    "s": at(end_of(one.day)),
                    "p": float(value),
                    "run": 0,
                    "d": f"@{one.day:%Y-%m} · {rounded(value)}",
                }
                for one, value in values
                if value is not None
            ]
            sets[name] = line
        sets |= _ends(sets)
        charts[f"time {what}"] = ("lines", sets)
        for region in REGIONS:
            charts[f"moves {what} {region}"] = ("shares", _bars(shares(points[region], what)))
    return charts


def _ends(lines: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """The end of each line with its value, above it or as far below as the one above leaves room.

    A pixel is taken for larger than it is: the axis reaches beyond the largest value by less than a third.
    """
    ends = {name: line[-1] for name, line in lines.items() if line}
    pixel = max((one["p"] for line in lines.values() for one in line), default=0) / (0.7 * SLIM["height"])
    labels, lowest = {}, -math.inf
    for name, end in sorted(ends.items(), key=lambda one: -one[1]["p"]):
        above = -end["p"] / pixel if pixel else 0.0
        lowest = max(above + ABOVE, lowest + LINE)
        labels[f"{name}_last"] = [{**end, "t": _short(end["p"]), "dy": lowest - above}]
    return labels


def _short(value: float) -> str:
    return plain(Decimal(rounded(Decimal(str(value)), 2)))


def _bars(moves: Sequence[Share]) -> dict[str, Any]:
    """Two bars a month from zero, the second on top of the first where both go the same way."""
    bars = []
    for one in moves:
        start, end = end_of(one.after.day - timedelta(days=_BAR_DAYS)), end_of(one.after.day)
        base = one.vendor if (one.vendor > 0) == (one.rate > 0) else Decimal(0)
        place = {"s": at(start), "e": at(end)}
        bars += [
            {**place, "who": "vendor", "p": float(one.vendor), "q": 0.0},
            {**place, "who": "rate", "p": float(base + one.rate), "q": float(base)},
        ]
    return {"moves": bars, "zero": [{"p": 0}]} if bars else {}


def time_page(
    facts: Facts, lang: str, points: Mapping[str, Sequence[Point]], drawn: Mapping[str, Markup]
) -> Any:
    """The values of the page."""
    return {
        "cup": plain(CUP),
        "measures": [
            {
                "name": what,
                "chart": drawn[f"time {what}"],
                "text": [
                    _line_text(points[region], what, region, lang) for region in REGIONS if points[region]
                ],
                "regions": [
                    {
                        "region": region,
                        "chart": drawn[f"moves {what} {region}"],
                        "text": _share_text(shares(points[region], what), lang),
                        "rows": [_row(one, what, lang) for one in reversed(shares(points[region], what))],
                    }
                    for region in REGIONS
                ],
            }
            for what in MEASURES
        ],
    }


def _line_text(points: Sequence[Point], what: str, region: str, lang: str) -> str:
    values = [(one, value) for one in points if (value := one.measured(what)) is not None]
    if not values:
        return gettext(lang, "nothing")
    amounts = [value for _, value in values]
    return gettext(
        lang,
        "line text",
        region=pgettext(lang, "region title", region),
        first=rounded(amounts[0]),
        last=rounded(amounts[-1]),
        start=f"{values[0][0].day:%Y-%m}",
        end=f"{values[-1][0].day:%Y-%m}",
        low=rounded(min(amounts)),
        high=rounded(max(amounts)),
    )


def _share_text(moves: Sequence[Share], lang: str) -> str:
    real = [one for one in moves if rounded(one.total) != "0.00"]
    if not real:
        return gettext(lang, "no moves")
    largest = max(real, key=lambda one: abs(one.total))
    return ngettext(
        lang,
        "share text",
        len(real),
        total=signed(largest.total),
        day=f"{largest.after.day:%Y-%m}",
        vendor=signed(largest.vendor),
        rate=signed(largest.rate),
    )


def signed(amount: Decimal) -> str:
    """A move with its sign; zero has none."""
    text = rounded(amount)
    return text if text.startswith("-") or text == "0.00" else f"+{text}"


def _row(one: Share, what: str, lang: str) -> dict[str, Any]:
    value = one.after.measured(what)
    return {
        "day": one.after.day,
        "title": title(one.after.offer, lang),
        "value": rounded(value or Decimal(0)),
        "total": signed(one.total),
        "vendor": signed(one.vendor),
        "rate": signed(one.rate),
    }
