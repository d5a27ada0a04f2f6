"""Every message is said in both languages, with the values it is given, and none is left over."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from jinja2 import nodes

import reports
from pipeline.doctor import check
from pipeline.publish.decide import Done
from reports.alerts.wording import OWN
from reports.facts.proof import REASONS
from reports.pick.pick import NEARLY
from reports.question import LANGUAGES, RANKINGS
from reports.site.pages.over_time import MEASURES
from reports.site.pages.pick_words import DOUBTS, ERRORS, NOTES, UNFIT
from reports.site.pages.plan import LEGEND
from reports.site.render import NAVIGATION, environment
from reports.views import claims, doctor, health, review, value
from reports.views.accuracy import OUTCOMES
from reports.views.columns import CELLS
from reports.words.amounts import NAMED
from reports.words.attribution import PROVENANCES
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.numbers import compact, grouped
from reports.words.stored import FAILURES, HELD_FIELDS, RULES
from scrapers.about.api_prices import CONFIDENCES
from scrapers.about.value_facts import Reason
from scrapers.about.vendor_facts import Way
from scrapers.offer import AVAILABILITIES, PERIODS, PERS, REGIONS, UNITS, WINDOWS

ROOM = Path(reports.__file__).parent
CALLS = ("_", "gettext", "ngettext", "pgettext")
KINDS: Mapping[
    str, tuple[str, ...]
] = {  # the values that are said by their own name, by the context of their words
    "alert": OWN,
    "attributed": PROVENANCES,
    "badge": PROVENANCES,
    "chart legend": LEGEND,
    "claim": tuple(claim.key for claim in claims.CLAIMS),
    "column": (*CELLS, *OUTCOMES, "published", "corrected", "false", "median", "worst", "curated"),
    "currency": NAMED,
    "counted": tuple(one for one in PROVENANCES if one != "sample"),
    "decision": get_args(Done),
    "doctor advice": doctor.ADVISED,
    "doctor check": get_args(check.Name),
    "doctor finding": get_args(check.Finding),
    "doctor mend": get_args(check.Name),
    "doctor state": tuple(doctor.STATES),
    "doctor status": tuple(doctor.STATUSES),
    "failure": tuple(FAILURES),
    "feed": ("changes", "introductions", "corrections", "vendor"),
    "feed title": ("changes", "introductions", "corrections"),
    "held field": HELD_FIELDS,
    "hold reason": RULES,
    "how": ("1", "2", "3", "4"),
    "lead": NAVIGATION,
    "measure note": MEASURES,
    "measure title": MEASURES,
    "order": tuple(RANKINGS),
    "page": NAVIGATION,
    "per": PERS,
    "period": PERIODS,
    "pick against": NEARLY,
    "pick doubt": DOUBTS,
    "pick error": ERRORS,
    "pick fits": NEARLY,
    "pick note": NOTES,
    "pick unfit": UNFIT,
    "provenance": PROVENANCES,
    "reading": tuple(health.STYLES),
    "region": REGIONS,
    "region short": REGIONS,
    "region title": REGIONS,
    "review accept": review.WAITING,
    "review reject": review.WAITING,
    "since last": ("same", *doctor.DIFFERENT),
    "state": (*AVAILABILITIES, "pack", "student", "free", "held", "not_listed"),
    "unit": UNITS,
    "unproven": REASONS,
    "unit title": tuple(one for one in UNITS if one != "multiple"),
    "value column": (*(name for name, _, _ in value.COLUMNS), "vendor", "plans", "reason", "source"),
    "value confidence": CONFIDENCES,
    "value reason": get_args(Reason),
    "verdict": tuple(claims.STYLES),
    "whose words": PROVENANCES,
    "way": get_args(Way),
    "why": ("true", "false", "ended", "unknown"),
    "window": WINDOWS,
    "zone": ("Asia/Shanghai",),
}
STORED = ("hold reason", "failure")  # kept in English; another language says the kind of thing alone
Key = tuple[str, str]  # context, "" for none, and id


@dataclass(frozen=True)
class Call:
    """A place that says something: its keys where they stand there (none where a value is said by its name)."""

    place: str
    plural: bool
    context: str
    keys: tuple[str, ...]
    values: frozenset[str] | None  # None where they are gathered elsewhere (**said)


@cache
def catalogue(lang: str) -> Catalog:
    with (ROOM / "words" / f"{lang}.po").open("rb") as written:
        return read_po(written, locale=lang, abort_invalid=True)


def messages(lang: str) -> dict[Key, Message]:
    found = [((one.context or "", _id(one)), one) for one in catalogue(lang) if one.id]
    assert len(dict(found)) == len(found)
    return dict(found)


def _id(one: Message) -> str:
    return str(one.id if isinstance(one.id, str) else one.id[0])


def _forms(one: Message) -> tuple[str, ...]:
    return (one.string,) if isinstance(one.string, str) else tuple(one.string)


def _named(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def _call(place: str, function: str, said: list[tuple[str, ...]], values: set[str | None]) -> Call:
    contexts, keys = (said[0], said[1]) if function == "pgettext" else (("",), said[0])
    [context] = contexts
    return Call(
        place, function == "ngettext", context, keys, None if None in values else frozenset(map(str, values))
    )


def _in_python(path: Path) -> Iterator[Call]:
    def texts(node: ast.expr) -> tuple[str, ...]:
        if isinstance(node, ast.IfExp):
            return texts(node.body) + texts(node.orelse)
        return (str(node.value),) if isinstance(node, ast.Constant) else ()

    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            values = {one.arg for one in node.keywords}
            yield _call(path.name, node.func.id, [texts(one) for one in node.args[1:]], values)


def _in_template(path: Path) -> Iterator[Call]:
    def texts(node: nodes.Node) -> tuple[str, ...]:
        return (str(node.value),) if isinstance(node, nodes.Const) else ()

    for node in environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        name = getattr(node.node, "attr", None) or getattr(node.node, "name", None)
        if name in CALLS:
            yield _call(path.name, name, [texts(one) for one in node.args], {one.key for one in node.kwargs})


@cache
def calls() -> list[Call]:
    python = [call for path in ROOM.rglob("*.py") if path.parent.name != "words" for call in _in_python(path)]
    for name in ("amounts", "attribution", "quota_text", "stored"):
        python += _in_python(ROOM / "words" / f"{name}.py")
    return python + [call for path in ROOM.rglob("*.j2") for call in _in_template(path)]


def said() -> set[Key]:
    """Everything the program can say."""
    written = {(call.context, key) for call in calls() for key in call.keys}
    return written | {(context, key) for context, keys in KINDS.items() for key in keys}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_is_in_the_catalogue_and_what_is_in_the_catalogue_is_said(lang: str) -> None:
    assert said() - messages(lang).keys() == set(), "missing"
    assert messages(lang).keys() - said() == set(), "left over"


def test_values_are_said_by_name_only_in_the_kinds_listed_here() -> None:
    assert {call.context for call in calls() if not call.keys} == KINDS.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_has_words_in_each_form_of_its_language(lang: str) -> None:
    for key, one in messages(lang).items():
        assert all(_forms(one)), key
        assert len(_forms(one)) == (catalogue(lang).num_plurals if one.pluralizable else 1), key
        assert not one.fuzzy, key


def test_both_languages_put_in_the_same_values() -> None:
    for key, english in messages("en").items():
        chinese = messages("zh")[key]
        assert english.pluralizable == chinese.pluralizable, key
        if key[0] == "doctor finding":  # English is what was found; the doctor's tests say it in Chinese
            continue
        if key[0] in STORED:
            assert not _named(_forms(chinese)[0]) - _named(_forms(english)[0]), key
            continue
        assert (
            len({frozenset(_named(form) - {"count"}) for form in _forms(english) + _forms(chinese)}) == 1
        ), key
        assert english.pluralizable or _named(_forms(english)[0]) == _named(_forms(chinese)[0]), key


def test_every_call_gives_the_values_its_message_names() -> None:
    for call in calls():
        for key in call.keys:
            one = messages("en")[call.context, key]
            wanted = set.union(*map(_named, _forms(one)))
            given = wanted if call.values is None else call.values | ({"count"} if call.plural else set())
            assert wanted <= given, f"{call.place} says {key!r} without {wanted - given}"
            assert call.plural == one.pluralizable, f"{call.place} says {key!r}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_states_the_plural_rule_of_its_language(lang: str) -> None:
    known = Catalog(locale=lang)
    assert (catalogue(lang).num_plurals, catalogue(lang).plural_expr) == (
        known.num_plurals,
        known.plural_expr,
    )


@pytest.mark.parametrize(
    ("lang", "count", "text"),
    [
        ("en", 0, "0 months"),
        ("en", 1, "1 month"),
        ("en", 12, "12 months"),
        ("zh", 1, "1 个月"),
        ("zh", 12, "12 个月"),
    ],
)
def test_a_number_is_said_in_the_form_its_language_has_for_it(lang: str, count: int, text: str) -> None:
    assert ngettext(lang, "span", count) == text


def test_words_put_in_are_left_as_they_are() -> None:
    """A vendor's own "1 months" was mended with ours."""
    assert pgettext("en", "attributed", "scraped", evidence="1 months {x}") == "Official page: “1 months {x}”"
    assert gettext("en", "no holds") == "No price is on hold."


