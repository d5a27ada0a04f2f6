"""Whose words a piece of evidence is: a vendor's page is quoted only where its words were read on it."""

from reports.words.catalogue import pgettext

OFFICIAL = "scraped"
PROVENANCES = (OFFICIAL, "curated", "derived", "sample")


def whose(provenance: str, lang: str) -> str:
    """The words that say whose evidence of this provenance is; raises ValueError for an unknown one."""
    return pgettext(lang, "whose words", _known(provenance))


def attributed(evidence: str, provenance: str, lang: str) -> str:
    """Evidence with whose words it is: a page's in quotes, a curator's note as what it is."""
    return pgettext(lang, "attributed", _known(provenance), evidence=evidence)


def _known(provenance: str) -> str:
    if provenance not in PROVENANCES:
        raise ValueError(f"no provenance is called {provenance!r}; known are {', '.join(PROVENANCES)}")
    return provenance
