"""Marks that point to a note: raised, lowered or circled digits, [1], *. They are no part of a number.

One such mark beside a number is a note and is left out. Two raised digits beside a number may be its cents, and one
behind a bare 10 its power: these stay raised, and no reader takes them for digits.
"""

import re
import unicodedata

from scrapers.vocabulary.lazy_pattern import lazy

_SCRIPT = "²³¹⁰⁴-⁹₀-₉"
_FRACTION = "¼-¾⅐-⅟↉"
NUMERALS = f"{_SCRIPT}{_FRACTION}①-⒛⓪-⓿❶-➓㈠-㈩㉈-㉏㉑-㉟㊀-㊉㊱-㊿🄀-🄌"  # in a character class
RAISED = lazy(f"([{NUMERALS}]+)")
_RAISE = str.maketrans("0123456789()（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾")
_SCRIPTED = lazy(r"[\s.,，、()（）*†‡]*\d[\s\d.,，、()（）*†‡]*")
_RUN = lazy(rf"[⁽₍]?[{NUMERALS}]+(?:[,，、.] ?[{NUMERALS}]+)*[⁾₎]?")
_CENTS = lazy(rf"[{_SCRIPT}]{{2}}")
_PART = lazy(rf"[{_FRACTION}]")
_BESIDE = lazy(r"\d[.,]? ?$")
_BEFORE = lazy(r"[.,]?\d")
_OF_NUMBER = lazy(r"(?:[¥￥$＄] ?|\d\.)$")  # $²⁰, 19.⁹⁹
_POWER = lazy(r"(?<![\d.,¥￥$＄])(?<![¥￥$＄] )10 ?$")
_BRACKETED = lazy(
    r"(?<=\S) ?(?:[\[［〔]\^?(?:注|note)? ?\d{1,2}[\]］〕]|[(（](?:见?注|note) ?\d{0,2}[)）])", re.I
)
_STARS = lazy(r"(?<=[\d元月季年]) ?(?:[*†‡§※]+|[(（]\*+[)）])(?! ?\d)")
_BRACKET = lazy(r"[\[［〔(（][\^注见nN \d]")  # one of these begins each in brackets,
_STAR = lazy("[*†‡§※]")  # and in each of stars stands one of these
_MARKED = lazy(rf"[\[［〔(（*†‡§※{NUMERALS}]")  # without one of these nothing is a mark


def as_raised(text: str) -> str:
    """The text of an element that is set raised or lowered: its digits as raised characters, words as they are."""
    return unicodedata.normalize("NFKC", text).translate(_RAISE) if _SCRIPTED.fullmatch(text) else text


def unmarked(text: str) -> str:
    """The text without the marks of notes; digits that may be cents, a part or a power stay as they are set."""
    if _MARKED.search(text) is None:
        return text
    said = text if text.isascii() else _RUN.sub(lambda run: run[0] if _counts(run) else "", text)
    said = _BRACKETED.sub("", said) if _BRACKET.search(said) else said
    return _STARS.sub("", said) if _STAR.search(said) else said


def _counts(run: re.Match[str]) -> bool:
    """Whether raised digits may belong to the number beside them."""
    before = run.string[max(0, run.start() - 6) : run.start()]
    if _PART.search(run[0]) or _OF_NUMBER.search(before):
        return True
    if not re.match(f"[⁽₍]?[{_SCRIPT}]", run[0]):
        return False
    if _BEFORE.match(run.string, run.end()) or _POWER.search(before):
        return True
    return _CENTS.search(run[0]) is not None and _BESIDE.search(before) is not None
