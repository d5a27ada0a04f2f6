"""Charts: Vega-Lite written with altair, once each; the numbers of a page are put in when it is drawn.

A chart holds no word, so both languages share it; its colours are the page's own, so both themes do.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt
import vl_convert

from reports.site.charts.series import SLIM

Chart = alt.LayerChart | alt.FacetChart
Rows = Sequence[Mapping[str, Any]]
WIDTH, HEIGHT, TALL, PADDING = 560, 190, 300, 24
INK, PRICE, INTRO, LIST, HOLD, OTHER = (
    f"var(--chart-{name})" for name in ("ink", "price", "intro", "list", "hold", "other")
)
_AXIS: Any = {
    "labelColor": INK, "tickColor": INK, "domainColor": INK, "gridColor": INK, "gridOpacity": 0.16, "labelFontSize": 12,
    "domainOpacity": 0.5, "tickOpacity": 0.5, "titleFontSize": 12, "titleColor": INK, "titleFontWeight": "normal",
}  # fmt: skip


@alt.theme.register("codingplans", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "background": "transparent",
        "padding": 4,
        "config": {"font": "sans-serif", "axis": _AXIS, "view": {"stroke": None}},
    }


@cache
def compiled(name: str) -> dict[str, Any]:
    """The Vega form of a chart whose numbers are still missing."""
    spec = {"history": history, "lines": lines, "shares": shares, "pareto": pareto, "worth": worth}[
        name
    ]().to_dict()
    vega: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    return vega


def filled(name: str, sets: Mapping[str, Rows]) -> dict[str, Any]:
    """A chart with its named data sets; what is not given is empty."""
    spec = compiled(name)
    data = [
        one if one.get("source") else {**one, "values": list(sets.get(one["name"], ()))}
        for one in spec["data"]
    ]
    return {**spec, "data": data}


def _day(field: str, **axis: Any) -> alt.X:
    labels = alt.Axis(title=None, format="%Y-%m-%d", tickCount=2, grid=False, labelFlush=True, **axis)
    return alt.X(f"{field}:T", scale=alt.Scale(type="utc"), axis=labels)


def _amount(field: str = "p") -> alt.Y:
    return alt.Y(
        f"{field}:Q", axis=alt.Axis(title=None, format="~f", tickCount=3), scale=alt.Scale(zero=True)
    )


def history() -> Chart:
    """A price over time: price seen, price not seen lately, introduction, list price, holds, last value."""
    hold = alt.Chart(alt.NamedData("hold")).mark_rect(fill=HOLD, opacity=0.18).encode(x=_day("s"), x2="e:T")
    band = alt.Chart(alt.NamedData("intro")).mark_rect(fill=INTRO, opacity=0.22)
    first = alt.Chart(alt.NamedData("intro")).mark_rule(stroke=INTRO, strokeWidth=2.5)
    crossed = alt.Chart(alt.NamedData("list")).mark_rule(stroke=LIST, strokeWidth=1.5, strokeDash=[2, 4])
    price = alt.Chart(alt.NamedData("price")).mark_rule(stroke=PRICE, strokeWidth=2.5)
    stale = alt.Chart(alt.NamedData("stale")).mark_rule(
        stroke=PRICE, strokeWidth=2, strokeDash=[1, 5], strokeCap="round"
    )
    step = alt.Chart(alt.NamedData("step")).mark_rule(stroke=PRICE, strokeWidth=1, opacity=0.5)
    last = alt.Chart(alt.NamedData("last"))
    across = {"x": _day("s"), "x2": "e:T", "y": _amount()}
    return alt.layer(
        hold,
        band.encode(**across, y2="q:Q"),
        step.encode(x=_day("s"), y=_amount(), y2="q:Q"),
        crossed.encode(**across),
        stale.encode(**across, description="d:N"),
        price.encode(**across, description="d:N"),
        first.encode(**across, description="d:N"),
        last.mark_point(fill=PRICE, stroke=None, size=46, opacity=1).encode(x=_day("s"), y=_amount()),
        last.mark_text(align="right", dx=2, dy=-11, fontSize=14, fontWeight="bold", fill=INK).encode(
            x=_day("s"), y=_amount(), text="t:N"
        ),
    ).properties(**SLIM)


def lines() -> Chart:
    """Up to three series over time, each ending in its value: "a" in the page's accent, "b" and "c" beside it."""
    parts: list[alt.Chart] = []
    for name, colour in (("c", LIST), ("b", OTHER), ("a", PRICE)):
        data, end = alt.Chart(alt.NamedData(name)), alt.Chart(alt.NamedData(f"{name}_last"))
        line = data.mark_line(stroke=colour, strokeWidth=2.5, interpolate="step-after")
        label = end.mark_text(
            align="right", dx=2, dy={"expr": "datum.dy"}, fontSize=14, fontWeight="bold", fill=colour
        )
        parts += [
            line.encode(x=_day("s"), y=_amount(), detail="run:N"),
            data.mark_point(fill=colour, stroke=None, size=14, opacity=1).encode(
                x=_day("s"), y=_amount(), description="d:N"
            ),
            end.mark_point(fill=colour, stroke=None, size=46, opacity=1).encode(x=_day("s"), y=_amount()),
            label.encode(x=_day("s"), y=_amount(), text="t:N"),
        ]
    return alt.layer(*parts).properties(**SLIM)


