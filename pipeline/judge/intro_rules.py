"""The rules about an introduction. Each answers a Hold or None, as the rules about a price do."""

import re

from db.tables.events import alike, extends
from db.tables.states import intro_ended
from pipeline.judge.case import Case, Hearing
from pipeline.judge.hold import Hold
from pipeline.merge import INTRO
from scrapers.offer import Offer, plain

CONFIRM_END = 2  # crawls without the introduction before it counts as ended
CONFIRM_LISTED_END = 3  # the same for another tracker's listings


def intro_gone(case: Case, hearing: Hearing) -> Hold | None:
    """A first-month text missing for one night and back the next was published as the end of an offer."""
    known = case.known.offer if case.known else None
    if known is None or not known.charges or INTRO not in case.sighting.said:
        return None
    if case.offer.charges and not extends(known.charges, case.offer.charges):
        return None
    if intro_ended(known, hearing.at):
        return None
    confirm = CONFIRM_LISTED_END if hearing.kind == "listing" else CONFIRM_END
    missing = known.charges[len(case.offer.charges)].price
    which = "a later first charge of" if case.offer.charges else "the first price"
    return Hold("intro_gone", f"{which} {plain(missing)} is not mentioned", INTRO, confirm)


def intro_over(case: Case, hearing: Hearing) -> Hold | None:
    """9.9 and 49.9 that stayed in a page's code after the offer had ended, published as going on."""
    known = case.known.offer if case.known else None
    if known is None or not intro_ended(known, hearing.at):
        return None
    if case.offer.intro_until is not None or case.offer.intro_price != known.intro_price:
        return None
    return Hold("intro_over", f"its announced end was {known.intro_until}; the page names no new one", INTRO)


def intro_zero(case: Case, _: Hearing) -> Hold | None:
    """ "0 成本试错", a slogan, as the first month's price. A page that says 免费 means it."""
    if INTRO not in case.sighting.said or all(step.price for step in case.offer.charges):
        return None
    if re.search(r"免费|\bfree\b", case.offer.evidence, re.I):
        return None
    return Hold("intro_zero", "a first price of 0 that does not say it is free", INTRO)


def intro_hearsay(case: Case, hearing: Hearing) -> Hold | None:
    """Another tracker's reading of an introduction over what a vendor's page or a person said."""
    known = case.known
    if hearing.kind != "listing" or known is None or known.provenance == "derived":
        return None
    if INTRO not in case.sighting.said or _believed(known.offer, case.offer):
        return None
    says = ", ".join(plain(step.price) for step in case.offer.charges) or "none"
    return Hold("intro_hearsay", f"another tracker says {says} before the price", INTRO)


def _believed(known: Offer, said: Offer) -> bool:
    """Whether what is said of the introduction is known, or a beginning of it."""
    return alike(known.charges, said.charges) or extends(known.charges, said.charges)
