"""Cards that Markdown holds as components: <PricingCard name="Plus" price="$20" interval="/month">."""

import re

from scrapers.page import Page

_COMPONENT = re.compile(
    r"<(?P<name>[A-Z]\w{0,60})(?P<said>(?:\s+[\w:-]{1,60}=\"[^\"]{0,400}\")+)\s*(?P<alone>/)?>"
)
_ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")
_PRICE = re.compile(r"[¥￥$] ?\d|\bfree\b", re.I)
_MARKUP = re.compile(r"<[a-z/!]|^#{1,6} |\*\*|\]\(|^[ \t]*\|", re.I | re.M)
_LINK = re.compile(r"href|url|link|src|id|class|icon|value|cta.*|variant", re.I)
_ORDER = (
    r"name|title|plan|tier|label",
    r".*eyebrow|prefix|from|before",
    r"price|cost|amount",
    r"interval|period|per|unit|suffix",
)


def with_components(page: Page) -> Page:
    """The page with the words of such components as cards: a heading, a line for the price, a line for each other word.

    In plain text with list items each line is set apart, as no line goes on with the item above it.
    """
    if not _MARKUP.search(page.text):
        return page.but(body=re.sub(r"\n+", "\n\n", page.text).encode(), headers={})
    if not _COMPONENT.search(page.text) or page.text.lstrip().lower().startswith(("<!doctype", "<html")):
        return page
    names = {found["name"] for found in _COMPONENT.finditer(page.text) if _PRICE.search(found["said"])}

    def card(found: re.Match[str]) -> str:
        if found["name"] not in names:
            return found[0]
        return f"<div>{_lines(found['said'])}{'</div>' if found['alone'] else ''}"

    ends = "|".join(map(re.escape, names)) or "(?!)"
    text = re.sub(rf"</(?:{ends})>", "</div>", _COMPONENT.sub(card, page.text))
    return page.but(body=text.encode(), headers={}) if names else page


def _lines(said: str) -> str:
    words = {name: text for name, text in _ATTRIBUTE.findall(said) if text and not _LINK.fullmatch(name)}
    kinds = [
        next((text for name, text in words.items() if re.fullmatch(kind, name, re.I)), "") for kind in _ORDER
    ]
    rest = [text for text in words.values() if text not in kinds]
    price = " ".join(filter(None, kinds[1:]))
    return "".join([f"<h4>{kinds[0]}</h4>", f"<p>{price}</p>", *(f"<p>{text}</p>" for text in rest)])
