"""From what a person types to a question: amounts of money and of use, and ways to pay by their names in both languages."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from reports.pick.question import DAYS, Budget, PickQuestion, Usage, counted, hundredths
from reports.pick.usage_file import UsageFile, read_usage_file
from reports.question import COMPARED, LANGUAGES, BadQuestion
from reports.words.catalogue import pgettext
from scrapers.about.vendor_facts import Way

PERS = {"day": DAYS, "month": 1}
_MARKS = {"¥": "CNY", "￥": "CNY", "元": "CNY", "$": "USD"}
_MONEY = re.compile(r"([¥￥$]?)\s*(\d+(?:\.\d+)?)\s*(元|[A-Za-z]{3})?")
_SHORT = {"wechat pay": "wechat", "微信": "wechat"}


def budget(text: str, in_all: bool = False) -> Budget | None:
    """A budget such as 30, ¥30, $20 or 20 USD, in yuan unless it says otherwise; None for none. Raises BadQuestion."""
    if not text.strip():
        return None
    match = _MONEY.fullmatch(text.strip())
    said = {_MARKS.get(one, one.upper()) for one in (match[1], match[3]) if one} if match else {""}
    if not match or len(said) > 1 or not said <= set(COMPARED):
        raise BadQuestion(f"not a budget: {text[:40]!r}; write it as 30, ¥30, $20 or 20 USD")
    return Budget(hundredths(match[2]), (said or {"CNY"}).pop(), "total" if in_all else "month")


def way(name: str) -> str:
    """A way to pay by its id or its name in a language; raises BadQuestion for an unknown one."""
    said = name.strip().lower()
    names = {pgettext(lang, "way", one).lower(): str(one) for one in get_args(Way) for lang in LANGUAGES}
    found = said if said in get_args(Way) else names.get(said) or _SHORT.get(said)
    if found is None:
        raise BadQuestion(f"unknown way to pay {name[:40]!r}; known are {', '.join(get_args(Way))}")
    return found


def usage(tokens: str, requests: str, per: str = "month") -> Usage | None:
    """Usage by hand, a day's or a month's; None where neither is given. Raises BadQuestion."""
    if per not in PERS:
        raise BadQuestion(f"unknown --per {per!r}; known are {', '.join(PERS)}")
    if not tokens and not requests:
        return None
    times = PERS[per]
    asked = counted(requests) * times if requests else None
    return Usage.of_tokens(counted(tokens) * times if tokens else 0, asked)


def question(
    *,
    region: str | None = None,
    months: int = 12,
    money: str = "",
    in_all: bool = False,
    tools: Sequence[str] = (),
    ways: Sequence[str] = (),
    models: Sequence[str] = (),
    seats: int = 1,
    now: bool = True,
    new: bool = True,
    used: Usage | None = None,
) -> PickQuestion:
    """The question that all of it makes; raises BadQuestion."""
    return PickQuestion(
        region=region,
        months=months,
        budget=budget(money, in_all),
        tools=tuple(dict.fromkeys(name.strip() for name in tools)),
        ways=tuple(dict.fromkeys(map(way, ways))),
        models=tuple(dict.fromkeys(name.strip() for name in models)),
        seats=seats,
        now=now,
        new=new,
        usage=used,
    )


def used(
    file: Path | None, days: int | None, tokens: str, requests: str, per: str
) -> tuple[Usage | None, UsageFile | None]:
    """The usage, from a file or by hand but not both, and the file it is from; raises BadQuestion."""
    if file is None:
        if days:
            raise BadQuestion("--days says what a --usage file covers; name the file too")
        return usage(tokens, requests, per), None
    if tokens:
        raise BadQuestion("--tokens and --usage both say what is used; leave one out")
    read = read_usage_file(file, days)
    try:
        month = read.month()
    except BadQuestion as error:
        raise BadQuestion(f"{file}: {error}") from None
    by_hand = usage("", requests, per)
    return (month if by_hand is None else month.with_requests(by_hand.requests)), read
