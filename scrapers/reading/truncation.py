"""Whether the text of a page came to its end; Truncated is raised where it breaks off."""

import re

from scrapers.refusals import Truncated


def refuse_unclosed(html: str) -> None:
    for tag in ("table", "html"):
        opened = len(re.findall(rf"<{tag}[\s>]", html, re.I))
        if opened > len(re.findall(rf"</{tag}\s*>", html, re.I)):
            raise Truncated(f"<{tag}> is opened and not closed: the body ends too early")


def refuse_cut_markup(html: str) -> None:
    if not html.rstrip().endswith(">"):
        raise Truncated(f"the body breaks off inside a text or a tag: {html.rstrip()[-60:]!r}")


def refuse_cut_amount(text: str) -> None:
    if re.search(r"[¥￥$＄] ?[\d０-９.,．，]*\Z", text):
        raise Truncated(f"the body breaks off inside an amount: {text[-60:]!r}")


def refuse_cut_table(text: str) -> None:
    rows = [row.strip() for row in text.splitlines()]
    if not rows or not rows[-1].startswith("|"):
        return
    short = len(rows) > 1 and rows[-2].startswith("|") and _bars(rows[-1]) < _bars(rows[-2])
    if short or not rows[-1].endswith("|"):
        raise Truncated(f"the last table row breaks off: {rows[-1][:60]!r}")


def _bars(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row))
