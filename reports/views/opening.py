"""Notes: what every report opens with: the rate, what was not seen, what is held, and whose numbers these are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.database import Database
from db.tables.rates import Rate, rate_on
from reports.facts.cost import rounded
from reports.facts.events import short
from reports.facts.not_seen import Partly, Stale, Unseen, partly_seen, stale, unseen
from reports.facts.open_holds import OpenHold, open_holds
from reports.facts.source_reads import source_reads
from reports.facts.states_of_day import states_of_day
from reports.output.report import Report, Section
from reports.question import ReportQuery
from reports.words.attribution import rate_source
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.stored import failure, held_field, hold_reason
from scrapers.vocabulary.brands import called

_QUOTED = 80  # characters of a card in a note
_NAMED = 12  # stale vendors; of more a note says how many they are


@dataclass(frozen=True)
class Notes:
    """What a reader must know before the first number."""

    query: ReportQuery
    rate: Rate
    looks: int
    unseen: list[Unseen]
    partly: list[Partly]
    stale: list[Stale]
    holds: list[OpenHold]
    provenance: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        return {
            "not_seen": [one.to_json() for one in self.unseen],
            "unread": [one.to_json() for one in self.partly],
            "stale": [one.to_json() for one in self.stale],
            "holds": {
                "open": len(self.holds),
                "alarms": sum(hold.alarm for hold in self.holds),
                "oldest": self.holds[0].to_json() if self.holds else None,
            },
            "provenance": dict(self.provenance),
            "sample": "sample" in self.provenance,
        }

    def report(
        self,
        title: str,
        sections: Sequence[Section],
        rows: Sequence[Mapping[str, Any]],
        more: Sequence[str] = (),
        closing: Sequence[str] = (),
        **extra: Any,
    ) -> Report:
        """The report of the asked day that these notes open; `more` is said after them, `extra` to programs."""
        opening = [*self.lines(), *more]
        return Report(
            title, self.query.day, self.rate, opening, sections, rows, self.to_json(), closing, extra
        )

    def lines(self) -> list[str]:
        """The notes as sentences, in the asked language."""
        return [self._rate(), *self._provenance(), *self._unseen(), *self._stale(), self._holds()]

    def _rate(self) -> str:
        rate, lang = self.rate, self.query.lang
        said = {
            "day": self.query.day,
            "rate": rounded(rate.usd_cny, 4),
            "source": rate_source(rate.source, lang),
        }
        if not rate.age:
            return gettext(lang, "rate", **said)
        return ngettext(lang, "rate old" if rate.old else "rate earlier", rate.age, on=rate.day, **said)

    def _provenance(self) -> list[str]:
        numbers, lang = self.provenance, self.query.lang
        if not numbers:
            return [gettext(lang, "empty")]
        if set(numbers) == {"curated"}:
            return [ngettext(lang, "all curated", numbers["curated"])]
        counts = gettext(lang, "comma").join(
            pgettext(lang, "counted", name, count=count)
            for name, count in sorted(numbers.items())
            if name != "sample"
        )
        sample = [ngettext(lang, "sample data", numbers["sample"])] if "sample" in numbers else []
        return sample + ([gettext(lang, "provenance", counts=counts)] if counts else [])

    def _unseen(self) -> list[str]:
        lang = self.query.lang
        if not self.unseen and not self.partly:
            return [gettext(lang, "all seen" if self.looks else "never looked")]
        return [_partly(one, lang) for one in self.partly] + [
            gettext(
                lang,
                "not seen",
                name=_source(one.vendor, one.source, lang),
                since=one.since[:10],
                message=failure(one.message, lang),
            )
            for one in self.unseen
        ]

    def _stale(self) -> list[str]:
        lang, lines = self.query.lang, []
        aged = sorted(self.stale, key=lambda one: (-one.days, one.vendor))
        if read := [one for one in aged if one.provenance != "curated"]:
            lines.append(_stale_read(read, lang))
        curated = [one for one in aged if one.provenance == "curated"]
        if curated:
            count, first = sum(one.offers for one in curated), curated[0]
            lines.append(
                ngettext(
                    lang,
                    "stale curated",
                    count,
                    age=ngettext(lang, "age", first.days),
                    vendor=called(first.vendor, lang),
                )
            )
        return lines

    def _holds(self) -> str:
        lang = self.query.lang
        if not self.holds:
            return gettext(lang, "no holds")
        first = self.holds[0]
        about = {
            "offer": short(first.offer, lang, first.plan_name),
            "field": held_field(first.field, lang),
            "reason": hold_reason(first.rule, first.reason, lang),
        }
        age = ngettext(lang, "age", first.days)
        line = gettext(lang, "holds", count=len(self.holds), since=first.since[:10], age=age, **about)
        alarms = sum(hold.alarm for hold in self.holds)
        return line + (gettext(lang, "alarms", count=alarms) if alarms else "")


def notes(db: Database, query: ReportQuery) -> Notes:
    """What was not seen, what is old and what is held on the asked day; raises NoRate before 2025."""
    sources = source_reads(db, query.at)
    states = [state for state in states_of_day(db, query.at) if query.region in (None, state.offer.region)]
    return Notes(
        query,
        rate_on(db, query.day),
        looks=len(sources),
        unseen=unseen(db, query.at),
        partly=partly_seen(sources.values()),
        stale=stale(states, query.day),
        holds=open_holds(db, query.day, query.at),
        provenance=Counter(state.provenance for state in states),
    )


def _stale_read(aged: Sequence[Stale], lang: str) -> str:
    """The vendors whose pages were not read lately, the oldest first; only how many where it is nearly everybody."""
    if len(aged) > _NAMED:
        age = ngettext(lang, "age", aged[0].days)
        return gettext(lang, "stale many", count=sum(one.offers for one in aged), vendors=len(aged), age=age)
    vendors = (
        gettext(
            lang,
            "stale vendor",
            vendor=called(one.vendor, lang),
            count=one.offers,
            age=ngettext(lang, "age", one.days),
        )
        for one in aged
    )
    return gettext(lang, "stale", vendors=gettext(lang, "comma").join(vendors))


def _partly(one: Partly, lang: str) -> str:
    """The sentence that names the cards and quotes them."""
    cards = [gettext(lang, "unread card", name=card.name, words=card.words[:_QUOTED]) for card in one.cards]
    said = gettext(lang, "comma").join(cards)
    return ngettext(
        lang,
        "partly seen",
        len(cards),
        name=_source(one.vendor, one.source, lang),
        since=one.since[:10],
        cards=said,
    )


def _source(vendor: str, source: str | None, lang: str) -> str:
    """Whose source it is, with the name it goes by in health, page and crawl."""
    name = called(vendor, lang)
    return gettext(lang, "vendor source", vendor=name, source=source) if source else name
