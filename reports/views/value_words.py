"""Value in words: what a month holds and buys as tables, sentences and pages say it, in one language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reports.facts.cost import rounded
from reports.facts.open_holds import days_between
from reports.facts.value.plan_value import Estimate, ModelValue, Month, stated_by
from reports.facts.value.valued_plans import ValuedPlan, by_order
from reports.question import ReportQuery
from reports.views.fact_groups import FactGroup, dated
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.numbers import compact, grouped, significant, span
from reports.words.plan_names import title
from scrapers.about.value_facts import MONEY
from scrapers.offer import plain
from scrapers.vocabulary.brands import called

Rows = Sequence[tuple[ValuedPlan, ModelValue]]


@dataclass(frozen=True)
class ValueWords:
    """The words of one language; what is not known is a dash."""

    lang: str

    def answer(self, rows: Rows) -> list[str]:
        """The plan whose month is worth most for its price, and the best of another vendor: what is sure before the rest."""
        sure = [(plan, one) for plan, one in rows if one.worth and one.worth.confidence != "low"]
        best = sorted(sure, key=_surest)
        if not best:
            return [gettext(self.lang, "value nothing")]
        first = best[0]
        others = [row for row in best if row[0].figure.offer.vendor != first[0].figure.offer.vendor]
        said = [gettext(self.lang, "value answer", **self._about(*first))]
        return said + [gettext(self.lang, "value next", **self._about(*row)) for row in others[:1]]

    def mix(self, query: ReportQuery) -> str:
        """The mix of tokens that the figures are for."""
        return gettext(self.lang, "value mix", cached=plain(query.cached), output=plain(query.output))

    def cells(self, plan: ValuedPlan, one: ModelValue, query: ReportQuery) -> Mapping[str, str]:
        """One row of the table, by column."""
        offer = plan.figure.offer
        return {
            "plan": title(offer, self.lang),
            "where": pgettext(self.lang, "region short", offer.region),
            "month": self.price(plan),
            "holds": self.holds(one.month),
            "model": one.model or gettext(self.lang, "value any model"),
            "tokens": self.tokens(one),
            "worth": self.worth(one),
            "times": self.times(plan, one),
            "sure": self.surely(one),
            "seen": ngettext(self.lang, "age", days_between(plan.figure.state.last_seen, query.day)),
        }

    def price(self, plan: ValuedPlan) -> str:
        """What a month costs, in the plan's currency."""
        currency = str(plan.figure.offer.currency)
        monthly = plan.figure.money("monthly", currency).quantize(Decimal("0.01"))
        whole = monthly == monthly.to_integral_value()
        return money(grouped(monthly) if whole else rounded(monthly), currency)

    def holds(self, month: Month) -> str:
        """What a month includes, in the vendor's unit: "42,857 credits", "$60"."""
        if month.unit in MONEY:
            return self._money(month.amount, month.unit)
        low, high = (self._count(end) for end in (month.amount.low, month.amount.high))
        return f"{span(low, high)} {pgettext(self.lang, 'unit', month.unit)}"

    def tokens(self, one: ModelValue) -> str:
        """Tokens of a month: "207M–414M"."""
        return (
            span(compact(one.tokens.low, self.lang), compact(one.tokens.high, self.lang))
            if one.tokens
            else "–"
        )

    def worth(self, one: ModelValue) -> str:
        """Use at API prices: "¥503–1,005"."""
        return self._money(one.worth, one.currency) if one.worth and one.currency else "–"

    def times(self, plan: ValuedPlan, one: ModelValue) -> str:
        """How many times the price that is: "4.26–8.52×"."""
        ratio = plan.ratio(one)
        if ratio is None:
            return "–"
        low, high = (significant(end) for end in (ratio.low, ratio.high))
        return gettext(self.lang, "value times", times=span(low, high))

    def sure(self, one: ModelValue) -> str:
        """Who says so, and how sure it is, in a sentence."""
        basis = pgettext(self.lang, "value basis", "stated" if one.stated else "calculated")
        return gettext(self.lang, "value surely", basis=basis, confidence=self._confidence(one))

    def surely(self, one: ModelValue) -> str:
        """The same as a cell."""
        basis = pgettext(self.lang, "value basis short", "stated" if one.stated else "calculated")
        return gettext(self.lang, "value sure", basis=basis, confidence=self._confidence(one))

    def _confidence(self, one: ModelValue) -> str:
        known = one.worth or one.tokens or one.month.amount
        return pgettext(self.lang, "value confidence", known.confidence)

    def line(self, plan: ValuedPlan, one: ModelValue) -> str:
        """One model of a plan as a sentence."""
        said = gettext(self.lang, "value tokens", tokens=self.tokens(one)) if one.tokens else ""
        worth = (
            gettext(
                self.lang,
                "value worth",
                worth=self.worth(one),
                times=self.times(plan, one),
                sure=self.sure(one),
            )
            if one.worth
            else gettext(self.lang, "value no price")
        )
        model = one.model or gettext(self.lang, "value any model")
        return gettext(self.lang, "value model", model=model, said=said + worth)

    def reason(self, plan: ValuedPlan) -> str:
        """Why neither can be computed."""
        return pgettext(self.lang, "value reason", str(plan.value.reason))

    def _about(self, plan: ValuedPlan, one: ModelValue) -> dict[str, str]:
        return {
            "plan": title(plan.figure.offer, self.lang),
            "price": self.price(plan),
            "worth": self.worth(one),
            "times": self.times(plan, one),
            "sure": self.sure(one),
        }

    def _count(self, amount: Decimal) -> str:
        return compact(amount, self.lang) if amount >= 10**6 else grouped(amount.quantize(Decimal(1)))

    def _money(self, amount: Estimate, currency: str) -> str:
        whole = amount.high >= 10  # cents of an estimate say nothing
        low, high = (
            grouped(end.quantize(Decimal(1), ROUND_HALF_UP)) if whole else rounded(end).removesuffix(".00")
            for end in (amount.low, amount.high)
        )
        return money(span(low, high), currency)


