"""`report value`: what a month's money buys, in the vendor's unit, in tokens and in use at API prices."""

from collections.abc import Sequence

from db.database import Database
from reports.facts.figures import figures
from reports.facts.value.plan_value import ModelValue
from reports.facts.value.valued_plans import ValuedPlan, by_order, valued
from reports.output.report import Column, Line, Report, Section
from reports.question import BadQuestion, ReportQuery
from reports.views.opening import notes
from reports.views.value_json import measured_json, value_rows
from reports.views.value_words import ValueWords, silent_lines
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title_of_id
from scrapers.about.value_facts import Measured, all_measured
from scrapers.vocabulary.brands import called

COLUMNS = (
    ("plan", False, 9), ("where", False, 4), ("month", True, 7), ("holds", True, 3), ("model", False, 5), ("tokens", True, 6),
    ("worth", True, 8), ("times", True, 9), ("sure", False, 6), ("seen", True, 2),
)  # fmt: skip
Rows = Sequence[tuple[ValuedPlan, ModelValue]]


def value_report(db: Database, query: ReportQuery) -> Report:
    """Every plan whose month is worth something that can be computed, best first; then the others with the reason."""
    known, plans = notes(db, query), valued(figures(db, query), query)
    shown = by_order(_rows(plans, query), query.order)
    lang = query.lang
    sections = [Section("", *_table(shown, query))] if shown else []
    silent = [one for one in plans if one.value.reason]
    if silent and not query.model:
        sections.append(_silences(silent, lang))
    measured = [(vendor, one) for vendor, one in all_measured() if query.measured and one.seen <= query.day]
    if measured:
        sections.append(_measured(measured, lang))
    words = ValueWords(lang)
    return Report(
        gettext(lang, "title value"),
        query.day,
        known.rate,
        [*words.answer(shown), gettext(lang, "value caveat")],
        sections,
        value_rows(plans),
        known.to_json(),
        [words.mix(query), gettext(lang, "value options"), gettext(lang, "value legend"), *known.lines()],
        {"mix": {"cached": str(query.cached), "output": str(query.output)}}
        | ({"measured": measured_json(measured)} if query.measured else {}),
    )


def _rows(plans: Sequence[ValuedPlan], query: ReportQuery) -> Rows:
    """A row a plan, of its best model; of every model, or of one, where that is asked for."""
    if query.model:
        wanted = query.model.lower().replace(" ", "-")
        rows = [(plan, one) for plan in plans for one in plan.value.models if wanted in (one.model or "")]
        if not rows:
            known = sorted({one.model for plan in plans for one in plan.value.models if one.model})
            raise BadQuestion(
                f"no plan's month is known by model {query.model!r}; known are {', '.join(known)}"
            )
        return rows
    valued_plans = [plan for plan in plans if not plan.value.reason]
    if query.all_models:
        return [(plan, one) for plan in valued_plans for one in plan.value.models]
    return [(plan, one) for plan in valued_plans if (one := plan.best)]


def _table(rows: Rows, query: ReportQuery) -> tuple[tuple[Column, ...], list[Line]]:
    words = ValueWords(query.lang)
    columns = tuple(
        Column(pgettext(query.lang, "value column", name), right, keep) for name, right, keep in COLUMNS
    )
    cells = [words.cells(plan, one, query) for plan, one in rows]
    return columns, [Line([row[name] for name, _, _ in COLUMNS]) for row in cells]


def _silences(plans: Sequence[ValuedPlan], lang: str) -> Section:
    """The plans whose unit says nothing, by vendor and reason; those without any allowance on record in a line."""
    known = [one for one in plans if one.value.reason != "unstated"]
    rest = sorted({called(one.figure.offer.vendor, lang) for one in plans if one.value.reason == "unstated"})
    columns = tuple(
        Column(pgettext(lang, "value column", name), name == "plans", keep)
        for name, keep in (("vendor", 9), ("plans", 5), ("reason", 9), ("source", 3))
    )
    lines = [Line(cells) for cells in silent_lines(known, lang)]
    text = [gettext(lang, "value unstated", vendors=gettext(lang, "comma").join(rest))] if rest else []
    return Section(gettext(lang, "value silent"), columns, lines, text)


def _measured(measured: Sequence[tuple[str, Measured]], lang: str) -> Section:
    lines = []
    for row in measured_json(measured):
        name = title_of_id(row["plan"], lang)
        lines.append(gettext(lang, "value measured", plan=name, **{k: row[k] for k in row if k != "plan"}))
    return Section(gettext(lang, "value measured title"), text=lines)
