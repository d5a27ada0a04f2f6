"""Whose words a piece of evidence is: a vendor's page is quoted only where its words were read on it."""

import re

from reports.words.catalogue import gettext, pgettext

OFFICIAL = "scraped"
_LATIN = "[A-Za-z]{2,}"
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


def rate_source(source: str, lang: str) -> str:
    """Who published a rate, without the package or the file it came by."""
    return gettext(lang, "rate source") if source.startswith("ECB") else source


def tongue(words: str, lang: str) -> str:
    """The language that quoted words are marked with among those of `lang`: a note in English may quote Chinese words."""
    chinese, latin = sum("㐀" <= sign <= "鿿" for sign in words), len(re.findall(_LATIN, words))
    if lang == "en":
        return "zh-Hans" if chinese else "en"
    return "en" if latin > chinese else "zh-Hans"
