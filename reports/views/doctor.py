"""What `codingplans doctor` found, for people: the machine, then source after source, then what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.facts.events import key_of, short
from reports.output.report import Column, Line, Section, Sheet
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.stored import failure, hold_reason
from scrapers.vocabulary.brands import called

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
    "same": "green",
}
DIFFERENT = ("changed", "gone", "new")
ADVISED = tuple(state for state, style in STATES.items() if style != "green")
Rows = Iterable[Mapping[str, Any]]


def doctor_sheet(checks: Rows, sources: Rows, lang: str) -> Sheet:
    """Checks by their fields, sources as `codingplans doctor --format json` has them, and what to do for each trouble."""
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


def asked_line(vendor: str, prices: int, lang: str) -> str:
    """That a vendor was asked, and how many prices it stated."""
    return ngettext(lang, "doctor asked", prices, vendor=called(vendor, lang))


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
        Column(pgettext(lang, "column", "since last"), keep=8),
        Column(pgettext(lang, "column", "message"), keep=8, wrap=True),
    )


def _check(one: Mapping[str, Any], lang: str) -> Line:
    status = one["status"]
    said = [
        pgettext(lang, "doctor check", one["name"]),
        pgettext(lang, "doctor status", status),
        _found(one, lang),
    ]
    return Line(said, STATUSES[status])


def _found(one: Mapping[str, Any], lang: str) -> str:
    if one["finding"] is None:
        return str(one["said"])
    return pgettext(lang, "doctor finding", one["finding"], said=one["said"], **one["values"])


def _source(one: Mapping[str, Any], lang: str) -> Line:
    cells = [
        called(one["vendor"], lang),
        one["source"],
        pgettext(lang, "doctor state", one["state"]),
        str(one["prices"]),
        str(len(one["holds"])),
        _since_last(one["last_time"], lang),
        _message(one, lang),
    ]
    return Line(cells, STATES[one["state"]])


def _since_last(last: Mapping[str, Any] | None, lang: str) -> str:
    """How what it states differs from last time; a dash where there was none."""
    if last is None:
        return "–"
    counts = {word: len(last[word]) for word in DIFFERENT if last[word]}
    said = [pgettext(lang, "since last", word, count=count) for word, count in counts.items()]
    return gettext(lang, "comma").join(said) or pgettext(lang, "since last", "same", count=last["same"])


def _message(one: Mapping[str, Any], lang: str) -> str:
    """What was wrong with its reading, else why something is held, else its first price that is not as last time."""
    if one["unread"]:
        cards = (
            gettext(lang, "unread card", name=card["unread"], words=card["words"]) for card in one["unread"]
        )
        return gettext(lang, "comma").join(cards)
    if one["message"]:
        return failure(one["message"], lang)
    for change in (one["last_time"] or {}).get("changed", ()):
        before, after = (
            money(change[side]["price"], key_of(change["offer"])["currency"]) for side in ("before", "after")
        )
        if before != after:
            return f"{short(change['offer'], lang)}: {before} → {after}"
    return next((hold_reason(hold["rule"], hold["reason"], lang) for hold in one["holds"]), "")


def _machine_advice(checks: Rows, lang: str) -> list[str]:
    troubled = [one["name"] for one in checks if one["status"] in ("warning", "failed")]
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
