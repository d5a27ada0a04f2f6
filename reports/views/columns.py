"""Cells: how a figure is written in the tables of plans, column by column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.facts import cost
from reports.facts.answer import one_a_plan
from reports.facts.cost import repeated, rounded
from reports.facts.figures import CLAUDE_PRO, Figure
from reports.facts.open_holds import days_between
from reports.facts.proof import PROOF_DAYS
from reports.output.report import Column, Line, Section
from reports.question import ReportQuery
from reports.views.payments import paid_then, paid_today, paid_within, payments, priced
from reports.words.amounts import currency_called
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import PERS, REGIONS, Offer, plain

SYMBOL, MOST = "🧋", 8
USUAL = {
    "CN": "CNY",
    "INTL": "USD",
}  # what the plans of a region are compared in, unless a currency is asked for
SORTED = {"year": "year", "first-month": "first month", "monthly": "monthly"}  # the column of each ranking


@dataclass(frozen=True)
class Cell:
    """One column of a table of plans: what it says of a figure, and how a narrow terminal treats it."""

    text: Callable[[Figure, ReportQuery], str]
    right: bool = True
    keep: int = 9
    style: str = ""
    wrap: bool = False


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
    if ratio > 1:
        return gettext(lang, "cheaper", times=three_digits(ratio))
    return gettext(lang, "dearer", times=three_digits(1 / ratio))


def three_digits(times: Decimal) -> str:
    """4.79, 13.5, 134: as far as a comparison is meant."""
    return rounded(times, max(0, 2 - times.adjusted()))


def _ratio(one: Figure, query: ReportQuery) -> str:
    return gettext(query.lang, "reference") if one.offer.id == CLAUDE_PRO else against(one.ratio, query.lang)


def drawn(cups: Decimal) -> str:
    """Cups one can count; more than eight end in a plus."""
    whole = int(rounded(cups, 0))
    return SYMBOL * min(whole, MOST) + ("+" if whole > MOST else "")


def _money(what: str) -> Callable[[Figure, ReportQuery], str]:
    return lambda one, query: rounded(one.money(what, _currency(query)))


def _currency(query: ReportQuery) -> str:
    return query.currency or "CNY"


def _other(query: ReportQuery) -> str:
    return "USD" if _currency(query) == "CNY" else "CNY"


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
    "plan": Cell(lambda one, query: title(one.offer, query.lang), right=False),
    "period": Cell(lambda one, query: period(one.offer, query.lang), right=False, keep=8),
    "price": Cell(lambda one, _: priced(cost.recurring(one.offer), str(one.offer.currency)), keep=5),
    "today": Cell(lambda one, _: paid_today(one.offer)),
    "then": Cell(lambda one, query: paid_then(one.offer, query.lang), right=False, wrap=True),
    "monthly": Cell(_money("monthly"), keep=7),
    "monthly other": Cell(lambda one, query: rounded(one.money("monthly", _other(query))), keep=2),
    "first month": Cell(_money("first_month"), keep=3),
    "year": Cell(lambda one, query: paid_within(one, cost.YEAR, _currency(query)), style="bold"),
    "cost": Cell(lambda one, query: paid_within(one, query.months, _currency(query)), style="bold"),
    "average": Cell(
        lambda one, query: rounded(one.cost(query.months, _currency(query)) / query.months), keep=4
    ),
    "charges": Cell(lambda one, query: payments(one.offer, query.months), right=False, wrap=True),
    "ratio": Cell(_ratio, keep=8, style="green"),
    "cups": Cell(lambda one, _: rounded(one.cups), keep=6),
    "drawn": Cell(lambda one, _: drawn(one.cups), right=False, keep=5),
    "seen": Cell(_seen, keep=4),
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
    currency = _other(query) if name == "monthly other" else _currency(query)
    return pgettext(query.lang, "column", name, currency=currency_called(currency, query.lang))


def table(
    title: str, names: Sequence[str], figures: Sequence[Figure], query: ReportQuery, style: str = ""
) -> Section:
    """A table of plans with the named columns, one line a figure; `rank` is its place in this table."""
    columns = tuple(_column(name, query) for name in names)
    lines = [
        Line(
            [str(place) if name == "rank" else CELLS[name].text(one, query) for name in names],
            style or ("yellow" if one.failing_since else ""),
        )
        for place, one in enumerate(figures, 1)
    ]
    return Section(title, columns, lines)


def _column(name: str, query: ReportQuery) -> Column:
    if name == "rank":
        return Column(pgettext(query.lang, "column", "rank"), True, 3)
    cell = CELLS[name]
    keep = 9 if name == SORTED[query.by] else cell.keep
    return Column(heading(name, query), cell.right, keep, cell.style, cell.wrap)


def tables(names: Sequence[str], figures: Sequence[Figure], query: ReportQuery, order: str) -> list[Section]:
    """The ranking by region, accounts and seats apart: first what vendors' pages prove, then the rest with its reasons.

    `order` is the word for how they are sorted. A plan stands where its best term does, unless every term is asked for;
    amounts are in the usual currency of the region, unless one is asked for.
    """
    shown = figures if query.every_term else one_a_plan(figures)
    groups = [
        [one for one in shown if one.ranked and (one.offer.region, one.offer.per) == (region, per)]
        for region in REGIONS
        for per in PERS
    ]
    known = [group for group in groups if group]
    others = [[one for one in group if not one.proven] for group in known]
    return [_proven(names, group, in_usual_currency(query, group), order) for group in known] + [
        _others(names, group, in_usual_currency(query, group)) for group in others if group
    ]


def in_usual_currency(query: ReportQuery, group: Sequence[Figure]) -> ReportQuery:
    """The question with the currency that the plans of a group's region are usually sold in, unless it names one."""
    return replace(query, currency=query.currency or USUAL[group[0].offer.region])


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
