"""Cards: the words of the pictures that chat apps show beside a link: a plan's price, or the answer of the day."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.facts.answer import Answer, answers
from reports.facts.cost import YEAR, recurring, rounded
from reports.facts.figures import Figure
from reports.output.sanitize import clean
from reports.question import LANGUAGES
from reports.site.facts import Facts
from reports.views.answer import beside
from reports.views.columns import MOST, why
from reports.views.payments import paid, paid_then, paid_today, paid_within, priced
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title

ANSWER = "answer"  # the name of the card that every page shows which is no plan's
_LONGEST = 60  # characters of a name


@dataclass(frozen=True)
class PlanCard:
    """A plan's price a term, its payments by their labels, cups to draw, and lines of what that is worth and when it was seen."""

    brand: str
    corner: str
    name: str
    price: str
    cups: int
    payments: tuple[tuple[str, str], ...]
    beside: str
    foot: str


@dataclass(frozen=True)
class AnswerCard:
    """The cheapest plan of each region: where and who says so, which, what one pays; and the day."""

    brand: str
    name: str
    answers: tuple[tuple[str, str, str], ...]
    foot: str


Card = PlanCard | AnswerCard


def cards(facts: Facts) -> dict[str, Mapping[str, Card]]:
    """By language: the card of every plan with a price, by the name of its page, and that of the answer.

    A plan's is of the way to pay that stands for it; its day is the one on which that price was last seen.
    """
    return {
        lang: {plan.slug: _plan_card(plan.best, lang) for plan in facts.plans if plan.best}
        | {ANSWER: _answer_card(facts, lang)}
        for lang in LANGUAGES
    }


def _plan_card(one: Figure, lang: str) -> PlanCard:
    offer, currency = one.offer, str(one.offer.currency)
    payments = (
        ("today", paid_today(offer)),
        ("then", paid_then(offer, lang)),
        ("year", paid_within(one, YEAR, currency)),
    )
    term = pgettext(lang, "period", str(offer.period))
    return PlanCard(
        brand=gettext(lang, "brand"),
        corner=pgettext(lang, "region title", offer.region),
        name=_name(one, lang),
        price=gettext(lang, "price a term", price=priced(recurring(offer), currency), term=term),
        cups=min(int(rounded(one.cups, 0)), MOST),
        payments=tuple((pgettext(lang, "column", name), said) for name, said in payments),
        beside=gettext(lang, "dot").join(beside(one, lang)),
        foot=gettext(lang, "dot").join(said for said in (why(one, lang), _seen(one, lang)) if said),
    )


def _answer_card(facts: Facts, lang: str) -> AnswerCard:
    return AnswerCard(
        brand=gettext(lang, "brand"),
        name=gettext(lang, "site"),
        answers=tuple(_answered(one, lang) for one in answers(facts.figures)),
        foot=facts.query.day.isoformat(),
    )


def _answered(found: Answer, lang: str) -> tuple[str, str, str]:
    one = found.best or found.unproven
    assert one is not None
    region = pgettext(lang, "region title", found.region)
    return gettext(lang, "dot").join([region, _seen(one, lang)]), _name(one, lang), paid(one, lang)


def _name(one: Figure, lang: str) -> str:
    return clean(title(one.offer, lang))[:_LONGEST]


def _seen(one: Figure, lang: str) -> str:
    source = pgettext(lang, "badge", one.state.provenance)
    return gettext(lang, "card seen", source=source, day=one.state.last_seen[:10])
