"""The rules about a source whose page nobody ever saw in real bytes: what it says is believed where it was known before."""

from db.tables.events import alike
from pipeline.judge.case import Case, Hearing
from pipeline.judge.hold import Hold
from pipeline.merge import INTRO, PRICE
from scrapers.offer import plain


def unproven(case: Case, hearing: Hearing) -> Hold | None:
    """A reader written after a description, on a page that may say it otherwise: only what was known before is believed."""
    source = case.sighting.said.get(PRICE)
    if source not in hearing.unproven and case.id not in hearing.waiting:
        return None
    believed = set(case.sighting.witnesses) - hearing.unproven - {source}
    if case.after is None or case.after == case.before or believed:
        return None
    known = "knows no such offer" if case.before is None else f"says {plain(case.before)}"
    said = f"{source}, which was never read before, says {plain(case.after)}; the dated history {known}"
    return Hold("unproven", said)


def intro_unproven(case: Case, hearing: Hearing) -> Hold | None:
    """The same of a first charge beside a price that was known."""
    source = case.sighting.said.get(INTRO)
    known = case.known.offer.charges if case.known else ()
    if source not in hearing.unproven or not case.offer.charges or alike(case.offer.charges, known):
        return None
    first = plain(case.offer.charges[0].price)
    return Hold("intro_unproven", f"{source}, which was never read before, says {first} first", INTRO)


def proofs(hearing: Hearing) -> dict[str, str]:
    """The unproven sources that state what was known before: the first such offer of each, by source."""
    proven: dict[str, str] = {}
    for case in hearing.cases:
        source = case.sighting.said.get(PRICE, "")
        if source in hearing.unproven and case.after is not None and case.after == case.before:
            proven.setdefault(source, case.id)
    return proven
