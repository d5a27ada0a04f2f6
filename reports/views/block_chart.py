"""A price over time, drawn with blocks: solid is the first charge, shaded what the price becomes after it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from db.tables.states import end_of
from reports.facts.timeline import Span
from scrapers.offer import plain

EIGHTHS = " ▁▂▃▄▅▆▇█"
HEIGHT = 8


def chart(spans: Sequence[Span], until: date, width: int, height: int = HEIGHT) -> list[str]:
    """Lines of at most `width` columns from the first span to a day; a gap is a time nobody has seen.

    Empty where there is nothing to draw: fewer than two days, no amount above 0, or no room.
    """
    since = date.fromisoformat(spans[0].start[:10]) if spans else until
    top = max((_highest(span) for span in spans), default=Decimal(0))
    label = len(plain(top))
    columns = width - label - 3
    if top <= 0 or since >= until or columns < 10:
        return []
    columns = min(columns, (until - since).days + 1)
    days = [since + timedelta(days=round(x * (until - since).days / (columns - 1))) for x in range(columns)]
    bars = [_bar(spans, day, top, height) for day in days]
    lines = []
    for row in reversed(range(height)):
        left = plain(top) if row == height - 1 else "0" if row == 0 else ""
        lines.append(f"{left:>{label}} ┤{''.join(bar[row] for bar in bars)}".rstrip())
    gap = max(1, columns - 20)
    lines.append(f"{'':{label}} └{'─' * columns}")
    lines.append(
        f"{'':{label + 2}}{since.isoformat()}{' ' * gap}{until.isoformat()}"[: max(width, label + 24)]
    )
    return lines


def _highest(span: Span) -> Decimal:
    return max(span.offer.price or Decimal(0), span.offer.intro_price or Decimal(0))


def _bar(spans: Sequence[Span], day: date, top: Decimal, height: int) -> list[str]:
    """One column from the bottom up."""
    at = end_of(day)
    span = next((span for span in spans if span.holds(at)), None)
    if span is None or span.offer.price is None:
        return [" "] * height
    price = span.offer.price
    first = price if span.offer.intro_price is None else span.offer.intro_price
    solid, full = (int(amount / top * height * 8 + Decimal("0.5")) for amount in (first, max(price, first)))
    return [_block(solid - row * 8, full - row * 8) for row in range(height)]


def _block(solid: int, full: int) -> str:
    """One cell: the solid part in eighths, or shade where only the later price reaches."""
    if solid > 0:
        return EIGHTHS[min(8, solid)]
    return "░" if full >= 4 else " "
