"""Drawing cards: each a picture of 1200 by 630 in few colours. SVG by vl-convert was measured: three times the work and the bytes."""

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from reports.site.cards.cards import AnswerCard, Card, PlanCard

WIDTH, HEIGHT, LEFT, RIGHT = 1200, 630, 64, 1136
PAPER, INK, QUIET, LINE, TEA = (251, 247, 240), (34, 28, 22), (103, 92, 80), (228, 218, 203), (138, 75, 31)
FILL, STRAW, GLASS, PEARL = "#d9a873", "#b4552d", "#6b4a2f", "#4a2f1b"  # of a cup
SHADES, CUP_COLOURS = 16, 24  # from the paper to each colour, its edges between; of a cup
COLOURS = (INK, QUIET, LINE, TEA)
CUP_HEIGHTS = (48, 64)
Colour = tuple[int, int, int]
_SHOWN = bytes(SHADES) + b"\xff" * (256 - SHADES)
# By weight, the best first: a file as distributions name it, and which of its faces is the one for simplified Chinese.
_CHINESE = {
    "Regular": (("NotoSansCJK-Regular.ttc", 2), ("NotoSansSC-Regular.otf", 0), ("wqy-microhei.ttc", 0)),
    "Bold": (("NotoSansCJK-Bold.ttc", 2), ("NotoSansSC-Bold.otf", 0), ("wqy-microhei.ttc", 0)),
}
_LATIN = {"Regular": (("DejaVuSans.ttf", 0),), "Bold": (("DejaVuSans-Bold.ttf", 0),)}


def png(card: Card) -> bytes:
    """A card as PNG."""
    picture = Image.new("L", (WIDTH, HEIGHT))
    _Drawing(picture).draw(card)
    picture.putpalette(_palette())
    file = BytesIO()
    picture.save(file, "PNG", compress_level=4)
    return file.getvalue()


def shows_chinese() -> bool:
    """Whether this machine has a font with Chinese that is known here."""
    return _face(_CHINESE["Regular"]) is not None


class _Drawing:
    """A card on a picture of places in the palette, which is a third of the work of drawing in colours."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture, self.pen = picture, ImageDraw.Draw(picture)

    def draw(self, card: Card) -> None:
        self.pen.rectangle((0, 0, WIDTH, 11), fill=_index(TEA))
        self._cup(LEFT, 44, 2)
        self._text(112, 80, card.brand, 30, weight="Bold")
        self._text(LEFT, 184, card.name, 60, weight="Bold")
        if isinstance(card, PlanCard):
            self._plan(card)
        else:
            self._answer(card)
        self.pen.line((LEFT, 556, RIGHT, 556), fill=_index(LINE), width=2)
        self._text(LEFT, 600, card.foot, 28, QUIET)

    def _plan(self, card: PlanCard) -> None:
        self._text(RIGHT, 80, card.corner, 30, QUIET, anchor="rs")
        self._text(LEFT, 322, card.price, 112, TEA, weight="Bold", width=660)
        for place in range(card.cups):
            self._cup(RIGHT - 48 * (card.cups - place), 254, 8 / 3)
        for place, (label, paid) in enumerate(card.payments):
            self._text(LEFT + 364 * place, 396, label, 26, QUIET)
            self._text(LEFT + 364 * place, 446, paid, 40, weight="Bold", width=344)
        self._text(LEFT, 520, card.beside, 32)

    def _answer(self, card: AnswerCard) -> None:
        for place, (region, name, paid) in enumerate(card.answers):
            top = 262 + 152 * place
            self._text(LEFT, top, region, 26, QUIET)
            self._text(LEFT, top + 48, name, 42, TEA, weight="Bold")
            self._text(LEFT, top + 92, paid, 30)

    def _text(self, x: int, y: int, text: str, size: int, colour: Colour = INK, weight: str = "Regular",
              width: int = RIGHT - LEFT, anchor: str = "ls") -> None:  # fmt: skip
        """Text on a base line, in letters that are smaller where it would be too wide."""
        wide = _font(weight, size).getlength(text)
        font = _font(weight, size if wide <= width else max(1, int(size * width / wide)))
        left, top, right, bottom = map(int, font.getbbox(text, anchor=anchor))
        drawn = Image.new("L", (right - left + 2, bottom - top + 2))
        ImageDraw.Draw(drawn).text((-left, -top), text, 255, font, anchor)
        shades, shown = (_mapped(drawn, table) for table in (_shades(colour), _SHOWN))
        self.picture.paste(shades, (x + left, y + top), shown)

    def _cup(self, x: int, y: int, scale: float) -> None:
        cup, _ = _cup(round(18 * scale), round(24 * scale))
        self.picture.paste(cup, (x, y))


def _mapped(drawn: Image.Image, table: bytes) -> Image.Image:
    return Image.frombytes("L", drawn.size, drawn.tobytes().translate(table))


@cache
def _shades(colour: Colour) -> bytes:
    """From how much of a pixel is covered to its place in the palette."""
    first = COLOURS.index(colour) * SHADES
    return bytes(first + level * SHADES // 256 for level in range(256))


def _index(colour: Colour) -> int:
    return COLOURS.index(colour) * SHADES + SHADES - 1


@cache
def _palette() -> list[int]:
    """Shades of each colour from the paper on, then the colours of cups."""
    ramps = [
        round(paper + (ink - paper) * shade / (SHADES - 1))
        for colour in COLOURS
        for shade in range(SHADES)
        for paper, ink in zip(PAPER, colour, strict=True)
    ]
    return ramps + [tone for height in CUP_HEIGHTS for tone in _cup(height * 3 // 4, height)[1]]


@cache
def _cup(width: int, height: int) -> tuple[Image.Image, list[int]]:
    """The cup of the site's brand as places in the palette, and its own part of that; its drawing is 18 by 24."""
    fine = 4 * width / 18
    picture = Image.new("RGB", (4 * width, 4 * height), PAPER)
    pen = ImageDraw.Draw(picture)

    def line(colour: str, thick: float, *points: float) -> None:
        pen.line([fine * one for one in points], colour, round(fine * thick), "curve")

    line(STRAW, 1.6, 10.6, 6.4, 12.4, 0.8)
    pen.polygon([fine * one for one in (3.4, 7, 14.6, 7, 13.3, 21, 4.7, 21)], FILL)
    line(GLASS, 1.4, 2.2, 6.4, 15.8, 6.4)
    line(GLASS, 1.4, 3.3, 6.6, 4.6, 21.4, 13.4, 21.4, 14.7, 6.6)
    for x in (6.4, 9, 11.6):
        pen.circle((fine * x, fine * 19.7), fine, PEARL)
    small = picture.resize((width, height), Image.Resampling.LANCZOS).quantize(CUP_COLOURS)
    own = list(small.getpalette() or [])[: 3 * CUP_COLOURS]
    first = len(COLOURS) * SHADES + CUP_HEIGHTS.index(height) * CUP_COLOURS
    places = Image.frombytes("L", small.size, bytes(first + place for place in small.tobytes()))
    return places, own + [0] * (3 * CUP_COLOURS - len(own))


@cache
def _font(weight: str, size: int) -> Any:
    return _face(_CHINESE[weight], size) or _face(_LATIN[weight], size) or ImageFont.load_default(size)


def _face(files: tuple[tuple[str, int], ...], size: int = 10) -> Any:
    for name, face in files:
        try:
            return ImageFont.truetype(name, size, face)
        except OSError:
            continue
    return None
