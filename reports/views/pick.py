"""`codingplans pick`: one to three plans for what a person needs, why, what would not fit, and the cheapest way."""

from dataclasses import replace
from decimal import Decimal

from db.database import Database
from reports.facts.figures import figures
from reports.output.report import Report, Section
from reports.pick.fit import Fit
from reports.pick.market import Market, market
from reports.pick.pick import PickAnswer, pick
from reports.pick.question import PickQuestion
from reports.pick.usage_file import UsageFile
from reports.question import BadQuestion, ReportQuery
from reports.views.opening import notes
from reports.views.pick_words import (
    against,
    asked,
    between,
    caveats,
    charged,
    doubts,
    fits,
    named,
    price,
    quotas,
    some,
    step,
)
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.numbers import grouped


def pick_report(
    db: Database, query: ReportQuery, question: PickQuestion, source: tuple[str, UsageFile] | None = None
) -> Report:
    """The answer to a question on the day of a query; raises BadQuestion for a tool nobody names."""
    sold = market(figures(db, query), query.day)
    question = _with_known_tools(sold, question)
    answer, known, lang = pick(question, sold), notes(db, query), query.lang
    sections = [
        *_picks(answer, lang),
        *_mix(question, source, lang),
        *_way(answer, lang),
        *_pay_as_you_go(answer, lang),
        *_file(source, lang),
        *_others(answer, lang),
    ]
    said = answer.to_json()
    return Report(
        gettext(lang, "title pick"),
        query.day,
        known.rate,
        [gettext(lang, "pick asked", asked=asked(question, lang))],
        sections,
        said.pop("picks"),
        known.to_json(),
        known.lines(),
        {**said, "usage_file": source[1].to_json() if source else None},
    )


def _with_known_tools(sold: Market, question: PickQuestion) -> PickQuestion:
    """The question with tools by their own names; raises BadQuestion for one that nobody names."""
    tools = sold.tools
    unknown = [name for name in question.tools if name.lower() not in tools]
    if unknown and tools:
        names = ", ".join(sorted(tools.values()))
        raise BadQuestion(f"no plan is known to work with {unknown[0]!r}; known are {names}")
    return replace(question, tools=tuple(tools.get(name.lower(), name) for name in question.tools))


def _picks(answer: PickAnswer, lang: str) -> list[Section]:
    if not answer.picks:
        return [Section(gettext(lang, "pick none"))]
    return [_pick(number, one, lang) for number, one in enumerate(answer.picks, 1)]


def _pick(number: int, one: Fit, lang: str) -> Section:
    comma = gettext(lang, "comma")
    why = [*fits(one, lang), *([gettext(lang, "pick cheapest")] if number == 1 and not one.doubts else [])]
    text = [
        charged(one, lang),
        *([gettext(lang, "pick why", reasons=comma.join(why))] if why else []),
        *([gettext(lang, "pick open", reasons=comma.join(doubts(one, lang)))] if one.doubts else []),
        *quotas(one, lang),
        *caveats(one, lang),
    ]
    return Section(f"{number}. {named(one.candidate.offer, lang)}", text=text)


def _mix(question: PickQuestion, source: tuple[str, UsageFile] | None, lang: str) -> list[Section]:
    """In which mix tokens are counted that were typed in."""
    typed = question.usage is not None and question.usage.tokens and source is None
    return [Section("", text=[gettext(lang, "pick mix")])] if typed else []


def _way(answer: PickAnswer, lang: str) -> list[Section]:
    way, question = answer.way, answer.question
    if way is None:
        return []
    span = ngettext(lang, "span", question.months)
    first = answer.picks[0].candidate.offer.id if answer.picks else None
    if {deal.offer.id for deal in way.deals} == {first}:
        return [Section("", text=[gettext(lang, "pick way same", span=span)])]
    total = price(answer.market.shown(way.worth, "CNY"), "CNY")
    steps = [step(month, charge, deal.offer, question, lang) for month, deal, charge in way.steps()]
    return [
        Section(
            gettext(lang, "pick way", span=span, total=("~" if way.estimated else "") + total),
            text=[*steps, gettext(lang, "pick way note")],
        )
    ]


def _pay_as_you_go(answer: PickAnswer, lang: str) -> list[Section]:
    own, said = answer.own, []
    if own and own.models:
        cost = between(own.low, own.high, "USD")
        said.append(gettext(lang, "pick own models", cost=cost, models=some(own.models, lang)))
    if own and own.unpriced:
        said.append(gettext(lang, "pick unpriced models", models=some(own.unpriced, lang)))
    said += [
        gettext(lang, "pick with model", model=one.model, cost=between(one.low, one.high, one.currency))
        for one in answer.api
    ]
    return [Section(gettext(lang, "pick pay as you go"), text=said)] if said else []


def _file(source: tuple[str, UsageFile] | None, lang: str) -> list[Section]:
    if source is None:
        return []
    name, file = source
    month = file.month()
    said = [
        gettext(
            lang,
            "pick read",
            file=name,
            days=file.days,
            tokens=grouped(Decimal(sum(file.tokens.values()))),
            month=grouped(Decimal(month.tokens)),
        )
    ]
    if cost := file.to_json()["list_cost_usd"]:
        said.append(gettext(lang, "pick file cost", cost=cost))
    models = some(file.unpriced, lang)
    said += [pgettext(lang, "pick note", note, models=models) for note in file.notes]
    return [Section(gettext(lang, "pick your usage"), text=said)]


def _others(answer: PickAnswer, lang: str) -> list[Section]:
    """The near misses, and how many do not fit for each reason."""
    comma = gettext(lang, "comma")
    near = [
        gettext(
            lang,
            "pick near line",
            plan=named(one.candidate.offer, lang),
            why=comma.join(against(one, lang)),
            charged=charged(one, lang),
        )
        for one in answer.near
    ]
    counts = [
        gettext(lang, "pick reason count", count=count, reason=pgettext(lang, "pick unfit", reason))
        for reason, count in answer.unfit.items()
    ]
    said = [gettext(lang, "pick counted", count=answer.fitting)]
    said += [gettext(lang, "pick unfit", reasons=comma.join(counts))] if counts else []
    return [*([Section(gettext(lang, "pick near"), text=near)] if near else []), Section("", text=said)]
