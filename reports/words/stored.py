"""What the database keeps in English, as a language says it: reasons of holds, what would end them, failed readings.

English repeats the kept words, with their figures; another language says what kind of thing happened.
"""

import re
from collections.abc import Mapping

from reports.words.catalogue import gettext, pgettext

RULES = (
    "all_tiers", "coupon", "currency", "disagree", "hearsay", "hundredfold", "intro_gone", "intro_hearsay", "intro_over",
    "intro_unproven", "intro_zero", "introductory", "large", "new_plan", "one_number", "period", "sentinel", "trial",
    "unexplained", "unproven", "zero",
)  # fmt: skip
FAILURES: Mapping[str, str] = {  # the kind of failure, by the words that tell it in a kept message
    "dns": r"no address is known for",
    "timeout": r"did not answer in time|did not show its page in time",
    "connection": r"refused the connection|cannot be reached|broke the connection off|sent less than it announced",
    "robots": r"robots\.txt",
    "status": r"\bHTTP \d{3}|\banswered \d{3}",
    "wall": r"challenge|captcha|log ?in|queue|maintenance",
    "browser": r"browser",
    "others": r"not ours:|another vendor",
    "changed": r".",
}
HELD_FIELDS = ("price", "intro")
_REPEATED = re.compile(r"(\d+) crawls in all")


def hold_reason(rule: str, reason: str, lang: str) -> str:
    """Why a value is held; the kept words where nobody wrote the rule down."""
    return reason if rule not in RULES else pgettext(lang, "hold reason", rule, reason=reason)


def hold_end(ends_by: str, lang: str) -> str:
    """What would end a hold."""
    if ends_by.startswith("nothing"):
        return gettext(lang, "hold ends never")
    if found := _REPEATED.match(ends_by):
        return gettext(lang, "hold ends after", readings=found[1])
    return gettext(lang, "hold ends by hand")


def failure(message: str | None, lang: str) -> str:
    """What a reading's kept message tells; nothing for none."""
    if not message:
        return ""
    kind = next((kind for kind, told in FAILURES.items() if re.search(told, message, re.I)), "changed")
    return pgettext(lang, "failure", kind, message=message)


def held_field(field: str, lang: str) -> str:
    """What is held of an offer: its price, or its introduction."""
    return pgettext(lang, "held field", field) if field in HELD_FIELDS else field
