"""A line and a table cell of a page: their words, what is struck through apart."""

from dataclasses import dataclass

from lxml import etree

NO_HEADING = 7  # the level of a line that is no heading


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: `text` without what is struck through, `struck` that part, `lines` its paragraphs."""

    text: str
    struck: str = ""
    lines: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        return f"{self.text} {self.struck}" if self.text and self.struck else self.text or self.struck


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: `text` without what is struck through, `struck` that part, and the element it begins in.

    `level` is that of the heading it stands in, 1 to 6; NO_HEADING where it stands in none.
    """

    text: str
    struck: str
    element: etree._Element
    level: int = NO_HEADING

    @property
    def said(self) -> str:
        return f"{self.text} {self.struck}" if self.text and self.struck else self.text or self.struck
