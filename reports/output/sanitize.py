r"""Making vendors' text harmless where it is shown: terminals, Markdown, spreadsheets, JSON on a screen."""

import re

# Controls, and the marks that reverse or hide text: bidirectional overrides, zero-width characters, half characters.
_MARKS = r"\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff"
_HIDDEN = re.compile(rf"[\x00-\x1f{_MARKS}]")
_HIDDEN_IN_LINES = re.compile(rf"[\x00-\x09\x0b-\x1f{_MARKS}]")
# Whatever any program takes for the end of a line, and tabs.
_BREAK = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
# What a spreadsheet takes for a formula, full-width signs too; a signed number is none.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# An address that can stand in a link: of the web, in ASCII, without what could end the link (blanks, quotes, brackets).
_WEB = re.compile(r"https?://[^\s<>\"\\]+", re.ASCII)


def clean(text: str) -> str:
    """One line that can do nothing to a terminal."""
    if text.isprintable():  # none of these marks is
        return text
    return _HIDDEN.sub("", _BREAK.sub(" ", text))


def cell(text: str) -> str:
    """A spreadsheet cell that no program takes for a formula; numbers stay numbers."""
    text = clean(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def link(address: str | None) -> str | None:
    """The address where it is a plain one of the web, None for anything else."""
    return address if address and _WEB.fullmatch(address) else None


def markdown(text: str) -> str:
    """Text as Markdown shows it: no link, image, HTML, table border or mention of anyone."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]|~]|^#(?=.))", r"\\\1", text)
    return re.sub(r"@(?=\w)", "&#64;", text)


def escaped(json_text: str) -> str:
    """JSON in which hidden characters are written as escapes; it means the same."""
    if json_text.replace(
        "\n", " "
    ).isprintable():  # what is hidden is not printable; searching for it takes five times as long
        return json_text
    return _HIDDEN_IN_LINES.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)
