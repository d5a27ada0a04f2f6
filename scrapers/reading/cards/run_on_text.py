"""Text renderings of a page that lost their line breaks."""

import re

from scrapers.page import Page

_FIRST = re.compile(r"\s((?:(?:原价|现价|限时) ?:?：? ?)?[¥￥$] ?\d)")


def titled(page: Page, titles: str, end: str) -> Page:
    """A text rendering with each title, and the first price below it, at the beginning of a line; HTML as it is.

    What stands below the cards, from the words `end` on, is left out. Titles count as they are written.
    """
    if page.text.lstrip().startswith("<"):
        return page
    below = re.search(end, page.text)
    cards = page.text[: below.start()] if below else page.text
    above, *parts = re.split(rf"(?<!\S)({titles})[ \t]+(?=\S)", cards)
    lines = [_FIRST.sub(r"\n\1", f" {part}", count=1).strip() for part in parts]
    lines += [f"{below[0]}。"] if below else []  # so that the last card does not end with the page
    return page.but(body="\n".join([above, *lines]).encode(), headers={})
