"""What `codingplans doctor` found, for people: the machine, then source after source, then what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.output.report import Column, Line, Section, Sheet
from reports.words.catalogue import gettext, pgettext
from scrapers.vocabulary.brands import called

CHECKS = ("settings", "disk", "dns", "network", "robots", "clock", "browser", "fonts", "rates", "samples")
STATUSES = {"ok": "green", "warning": "yellow", "failed": "red", "skipped": "dim"}
STATES = {
    "unreached": "red",
    "refused": "red",
    "forbidden": "yellow",
    "no_browser": "yellow",
    "partial": "yellow",
    "changed": "bold",
    "unproven": "yellow",
    "proven": "green",
    "read": "green",
}
ADVISED = tuple(state for state, style in STATES.items() if style != "green")
Rows = Iterable[Mapping[str, Any]]


def doctor_sheet(checks: Rows, sources: Rows, lang: str) -> Sheet:
    """The findings as `codingplans doctor --format json` has them, with what to do for each kind of trouble."""
    machine, asked = list(checks), list(sources)
    sections = [
        Section(gettext(lang, "doctor machine"), _columns(lang), [_check(one, lang) for one in machine]),
        Section(
            gettext(lang, "doctor sources"), _source_columns(lang), [_source(one, lang) for one in asked]
        ),
        Section(
            gettext(lang, "doctor next"), text=[*_machine_advice(machine, lang), *_source_advice(asked, lang)]
        ),
    ]
    kept = [section for section in sections if section.lines or section.text]
    return Sheet(gettext(lang, "title doctor"), kept)


def _columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(pgettext(lang, "column", "checked")),
        Column(pgettext(lang, "column", "status")),
        Column(pgettext(lang, "column", "message"), keep=8, wrap=True),
    )


def _source_columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(pgettext(lang, "column", "vendor"), keep=7),
        Column(pgettext(lang, "column", "source")),
        Column(pgettext(lang, "column", "status")),
        Column(pgettext(lang, "column", "offers"), True, 6),
        Column(pgettext(lang, "column", "holds"), True, 5),
        Column(pgettext(lang, "column", "message"), keep=8, wrap=True),
    )


def _check(one: Mapping[str, Any], lang: str) -> Line:
    status = one["status"]
    said = [
        pgettext(lang, "doctor check", one["check"]),
        pgettext(lang, "doctor status", status),
        one["message"],
    ]
    return Line(said, STATUSES[status])


def _source(one: Mapping[str, Any], lang: str) -> Line:
    first = next((hold["reason"] for hold in one["holds"]), "")
    cells = [
        called(one["vendor"], lang),
        one["source"],
        pgettext(lang, "doctor state", one["state"]),
        str(one["prices"]),
        str(len(one["holds"])),
        one["message"] or first,
    ]
    return Line(cells, STATES[one["state"]])


def _machine_advice(checks: Rows, lang: str) -> list[str]:
    troubled = [one["check"] for one in checks if one["status"] in ("warning", "failed")]
    return [
        gettext(
            lang,
            "doctor do",
            name=pgettext(lang, "doctor check", name),
            words=pgettext(lang, "doctor mend", name),
        )
        for name in dict.fromkeys(troubled)
    ]


def _source_advice(sources: Rows, lang: str) -> list[str]:
    found = [one["state"] for one in sources]
    return [
        gettext(
            lang,
            "doctor do many",
            name=pgettext(lang, "doctor state", state),
            count=found.count(state),
            words=pgettext(lang, "doctor advice", state),
        )
        for state in ADVISED
        if state in found
    ]
