"""What `codingplans review` and `holds` say: each thing that waits for a person, and what came of the person's word."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db.tables.event_kinds import KINDS
from db.tables.states import State
from reports.facts.events import short
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.stored import held_field, hold_end, hold_reason
from scrapers.offer import plain
from scrapers.vocabulary.brands import called

WAITING = ("holds", "sources", "pages", "curated")
Facts = Mapping[str, Any]


def item_lines(kind: str, facts: Facts, lang: str) -> list[str]:
    """What waits and what is known of it, its title first."""
    return _LINES[kind](facts, lang)


def choices(kind: str, lang: str) -> str:
    """What it means to accept and to reject a thing of this kind."""
    return gettext(
        lang,
        "review means",
        accepted=pgettext(lang, "review accept", kind),
        rejected=pgettext(lang, "review reject", kind),
    )


def question(lang: str) -> str:
    """What a person is asked to type."""
    return gettext(lang, "review ask")


def missing_words(words: str, lang: str) -> str:
    """A page's words that its archive does not hold any more."""
    return gettext(lang, "review not archived", words=words)


def repeated_words(places: int, lang: str) -> str:
    """That the words shown stand in several places of the page."""
    return gettext(lang, "review places", count=places)


def summary(done: Mapping[str, int], waiting: int, lang: str) -> str:
    """How many were accepted, rejected and skipped, and how many wait still."""
    words = ("accepted", "rejected", "skipped")
    return gettext(lang, "review done", waiting=waiting, **{word: done[word] for word in words})


def waiting_line(count: int, lang: str) -> str:
    """How many wait."""
    return gettext(lang, "review waiting", count=count)


def decided(done: str, what: str, details: Sequence[str], lang: str) -> str:
    """What came of a person's word: the fields of a decision."""
    if done == "published":
        kinds = [KINDS[kind].name(lang) for kind in details]
        said = gettext(lang, "comma").join(kinds) or gettext(lang, "review nothing new")
    elif done == "rejected":
        rule, reason = details
        said = hold_reason(rule, reason, lang)
    else:
        said = details[0] if details else ""
    name = called(what, lang) if done == "wanted" else what
    return pgettext(lang, "decision", done, what=name, details=said)


def _hold(hold: Facts, lang: str) -> list[str]:
    values = {name: _said(hold[name], lang) for name in ("known", "value")}
    reason = hold_reason(hold["rule"], hold["reason"], lang)
    return [
        gettext(lang, "review hold", id=hold["id"], **_named(hold, lang)),
        gettext(lang, "review known", since=hold["since"][:10], **values),
        gettext(lang, "review because", reason=reason, end=hold_end(hold["ends_by"], lang)),
    ]


def _source(facts: Facts, lang: str) -> list[str]:
    rows, more = facts["values"], facts["count"] - len(facts["values"])
    return [
        ngettext(lang, "review source", facts["count"], source=facts["source"]),
        *(
            gettext(lang, "review value", value=_said(row["value"], lang), **_named(row, lang))
            for row in rows
        ),
        *([gettext(lang, "review more", count=more)] if more else []),
    ]


def _page(page: Facts, lang: str) -> list[str]:
    return [
        gettext(lang, "review page", vendor=called(page["vendor"], lang), title=page["title"]),
        page["url"],
        gettext(lang, "review listed", source=page["source"], since=page["first_seen"][:10]),
    ]


def _curated(facts: Facts, lang: str) -> list[str]:
    state: State = facts["state"]
    offer = state.offer
    price = money(None if offer.price is None else plain(offer.price), offer.currency or "")
    name = short(offer.id, lang, offer.plan_name)
    return [
        gettext(lang, "review curated", plan=name, offer=offer.id, price=price, day=state.last_seen[:10]),
        gettext(lang, "review written", evidence=offer.evidence),
        *([state.url] if state.url else []),
    ]


def _named(hold: Facts, lang: str) -> dict[str, str]:
    plan_name = str(json.loads(hold["proposed"]).get("plan_name", ""))
    return {
        "plan": short(hold["offer"], lang, plan_name),
        "offer": hold["offer"],
        "field": held_field(hold["field"], lang),
    }


def _said(value: str | None, lang: str) -> str:
    """The amounts and words of a held or known value, without what is unknown."""
    told = json.loads(value) if value else {}
    parts = told.values() if isinstance(told, dict) else [told]
    return " ".join(str(one) for one in parts if one is not None) or gettext(lang, "review nothing")


_LINES: Mapping[str, Callable[[Facts, str], list[str]]] = {
    "holds": _hold,
    "sources": _source,
    "pages": _page,
    "curated": _curated,
}
