"""Cells: how a figure is written in the tables of plans, column by column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts import cost
from reports.facts.cost import repeated, rounded
from reports.facts.figures import CLAUDE_PRO, Figure
from reports.facts.open_holds import days_between
from reports.facts.proof import PROOF_DAYS
from reports.output.report import Column, Line, Section
from reports.question import ReportQuery
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import PERS, REGIONS, Offer, plain

SYMBOL, MOST = "🧋", 8


@dataclass(frozen=True)
class Cell:
    """One column of a table of plans: what it says of a figure, and how a narrow terminal treats it."""

    text: Callable[[Figure, ReportQuery], str]
    right: bool = True
    keep: int = 9
    style: str = ""


def period(offer: Offer, lang: str) -> str:
    """What one charge covers, as people say it."""
    return pgettext(lang, "period", str(offer.period))


def introduction(offer: Offer, lang: str) -> str:
    """The first charges in words: "7.9 ×1, 20 ×1 to 2026-11-08"; empty where there is no introduction."""
    until = gettext(lang, "until", day=offer.intro_until) if offer.intro_until else ""
    return gettext(lang, "comma").join(repeated(step.to_json()) for step in offer.charges) + until


def firsts(offer: Offer, lang: str) -> str:
    """The first charges one after the other, without their currency: "7.9, 20"."""
    return gettext(lang, "comma").join(plain(step.price) for step in offer.charges)


def against(ratio: Decimal | None, lang: str) -> str:
    """How many times cheaper or dearer than Claude Pro, in words."""
    if ratio is None:
        return ""
    if rounded(ratio) == "1.00":
        return gettext(lang, "same")
    return (
        gettext(lang, "cheaper", times=rounded(ratio))
        if ratio > 1
        else gettext(lang, "dearer", times=rounded(1 / ratio))
    )


def _ratio(one: Figure, query: ReportQuery) -> str:
    return gettext(query.lang, "reference") if one.offer.id == CLAUDE_PRO else against(one.ratio, query.lang)


def drawn(cups: Decimal) -> str:
    """Cups one can count; more than eight end in a plus."""
    whole = int(rounded(cups, 0))
    return SYMBOL * min(whole, MOST) + ("+" if whole > MOST else "")


def _money(what: str) -> Callable[[Figure, ReportQuery], str]:
    def text(one: Figure, query: ReportQuery) -> str:
        mark = "~" if what == "first_year" and cost.estimated(one.offer) else ""
        return mark + rounded(one.money(what, query.currency or "CNY"))

    return text


def why(one: Figure, lang: str) -> str:
    """Why a figure has no rank, in words; nothing where it has one."""
    return pgettext(lang, "state", one.unranked, day=(one.state.unlisted or "")[:10]) if one.unranked else ""


def why_unproven(one: Figure, lang: str) -> str:
    """Why no page of the vendor proves a price, in words; nothing where one does."""
    return pgettext(lang, "unproven", one.unproven, day=one.state.last_seen[:10]) if one.unproven else ""


def _seen(one: Figure, query: ReportQuery) -> str:
    days = days_between(one.state.last_seen, query.day)
    return gettext(query.lang, "days", days=days) + ("!" if one.failing_since else "")


CELLS = {
    "rank": Cell(lambda one, _: "" if one.rank is None else str(one.rank), keep=5),
    "plan": Cell(lambda one, query: title(one.offer, query.lang), right=False),
    "period": Cell(lambda one, query: period(one.offer, query.lang), right=False, keep=8),
    "price": Cell(lambda one, _: f"{plain(cost.recurring(one.offer))} {one.offer.currency}", keep=5),
    "first": Cell(
        lambda one, query: introduction(one.offer, query.lang), right=False, keep=4, style="magenta"
    ),
    "monthly": Cell(_money("monthly"), style="bold"),
    "monthly usd": Cell(lambda one, _: rounded(one.money("monthly", "USD")), keep=4),
    "first month": Cell(_money("first_month"), keep=3),
    "year": Cell(_money("first_year"), keep=8),
    "ratio": Cell(_ratio, keep=7, style="green"),
    "cups": Cell(lambda one, _: rounded(one.cups), keep=5),
    "drawn": Cell(lambda one, _: drawn(one.cups), right=False, keep=4),
    "seen": Cell(_seen, keep=6),
    "changed": Cell(lambda one, _: (one.last_changed or "")[:10], right=False, keep=1, style="dim"),
    "provenance": Cell(
        lambda one, query: pgettext(query.lang, "provenance", one.state.provenance),
        right=False,
        keep=0,
        style="dim",
    ),
    "unproven": Cell(lambda one, query: why_unproven(one, query.lang), right=False, keep=6, style="dim"),
    "why": Cell(lambda one, query: why(one, query.lang), right=False, keep=8),
}


def heading(name: str, query: ReportQuery) -> str:
    return pgettext(query.lang, "column", name, currency=query.currency or "CNY")


def table(
    title: str, names: Sequence[str], figures: Sequence[Figure], query: ReportQuery, style: str = ""
) -> Section:
    """A table of plans with the named columns, one line a figure."""
    shown = [name for name in names if name != "monthly usd" or query.currency is None]
    columns = tuple(
        Column(heading(name, query), CELLS[name].right, CELLS[name].keep, CELLS[name].style) for name in shown
    )
    lines = [
        Line(
            [CELLS[name].text(one, query) for name in shown], style or ("yellow" if one.failing_since else "")
        )
        for one in figures
    ]
    return Section(title, columns, lines)


def tables(names: Sequence[str], figures: Sequence[Figure], query: ReportQuery, order: str) -> list[Section]:
    """The ranking by region, accounts and seats apart: first what vendors' pages prove, then the rest with its reasons.

    `order` is the word for how they are sorted.
    """
    groups = [
        [one for one in figures if one.ranked and (one.offer.region, one.offer.per) == (region, per)]
        for region in REGIONS
        for per in PERS
    ]
    known = [group for group in groups if group]
    others = [[one for one in group if not one.proven] for group in known]
    return [_proven(names, group, query, order) for group in known] + [
        _others(names, group, query) for group in others if group
    ]


def _proven(names: Sequence[str], group: Sequence[Figure], query: ReportQuery, order: str) -> Section:
    title = gettext(query.lang, "section", **group_words(group, query), order=order)
    here = [one for one in group if one.proven]
    if not here:
        return Section(title, text=[gettext(query.lang, "nothing proven", days=PROOF_DAYS)])
    return table(title, names, here, query)


def _others(names: Sequence[str], group: Sequence[Figure], query: ReportQuery) -> Section:
    shown = [name for name in names if name not in ("rank", "changed", "provenance")]
    title = gettext(query.lang, "section unproven", **group_words(group, query), days=PROOF_DAYS)
    return table(title, [*shown, "unproven"], group, query)


def group_words(group: Sequence[Figure], query: ReportQuery) -> dict[str, str]:
    """Where a group is sold and per what, in words."""
    offer = group[0].offer
    return {
        "region": pgettext(query.lang, "region", offer.region),
        "per": pgettext(query.lang, "per", offer.per),
    }
