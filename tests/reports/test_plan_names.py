"""A plan is called by its name in every report: no Chinese in English but what a page says, no slug in either language."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from story import hold_state, offer

from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from reports.facts.plans.plan_search import find
from reports.facts.timeline import Timeline
from reports.question import LANGUAGES, ReportQuery
from reports.views.catalogue import NAMES, report
from reports.views.show import show_report
from reports.words.catalogue import pgettext
from reports.words.plan_names import title
from scrapers.vocabulary.brands import BRANDS

DAYS = (date(2026, 5, 29), date(2026, 10, 4))
CHINESE = re.compile(r"[⺀-鿿豈-﫿＀-￯]")
# What pages and people who checked them say stands under these headings, in quotes, and after "Source:".
QUOTED = ("evidence", "message", "reason", "ends")
SAID = re.compile(r"“[^”]*”|Source: .*|Not counted, unconfirmed: .*")
SLUG = re.compile(
    rf"(?<![\w/.@-])(?:{'|'.join(sorted(BRANDS, key=len, reverse=True))})(?:/[a-z]|(?= [A-Z])| [a-z-]+-plan)"
)
SPELT_SO = {brand.vendor for brand in BRANDS.values() if brand.en.startswith(brand.vendor)}  # v0 by Vercel


@pytest.fixture(scope="module")
def known() -> Database:
    """The curated history, and a plan of each kind whose page calls it in Chinese."""
    db = open_db(":memory:")
    import_history(db)
    seen = "2026-05-01T02:00:00Z"
    for plan, name in (
        ("team-standard", "团队标准版"),
        ("chuang-xiang-ban", "畅享版"),
        ("advanced-once", "高级版 月付"),
    ):
        hold_state(db, offer(vendor="acme", plan=plan, plan_name=name), seen, "2026-10-03T02:00:00Z")
    return db


def _said(db: Database, name: str, query: ReportQuery) -> Iterator[str]:
    """Everything a report says in its own words."""
    content = report(db, name, query)
    yield content.title
    yield from (*content.opening, *content.closing)
    left_out = {pgettext(query.lang, "column", heading) for heading in QUOTED}
    for section in content.sections:
        yield section.title
        yield from section.text
        for line in section.lines:
            yield from (
                cell
                for cell, column in zip(line.cells, section.columns, strict=True)
                if column.heading not in left_out
            )


def _queries(lang: str) -> Iterator[tuple[str, ReportQuery]]:
    for name in NAMES:
        for day in DAYS:
            plans = ("zhipu", "bailian", "acme") if name == "history" else ("",)
            for plan in plans:
                yield name, ReportQuery(day=day, lang=lang, plan=plan, width=200)
    yield "cost", ReportQuery(day=DAYS[1], lang=lang, switch=True)


def test_no_report_in_english_says_anything_in_chinese_but_what_a_page_says(known: Database) -> None:
    found = {
        (name, said)
        for name, query in _queries("en")
        for said in _said(known, name, query)
        if CHINESE.search(SAID.sub("", said))
    }
    assert found == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_report_calls_a_plan_or_a_vendor_by_a_slug(known: Database, lang: str) -> None:
    found = {
        (name, said)
        for name, query in _queries(lang)
        for said in _said(known, name, query)
        if (slug := SLUG.search(SAID.sub("", said))) and slug[0] not in SPELT_SO
    }
    assert found == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plan_is_found_by_its_name_in_either_language(known: Database, lang: str) -> None:
    timeline = Timeline(known)
    for plan in timeline.plans():
        name = title(timeline.spans(plan)[-1].offer, lang)
        assert plan in find(known, timeline, ReportQuery(day=DAYS[1], plan=name)), name


def test_one_plan_shown_in_english_says_nothing_in_chinese_but_what_its_page_says(known: Database) -> None:
    shown = show_report(known, ReportQuery(day=DAYS[1], plan="zhipu/coding-plan/team-standard/CN"))
    said = [shown.title, *(line for section in shown.sections for line in (section.title, *section.text))]
    assert [line for line in said if CHINESE.search(SAID.sub("", line)) and "checked" not in line] == []
