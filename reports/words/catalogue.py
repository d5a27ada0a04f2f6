"""What is said in a language: the messages of `en.po` and `zh.po`, as `make words` compiles them for gettext.

An id is a key ("col plan"), in both languages: English is a translation like the other, so better wording changes
no code. Ids of one kind of value share a context. What a catalogue does not hold is said by its id: another term
than those (P6M) is shown as it is.
"""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any


@cache
def translations(lang: str) -> GNUTranslations:
    """The catalogue of a language, `en` or `zh`, read when something is first said in it."""
    with Path(__file__).with_name(f"{lang}.mo").open("rb") as compiled:
        return GNUTranslations(compiled)


def gettext(lang: str, key: str, /, **values: Any) -> str:
    """The message with this key, with values put in."""
    return translations(lang).gettext(key).format(**values)


def ngettext(lang: str, key: str, count: int, /, **values: Any) -> str:
    """The message in the form its language has for so many; `{count}` is the number."""
    return translations(lang).ngettext(key, key, count).format(count=count, **values)


def pgettext(lang: str, context: str, key: str, /, **values: Any) -> str:
    """The message for one value of a kind: pgettext("zh", "region", "CN") is 中国大陆."""
    return translations(lang).pgettext(context, key).format(**values)
