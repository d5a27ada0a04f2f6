"""The titles of cards: the names of tiers that a source declares, and what may be the name of a new one."""

import re
from dataclasses import dataclass

from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.words import caseless, matches

LONGEST = 60  # characters of a title
_PRICED = re.compile(r"[¥￥$] ?\d")
_WORDS = re.compile(r"[\w.+-]+(?: [\w.+-]+)*[?？]?")
_VERB = r"(?:(?:subscribe|upgrade|switch) to |get |try |buy )?"
_STATED = (
    r" ?(?:[:：—–-]|--)? ?(?=(?:from |starting at )?(?:US ?)?[¥$]\s?\d)"
    r"| ?(?:[:：—–-]|--) ?(?=\d[\d,.]* ?(?:元|美元|USD|CNY)|(?:免费|free)$)"
)


@dataclass(frozen=True)
class Titles:
    """`known` is a pattern of the titles of a source's cards, `parts` of what is sold under a title by a name of its own."""

    known: str
    parts: str = r"(?!)"

    def name(self, line: str) -> str:
        """The name that a line is the title of; empty where it is none."""
        said = clean(line) if len(line) <= LONGEST and not _PRICED.search(line) else ""
        return said if self.is_part(said) or matches(self.known, said) else ""

    def is_part(self, name: str) -> bool:
        return matches(self.parts, name)

    def before_price(self, line: str) -> str:
        """The title that a line begins with where its price follows at once: "Max: $200 per month"."""
        stated = caseless(rf"{_VERB}(?P<name>{self.known}|{self.parts})(?:{_STATED})")
        found = stated.match(clean(line[: 2 * LONGEST]))
        return found["name"] if found else ""


def is_of_words(line: str) -> bool:
    """Whether a line is made of words alone: a heading of something else, where it is no name."""
    return _WORDS.fullmatch(clean(line)) is not None and re.search(r"[^\W\d_]", line) is not None
