"""What a run says while it works, in English like its errors: how much was read."""

from reports.words.catalogue import ngettext

_LANG = "en"


def prices(count: int) -> str:
    return ngettext(_LANG, "prices read", count)


def vendors(count: int) -> str:
    return ngettext(_LANG, "vendors read", count)


def crawls(count: int) -> str:
    return ngettext(_LANG, "crawls read", count)