def value_group(plan: ValuedPlan, query: ReportQuery) -> FactGroup:
    """What a plan's month buys, model by model, as facts of the plan: most worth first, with who stated it."""
    words, value = ValueWords(query.lang), plan.value
    shared = value.months if len(value.months) == 1 else ()  # allowances by model stand with their models
    holds = [gettext(query.lang, "value month", amount=words.holds(month)) for month in shared]
    models = [words.line(plan, one) for plan, one in by_order([(plan, one) for one in value.models], "ratio")]
    reason = [gettext(query.lang, "value unknown", reason=words.reason(plan))] if value.reason else []
    facts = [*value.because, *(fact for one in value.models for fact in stated_by(one))]
    mix = [words.mix(query), gettext(query.lang, "value caveat")] if value.models else []
    lines = [*holds, *models, *reason, *mix, *dated(facts, query.lang)]
    return FactGroup(gettext(query.lang, "facts value"), lines)


def silent_lines(plans: Sequence[ValuedPlan], lang: str) -> list[list[str]]:
    """Vendors whose units say nothing, by reason: vendor, number of plans, reason, who stated that and when."""
    groups: dict[tuple[str, str], list[ValuedPlan]] = defaultdict(list)
    for plan in plans:
        groups[str(plan.value.reason), called(plan.figure.offer.vendor, lang)].append(plan)
    lines = []
    for (_, vendor), group in sorted(groups.items()):
        because = group[0].value.because
        source = f"{because[0].seen.isoformat()}, {because[0].source}" if because else ""
        lines.append([vendor, str(len(group)), ValueWords(lang).reason(group[0]), source])
    return lines


def _surest(row: tuple[ValuedPlan, ModelValue]) -> tuple[bool, bool, Decimal]:
    """What a vendor's page proves first, then what is sure, then by the ratio."""
    plan, one = row
    return not plan.figure.proven, one.worth is None or one.worth.confidence != "high", -plan.least(one)
