"""The article's two sums: twenty dollars in yuan, and "one fifth to one twentieth"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.article.checked_claim import Checked, Evidence
from reports.article.claims import NAMED
from reports.facts import cost
from reports.facts.cost import rounded
from reports.facts.figures import Figure
from reports.words.attribution import rate_source
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import plain

YUAN = Decimal(145)
FIFTH, TWENTIETH = Decimal(5), Decimal(20)
NEAR = Decimal("0.5")


def check_yuan(evidence: Evidence, claude: Checked) -> Checked:
    """ "About 145 yuan": the dollar price at the day's rate, and the rate that 145 would need."""
    lang, rate = evidence.query.lang, evidence.rate
    dollars = Decimal(claude.held or claude.claimed)
    held, needed = dollars * rate.usd_cny, YUAN / dollars
    days = evidence.rate_days(needed)
    before = [last for _, last in days if last and last <= evidence.query.day]
    verdict = "true" if abs(held - YUAN) < 1 else "outdated" if before else "false"
    why = gettext(
        lang,
        "why yuan",
        dollars=plain(dollars),
        rate=rounded(rate.usd_cny, 4),
        held=rounded(held),
        needed=rounded(needed),
        last=before[-1] if before else gettext(lang, "never"),
        over=rounded((YUAN / held - 1) * 100, 1),
    )
    details = {
        "usd_cny": rounded(rate.usd_cny, 4),
        "rate_needed": rounded(needed),
        "rate_last_seen": before[-1].isoformat() if before else None,
    }
    return Checked(
        key="yuan",
        text=pgettext(lang, "claim", "yuan"),
        claimed=plain(YUAN),
        currency="CNY",
        day=evidence.query.day,
        verdict=verdict,
        held=rounded(held),
        days=days,
        why=why,
        source=gettext(lang, "clause").join((rate_source(rate.source, lang), rate.day.isoformat())),
        url=None,
        offer=claude.offer,
        details=details,
    )


@dataclass(frozen=True)
class Proportion:
    """The best the vendors named offer: by the month, by the first charge, and by one that had ended."""

    claude: Decimal
    here: Sequence[Figure]
    ended: Decimal | None

    @property
    def lowest(self) -> Figure:
        return min(self.here, key=lambda one: cost.monthly(one.offer))

    @property
    def first(self) -> Figure:
        return min(self.here, key=lambda one: cost.first_month(one.offer))

    @property
    def monthly(self) -> Decimal:
        return cost.monthly(self.lowest.offer)

    @property
    def charged(self) -> Decimal:
        return cost.first_month(self.first.offer)

    @property
    def verdict(self) -> str:
        """A fifth and a twentieth count as reached where the ratio rounds to 5 and 20."""
        reached = [self.claude / self.monthly >= FIFTH - NEAR, self.claude / self.charged >= TWENTIETH - NEAR]
        return "true" if all(reached) else "partly" if any(reached) else "false"

    def why(self, lang: str) -> str:
        text = gettext(
            lang,
            "why fifth",
            plan=title(self.lowest.offer, lang),
            price=plain(self.monthly),
            claimed=rounded(YUAN / self.monthly),
            real=rounded(self.claude / self.monthly),
            plans=gettext(lang, "comma").join(_share(one, lang) for one in _cheapest(self.here)),
        ) + gettext(
            lang,
            "why twentieth",
            needed=rounded(YUAN / TWENTIETH),
            plan=title(self.first.offer, lang),
            price=plain(self.charged),
            real=rounded(self.claude / self.charged),
        )
        if self.ended:
            claimed, real = rounded(YUAN / self.ended), rounded(self.claude / self.ended)
            text += gettext(lang, "why ended first", price=plain(self.ended), claimed=claimed, real=real)
        return text

    def details(self) -> dict[str, Any]:
        return {
            "best_monthly": rounded(self.claude / self.monthly),
            "best_first_charge": rounded(self.claude / self.charged),
            "ended_first_charge": rounded(self.claude / self.ended) if self.ended else None,
        }


def check_proportion(
    evidence: Evidence, figures: Sequence[Figure], claims: Sequence[Checked], yuan: Checked
) -> Checked:
    """ "One fifth to one twentieth" of Claude Pro: by the month, by the first charge, and by ended first charges."""
    lang, claude = evidence.query.lang, Decimal(yuan.held or 0)
    here = [
        one
        for one in figures
        if one.ranked
        and one.offer.vendor in NAMED
        and one.offer.currency == "CNY"
        and one.offer.period == "P1M"
        and one.offer.per == "account"
    ]
    if not here or not claude:
        return _unknown(evidence)
    found_out = Proportion(claude, here, _ended(claims))
    return Checked(
        key="proportion",
        text=pgettext(lang, "claim", "proportion"),
        claimed="1/5 – 1/20",
        currency=None,
        day=evidence.query.day,
        verdict=found_out.verdict,
        held=f"1/{rounded(claude / found_out.monthly)}",
        days=None,
        why=found_out.why(lang),
        source=gettext(lang, "computed"),
        details=found_out.details(),
    )


def _unknown(evidence: Evidence) -> Checked:
    lang = evidence.query.lang
    return Checked(
        key="proportion",
        text=pgettext(lang, "claim", "proportion"),
        claimed="1/5 – 1/20",
        currency=None,
        day=evidence.query.day,
        verdict="unknown",
        held=None,
        days=None,
        why=pgettext(lang, "why", "unknown"),
        source=gettext(lang, "computed"),
    )


def _ended(claims: Sequence[Checked]) -> Decimal | None:
    """The claimed first charge that was once true but no longer was."""
    return next((Decimal(one.claimed) for one in claims if one.verdict == "ended"), None)


def _cheapest(here: Sequence[Figure]) -> list[Figure]:
    """Each named vendor's cheapest plan by the month."""
    best: dict[str, Figure] = {}
    for one in sorted(here, key=lambda one: cost.monthly(one.offer)):
        best.setdefault(one.offer.vendor, one)
    return list(best.values())


def _share(one: Figure, lang: str) -> str:
    """ "Zhipu GLM Coding Plan Lite 49 is 1/2.76", or how many times dearer it is."""
    ratio = one.ratio or Decimal(0)
    price = plain(cost.monthly(one.offer))
    if ratio >= 1:
        return gettext(lang, "share", plan=title(one.offer, lang), price=price, ratio=rounded(ratio))
    return gettext(lang, "share dearer", plan=title(one.offer, lang), price=price, ratio=rounded(1 / ratio))
