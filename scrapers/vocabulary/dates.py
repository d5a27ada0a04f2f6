"""Days as pages write them: with a year, without one, as the end of a span, in Chinese and in English."""

import re
from dataclasses import dataclass
from datetime import date

from scrapers.refusals import PageChanged
from scrapers.vocabulary.words import comparable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_NTH = r"(?:st|nd|rd|th)?"
_TO = r" ?(?:[-~–—至到]|\bto\b|\bthrough\b|\buntil\b) ?"
_DAY = re.compile(
    r"(?P<year>(?<!\d)20\d\d) ?[年/.-] ?(?P<month>\d{1,2}) ?[月/.-] ?(?P<day>\d{1,2})(?!\d) ?[日号]?"
    r"|(?:(?P<next>次年|翌年|下一?年) ?)?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]"
    rf"|(?P<name>{_NAME}) (?P<on>\d{{1,2}}){_NTH}(?!\d)(?:,? (?P<in>20\d\d))?"
    rf"|(?P<on2>(?<!\d)\d{{1,2}}){_NTH} (?:of )?(?P<name2>{_NAME}),?(?: (?P<in2>20\d\d))?",
    re.I,
)
_TAIL = re.compile(
    rf"{_TO}(?:(?P<m>\d{{1,2}})[./-](?P<d>\d{{1,2}})(?![\d./-])"
    rf"|(?P<only>\d{{1,2}}) ?[日号]|(?P<nth>\d{{1,2}}){_NTH}(?![\d./:月])(?:,? (?P<in>20\d\d))?)",
    re.I,
)
_JOINED = re.compile(rf"(?: ?\([^()]*\))?(?: ?\d{{1,2}}:\d\d(?::\d\d)?)?{_TO}(?:the )?", re.I)
_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年(?! ?\d)")
_SENTENCE = re.compile(r"[。;!！\n]|(?<!\d)\. ")


@dataclass(frozen=True)
class _Day:
    """A day as it is written: what is said of it, and whether it ends a span that the day before it begins."""

    month: int | None
    day: int
    year: int | None = None
    following: bool = False  # 次年
    ends: bool = False
    text: str = ""


def dates(text: str) -> list[date]:
    """Every day a text names, in reading order.

    One without a year is in the year of the day before it or of its own sentence (…（2026年）); where it ends a span
    and would lie before its beginning, or is said to be in 次年, in the year after. A day whose year nothing tells is
    left out. Raises PageChanged for a day that no calendar has.
    """
    found: list[date] = []
    for sentence in _SENTENCE.split(comparable(text)):
        own = _YEAR.search(sentence)
        year = int(own[1]) if own else None
        days = list(_days(sentence))
        for number, day in enumerate(days):
            behind = days[number + 1] if number + 1 < len(days) and days[number + 1].ends else None
            before = found[-1] if found and (number or year is None) else None
            if (read := _date(day, before, year, behind)) is not None:
                found.append(read)
    return found


def _days(said: str) -> list[_Day]:
    days: list[_Day] = []
    end = 0
    for match in _DAY.finditer(said):
        if match.start() < end:
            continue
        joined = bool(days) and _JOINED.fullmatch(said, end, match.start()) is not None
        days.append(_written(match, joined))
        end = match.end()
        if (tail := _TAIL.match(said, end)) and (tail["only"] or tail["d"] or match["name"]):
            nth = tail["only"] or tail["d"] or tail["nth"]
            year = int(tail["in"]) if tail["in"] else None
            days.append(_Day(int(tail["m"]) if tail["m"] else None, int(nth), year, ends=True, text=tail[0]))
            end = tail.end()
    return days


def _written(match: re.Match[str], ends: bool) -> _Day:
    name = match["name"] or match["name2"]
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(match["month"] or match["m"])
    day = int(match["day"] or match["d"] or match["on"] or match["on2"])
    year = match["year"] or match["in"] or match["in2"]
    return _Day(month, day, int(year) if year else None, match["next"] is not None, ends, match[0])


def _date(day: _Day, before: date | None, sentence: int | None, behind: _Day | None) -> date | None:
    """The day in its year; None where nothing tells the year."""
    month = day.month or (before.month if before else None)
    year = day.year
    if year is None and day.following:
        year = before.year + 1 if before else None
    elif year is None and before is not None:
        over = day.ends and month is not None and (month, day.day) < (before.month, before.day)
        year = before.year + 1 if over else before.year
    elif year is None:
        year = sentence or (_year_of_span(day, behind) if behind else None)
    if year is None or month is None:
        return None
    try:
        return date(year, month, day.day)
    except ValueError:
        raise PageChanged(f"no calendar has the day {day.text!r}") from None


def _year_of_span(day: _Day, end: _Day) -> int | None:
    if end.year is None or day.month is None:
        return None
    return end.year - (((end.month or day.month), end.day) < (day.month, day.day))