def test_a_term_nobody_wrote_down_is_shown_as_it_is() -> None:
    assert pgettext("zh", "period", "P6M") == "P6M"


@pytest.mark.parametrize(
    ("amount", "text"),
    [("6000", "6,000"), ("1200.50", "1,200.5"), ("0.0001", "0.0001"), ("7E+6", "7,000,000")],
)
def test_a_number_people_read_is_grouped_and_loses_no_place(amount: str, text: str) -> None:
    assert grouped(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        ("1005400", "1.01M", "101万"), ("207000000", "207M", "2.07亿"), ("1250000000", "1.25B", "12.5亿"), ("2E+12", "2T", "2万亿"),
        ("999960000", "1B", "10亿"),
    ],
)  # fmt: skip
def test_a_large_number_is_said_in_three_digits(amount: str, english: str, chinese: str) -> None:
    assert (compact(Decimal(amount), "en"), compact(Decimal(amount), "zh")) == (english, chinese)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_is_what_is_written(lang: str) -> None:
    """A catalogue that was edited and not compiled says what it said before; `make words` compiles it."""
    with (files("reports.words") / f"{lang}.mo").open("rb") as compiled:
        said = {(one.context or "", _id(one)): _forms(one) for one in read_mo(compiled) if one.id}
    assert said == {key: _forms(one) for key, one in messages(lang).items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_twice_in_a_catalogue(lang: str) -> None:
    written = (files("reports.words") / f"{lang}.po").read_text(encoding="utf-8")
    said = re.findall(r'^(?:msgctxt "(.*)"\n)?msgid "(.+)"$', written, re.M)
    assert {one: times for one, times in Counter(said).items() if times > 1} == {}