def shares() -> Chart:
    """What moved a number, month by month: the vendors' share beside the rate's, up or down from zero."""
    bars = alt.Chart(alt.NamedData("moves")).mark_bar(opacity=0.9)
    zero = alt.Chart(alt.NamedData("zero")).mark_rule(stroke=INK, opacity=0.5).encode(y=_amount())
    colour = alt.Color("who:N", scale=alt.Scale(domain=["vendor", "rate"], range=[PRICE, OTHER]), legend=None)
    return alt.layer(
        bars.encode(x=_day("s"), x2="e:T", y=_amount("p"), y2="q:Q", color=colour), zero
    ).properties(width=SLIM["width"], height=110)


def pareto() -> Chart:
    """Price against quota: every plan a point, those that nothing beats joined and named."""
    x = alt.X(
        "x:Q",
        scale=alt.Scale(type="log", nice=False, padding=24),
        axis=alt.Axis(title=None, format="~s", grid=False, tickCount=4),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(type="log", nice=False, padding=24),
        axis=alt.Axis(title=None, format="~f", tickCount=4, grid=False),
    )
    rest, best = alt.Chart(alt.NamedData("rest")), alt.Chart(alt.NamedData("best"))
    return alt.layer(
        best.mark_line(stroke=PRICE, strokeWidth=1.5, interpolate="step-after", opacity=0.6).encode(x=x, y=y),
        rest.mark_point(fill=OTHER, stroke=None, size=50, opacity=0.65).encode(x=x, y=y),
        best.mark_point(fill=PRICE, stroke=None, size=70, opacity=1).encode(x=x, y=y),
        best.mark_text(align="left", dx=7, dy=9, fontSize=12, fill=INK).encode(x=x, y=y, text="t:N"),
    ).properties(height=280, padding={"left": 4, "right": 100, "top": 8, "bottom": 4})


def worth() -> Chart:
    """Use at API prices against the price per month: every plan a point that says its name, the unbeaten joined and named."""
    scale = alt.Scale(type="log", nice=False, padding=PADDING)
    room = alt.Scale(
        type="log", nice=False, padding=PADDING, domainMin=1
    )  # for names, above and left of the line
    x = alt.X("x:Q", scale=room, axis=alt.Axis(title=None, format="~s", grid=False, tickCount=4))
    y = alt.Y("y:Q", scale=scale, axis=alt.Axis(title=None, format="~s", tickCount=5))
    rest, best, axes = (alt.Chart(alt.NamedData(name)) for name in ("rest", "best", "axes"))
    return alt.layer(
        best.mark_line(stroke=PRICE, strokeWidth=1.5, interpolate="step-after", opacity=0.6).encode(x=x, y=y),
        rest.mark_point(fill=OTHER, stroke=None, size=60, opacity=0.65).encode(x=x, y=y, description="d:N"),
        best.mark_point(fill=PRICE, stroke=None, size=90, opacity=1).encode(x=x, y=y, description="d:N"),
        best.mark_text(align="right", dx=-9, dy={"expr": "datum.dy"}, fontSize=12, fill=INK).encode(
            x=x, y=y, text="t:N"
        ),
        axes.mark_text(align="left", fontSize=12, fill=INK).encode(
            x=alt.value(0), y=alt.value(-12), text="y:N"
        ),
        axes.mark_text(align="right", fontSize=12, fill=INK).encode(
            x=alt.value(WIDTH), y=alt.value(TALL + 32), text="x:N"
        ),
    ).properties(height=TALL, padding={"left": 4, "right": 12, "top": 26, "bottom": 20})
