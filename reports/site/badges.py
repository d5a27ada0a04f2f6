"""Badges: a plan's price in one small picture that other sites show, with the day it was true on."""

from datetime import date
from decimal import Decimal

from markupsafe import Markup
from rich.cells import cell_len

from reports.facts.answer import one_a_plan
from reports.facts.cost import recurring, rounded
from reports.facts.figures import CLAUDE_PRO, Figure
from reports.output.sanitize import clean
from reports.site.facts import Facts
from reports.views.columns import three_digits
from reports.views.payments import priced
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title

CELL, PAD, HEIGHT = 6.6, 8, 20  # pixels of a Latin letter at 11 px, around a text, of the whole
_LONGEST = 60  # characters of a name
_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
    'role="img" aria-label="{said}"><title>{said}</title>'
    '<rect width="{width}" height="{height}" rx="3" fill="#444"/>'
    '<path d="M{left} 0h{inner}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z" fill="#8a4b2a"/>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,Noto Sans CJK SC,sans-serif" font-size="11">'
    '<text x="{pad}" y="14" textLength="{name_width}" lengthAdjust="spacingAndGlyphs">{name}</text>'
    '<text x="{told_at}" y="14" textLength="{told_width}" lengthAdjust="spacingAndGlyphs">{told}</text>'
    "</g></svg>\n"
)


def badges(facts: Facts, lang: str) -> dict[str, str]:
    """The badge of every ranked plan by the name of its page; one way to pay stands for a plan, its cheapest year."""
    ranked = one_a_plan(one for one in facts.figures if one.ranked)
    return {facts.where[one.offer.id]: badge(one, lang, facts.query.day) for one in ranked}


def badge(one: Figure, lang: str, day: date) -> str:
    """The picture as SVG: name, price a term, against Claude Pro, cups of milk tea a month, and the day."""
    name = clean(title(one.offer, lang))[:_LONGEST]
    price = priced(recurring(one.offer), str(one.offer.currency))
    term = pgettext(lang, "period", str(one.offer.period))
    told = [gettext(lang, "price a term", price=price, term=term)]
    if one.ratio and one.offer.id != CLAUDE_PRO:
        told.append(_against(one.ratio, lang))
    told += [gettext(lang, "badge cups", cups=rounded(one.cups, 1)), day.isoformat()]
    return _drawn(name, " · ".join(told))


def _against(ratio: Decimal, lang: str) -> str:
    if ratio > 1:
        return gettext(lang, "badge below", times=three_digits(ratio))
    return gettext(lang, "badge above", times=three_digits(1 / ratio))


def _drawn(name: str, told: str) -> str:
    name_width, told_width = (round(CELL * cell_len(text)) for text in (name, told))
    left = name_width + 2 * PAD
    width = left + told_width + 2 * PAD
    return str(
        _SVG.format(
            width=width,
            height=HEIGHT,
            left=left,
            inner=width - left - 3,
            pad=PAD,
            name=name,
            name_width=name_width,
            told=told,
            told_at=left + PAD,
            told_width=told_width,
            said=f"{name}: {told}",
        )
    )
