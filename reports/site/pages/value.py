"""Value, as a page: a table and a chart for each unit and window."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from reports.facts.cost import rounded
from reports.question import LANGUAGES
from reports.site.charts.draw import Job
from reports.site.facts import Facts
from reports.site.pages.worth import chart_jobs, worth_values
from reports.site.rows import Row, figure_row
from reports.site.value import Group, Value, groups
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.numbers import grouped
from reports.words.plan_names import title
from scrapers.offer import plain
from scrapers.vocabulary.brands import called


def jobs(facts: Facts) -> dict[str, Job]:
    """A Pareto chart of what plans are worth, and one for every group with three different plans, in each language."""
    drawn = [group for group in groups(facts.figures) if group.drawn]
    return chart_jobs(facts.figures, facts.query) | {
        _key(group, lang): ("pareto", _sets(group, lang)) for lang in LANGUAGES for group in drawn
    }


def _key(group: Group, lang: str) -> str:
    return f"pareto {lang} {group.unit} {group.window} {group.vendor}"


def _sets(group: Group, lang: str) -> dict[str, Any]:
    best = group.best()
    label = {one.figure.offer.id: title(one.figure.offer, lang) for one in best}
    return {
        "best": [{**_point(one), "t": label[one.figure.offer.id]} for one in best],
        "rest": [_point(one) for one in group.values if one.figure.offer.id not in label],
    }


def _point(one: Value) -> dict[str, float]:
    return {"x": float(one.quota.amount), "y": float(one.figure.money("monthly", "CNY"))}


def value_page(facts: Facts, lang: str, drawn: Mapping[str, Markup]) -> dict[str, Any]:
    """The values of the page."""
    quota_groups = groups(facts.figures)
    return {
        **worth_values(facts, lang),
        "worth_chart": drawn.get(f"worth {lang}", ""),
        "groups": [_group(facts, group, lang, drawn.get(_key(group, lang), "")) for group in quota_groups],
    }


def _group(facts: Facts, group: Group, lang: str, chart: Markup | str) -> Row:
    per = grouped(group.values[0].per)
    unit, window = pgettext(lang, "unit", group.unit), pgettext(lang, "window", group.window).strip()
    return {
        "unit": unit,
        "window": window,
        "per": per,
        "vendor": called(group.vendor, lang) if group.vendor else "",
        "id": "-".join(part for part in (group.unit, group.window.lower(), group.vendor) if part),
        "heading": gettext(
            lang,
            "unit price P1M" if group.window == "P1M" else "unit price",
            per=per,
            unit=unit,
            window=window,
        ),
        "title": gettext(lang, "group", unit=pgettext(lang, "unit title", group.unit), window=window),
        "chart": chart,
        "text": ngettext(
            lang,
            "pareto text",
            len(group.values),
            best=gettext(lang, "comma").join(title(one.figure.offer, lang) for one in group.best()),
        ),
        "rows": [_row(facts, one, lang) for one in group.values],
        "monthly": group.window == "P1M",
    }


def _row(facts: Facts, one: Value, lang: str) -> Row:
    printed = figure_row(facts, one.figure, lang)
    own = str(one.figure.offer.currency)
    places = 2 if one.price(own) >= Decimal("0.1") else 4
    return printed | {
        "unit_price": money(rounded(one.price(own), places), own),
        "unit_cny": rounded(one.price("CNY"), places),
        "amount": plain(one.quota.amount),
        "amount_text": grouped(one.quota.amount),
    }
