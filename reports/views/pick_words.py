"""What a choice is said in: why a plan fits, what is not known of it, what it charges."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.facts.cost import Charges, estimated
from reports.facts.proof import PROOF_DAYS
from reports.pick.fit import Fit
from reports.pick.market import minor
from reports.pick.question import PickQuestion
from reports.pick.quota_fit import QuotaFit
from reports.views import payments
from reports.views.payments import priced
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.numbers import grouped
from reports.words.plan_names import title
from scrapers.about.value_facts import MONEY
from scrapers.offer import Offer, months_of

NAMED, MANY = 3, 8  # models, in a sentence


def named(offer: Offer, lang: str) -> str:
    """A plan with the term it is paid by and where it is sold."""
    return gettext(
        lang,
        "pick plan",
        plan=title(offer, lang),
        term=pgettext(lang, "period", str(offer.period)),
        region=pgettext(lang, "region title", offer.region),
    )


def price(hundredths: int, currency: str) -> str:
    """Hundredths of a currency as they are paid."""
    return priced(Decimal(hundredths) / 100, currency)


def some(names: Sequence[str], lang: str) -> str:
    """Names in a sentence, the first of many."""
    return gettext(lang, "comma").join([*names[:MANY], *(["…"] if len(names) > MANY else [])])


def between(low: int, high: int, currency: str) -> str:
    """One amount, or from the lowest to the highest."""
    return "–".join(dict.fromkeys(price(end, currency) for end in (low, high)))


def charged(one: Fit, lang: str) -> str:
    """What is paid today, what then, and all of it in the months asked for."""
    currency, seats = str(one.candidate.offer.currency), one.question.seats
    first, *rest = one.payments
    later = [(first.times - 1, first.amount), *((step.times, step.amount) for step in rest)]
    then = [f"{price(minor(paid) * seats, currency)} × {times}" for times, paid in later if times]
    today = price(minor(first.amount) * seats, currency)
    total = price(one.total, currency) + _about(one, lang)
    return payments.charged(lang, today, gettext(lang, "comma").join(then), total, one.question.months)


def _about(one: Fit, lang: str) -> str:
    """The total in the currencies that it is not in."""
    others = [name for name in ("CNY", "USD") if name != one.candidate.offer.currency]
    shown = [price(one.market.shown(one.worth, name), name) for name in others]
    return gettext(lang, "pick about", amounts=gettext(lang, "comma").join(shown))


def asked_names(question: PickQuestion, lang: str) -> dict[str, str]:
    """The names that were asked for, in words."""
    comma = gettext(lang, "comma")
    return {
        "tools": comma.join(question.tools),
        "ways": comma.join(pgettext(lang, "way", way) for way in question.ways),
        "models": comma.join(question.models),
    }


def fits(one: Fit, lang: str) -> list[str]:
    """The asked things that are known to be so."""
    names = asked_names(one.question, lang)
    known = [name for name, said in one.checks.items() if said == "yes" and name not in ("state", "region")]
    if one.question.seats == 1 and "seats" in known:
        known.remove("seats")
    return [pgettext(lang, "pick fits", name, **names) for name in known]


def doubts(one: Fit, lang: str) -> list[str]:
    """The asked things of which nothing is known."""
    return [pgettext(lang, "pick doubt", name, **asked_names(one.question, lang)) for name in one.doubts]


def against(one: Fit, lang: str) -> list[str]:
    """The asked things that are known to be otherwise."""
    return [pgettext(lang, "pick against", name, **asked_names(one.question, lang)) for name in one.against]


def quotas(one: Fit, lang: str) -> list[str]:
    """Each quota beside what the usage needs of it."""
    if not one.question.usage:
        return []
    return [_quota(quota, lang) for quota in one.quotas] or [gettext(lang, "pick no quota")]


def _quota(one: QuotaFit, lang: str) -> str:
    amounts = dict.fromkeys((one.amount, one.at_most))
    if one.unit in MONEY:
        said = gettext(
            lang,
            "pick allowance",
            amount="–".join(price(each, one.unit) for each in amounts),
            window=pgettext(lang, "window", one.window),
        )
    else:
        said = gettext(
            lang,
            "quota",
            amount="–".join(_counts(amounts, lang)),
            unit=pgettext(lang, "unit", one.unit),
            window=pgettext(lang, "window", one.window),
        )
    if one.most is None:
        return gettext(lang, "pick quota silent", quota=said)
    ends = dict.fromkeys(end for end in (one.least, one.most) if end is not None)
    need = (
        "–".join(price(end, one.unit) for end in ends) if one.unit in MONEY else "–".join(_counts(ends, lang))
    )
    return gettext(lang, "pick quota", quota=said, need=need) + _with(one, lang)


def _with(one: QuotaFit, lang: str) -> str:
    """The models whose rates the need was worked out with, where it differs by model."""
    if not one.models:
        return ""
    models, more = gettext(lang, "comma").join(one.models[:NAMED]), len(one.models) - NAMED
    if more > 0:
        return gettext(lang, "pick quota models more", models=models, count=more)
    return gettext(lang, "pick quota models", models=models)


def _counts(counts: Iterable[int | None], lang: str) -> list[str]:
    return [grouped(Decimal(count)) for count in counts if count is not None]


def caveats(one: Fit, lang: str) -> list[str]:
    """What must be known beside the sums: an intro price of unknown length, a term beyond the months, an unproven price."""
    paid = months_of(one.candidate.offer.period) * sum(step.times for step in one.payments)
    beyond = paid > one.question.months
    said = [gettext(lang, "pick beyond", span=ngettext(lang, "span", paid))] if beyond else []
    if one.question.new and estimated(one.candidate.offer):
        said.append(gettext(lang, "pick estimated"))
    if one.candidate.unproven:
        why = pgettext(lang, "unproven", one.candidate.unproven, day=one.candidate.seen)
        said.append(gettext(lang, "pick unproven", days=PROOF_DAYS, why=why))
    return said


def step(month: int, charge: Charges, offer: Offer, question: PickQuestion, lang: str) -> str:
    """One step of the cheapest way; `month` is the one it begins in."""
    last = min(question.months, month + charge.times * months_of(offer.period) - 1)
    values = {
        "first": month,
        "last": last,
        "plan": named(offer, lang),
        "times": charge.times,
        "amount": price(minor(charge.amount) * question.seats, str(offer.currency)),
    }
    return gettext(lang, "pick step month" if month == last else "pick step", **values)


def asked(question: PickQuestion, lang: str) -> str:
    """The question in one line."""
    names = asked_names(question, lang)
    said = [
        pgettext(lang, "region", question.region) if question.region else gettext(lang, "pick both"),
        ngettext(lang, "span", question.months),
        _budget(question, lang),
        *(names[name] for name in ("tools", "ways", "models")),
        gettext(lang, "pick seats", count=question.seats) if question.seats > 1 else "",
        "" if question.new else gettext(lang, "pick existing"),
        "" if question.now else gettext(lang, "pick sold out too"),
        *_usage(question, lang),
    ]
    return " · ".join(part for part in said if part)


def _budget(question: PickQuestion, lang: str) -> str:
    budget = question.budget
    if budget is None:
        return ""
    most = price(budget.amount, budget.currency)
    if budget.span == "month":
        return gettext(lang, "pick budget month", amount=most)
    return gettext(lang, "pick budget total", amount=most)


def _usage(question: PickQuestion, lang: str) -> list[str]:
    usage = question.usage
    if usage is None:
        return []
    tokens = grouped(Decimal(usage.tokens))
    said = [gettext(lang, "pick usage", tokens=tokens)] if usage.tokens else []
    if usage.requests:
        said.append(gettext(lang, "pick requests", requests=grouped(Decimal(usage.requests))))
    return said
