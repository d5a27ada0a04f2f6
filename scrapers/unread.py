"""The smallest thing in doubt: a card, row, tier or record that cannot be read costs itself, never its page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from scrapers.offer import BadOffer
from scrapers.refusals import PageChanged, PageInDoubt
from scrapers.vocabulary.words import squash

T = TypeVar("T")
S = TypeVar("S")
_LONGEST = {"name": 80, "message": 400, "words": 300}


@dataclass(frozen=True)
class Unread:
    """A card, row or record of a page that could not be read, while others could.

    `name` is what the page calls it, `message` why it was not read, `words` what the page says there.
    """

    name: str
    message: str
    words: str

    def __post_init__(self) -> None:
        for field, most in _LONGEST.items():
            object.__setattr__(self, field, squash(getattr(self, field))[:most])

    def to_json(self) -> dict[str, str]:
        return {"unread": self.name, "message": self.message, "words": self.words}

    @classmethod
    def from_json(cls, row: Mapping[str, str]) -> Self:
        return cls(row["unread"], row["message"], row["words"])


def apart(
    read: Callable[[], tuple[T, ...]], said: Callable[[], tuple[str, str]]
) -> tuple[tuple[T, ...], list[Unread]]:
    """What a card states beside its price, such as quotas; nothing and why, where that alone cannot be read.

    `said` gives the card's name and words.
    """
    try:
        return read(), []
    except PageInDoubt:
        raise
    except (PageChanged, BadOffer) as error:
        name, words = said()
        return (), [Unread(name, str(error), words)]


def each(
    parts: Iterable[T], read: Callable[[T], Iterable[S]], said: Callable[[T], tuple[str, str]]
) -> Iterator[S | Unread]:
    """What `read` finds in each part of a page; a part that raises PageChanged or BadOffer is Unread as a whole.

    `said` gives a part's name and words. What concerns the page and not the part goes on: Truncated,
    NotAPricePage, PageInDoubt.
    """
    for part in parts:
        try:
            found = list(read(part))
        except PageInDoubt:
            raise
        except (PageChanged, BadOffer) as error:
            name, words = said(part)
            yield Unread(name, str(error), words)
        else:
            yield from found
