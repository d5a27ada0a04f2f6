"""Pictures of cards: PNG, as chat apps show no SVG; drawn again only where a card says something else."""

import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from reports.site.cards.cards import Card

FOLDER = "card"
EDITION = 1  # of the drawing: another one draws everything again


def pictures(
    cards: Mapping[str, Mapping[str, Card]],
    before: Path,
    into: Path,
    advance: Callable[[], None] = lambda: None,
) -> dict[str, dict[str, str]]:
    """Draw the cards of each language into the new site; answers their files, as paths below it. `advance` is called after each.

    A file's name says what is drawn in it: one that the site `before` has is taken over as it is, and an app that kept
    an older picture asks for the new one. Chinese pages show English cards where no font has Chinese.
    """
    if not cards:
        return {}
    (into / FOLDER).mkdir(exist_ok=True)
    shown: dict[str, dict[str, str]] = {}
    for lang, named in cards.items():
        shown[lang] = {}
        for name in named:
            drawn = lang if lang == "en" or chinese() else "en"
            shown[lang][name] = _drawn(f"{name}.{drawn}", cards[drawn][name], before, into)
            advance()
    return shown


def chinese() -> bool:
    """Whether Chinese cards can be drawn here."""
    from reports.site.cards.drawn import shows_chinese

    return shows_chinese()


def _drawn(name: str, card: Card, before: Path, into: Path) -> str:
    from reports.site.cards.drawn import png

    file = f"{FOLDER}/{name}.{sha256(f'{EDITION}{card}'.encode()).hexdigest()[:10]}.png"
    if (before / file).is_file():
        shutil.copyfile(before / file, into / file)
    elif not (into / file).is_file():
        (into / file).write_bytes(png(card))
    return file
