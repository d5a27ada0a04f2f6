"""Remembering an answer for as long as the database stays as it is: ten years of readings are counted once a report."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from db.database import Database, writes

Answer = TypeVar("Answer")


def remembered(ask: Callable[[Database, str], Answer]) -> Callable[[Database, str], Answer]:
    """The same question about a moment, asked again only after somebody wrote to the database."""
    known: WeakKeyDictionary[Database, tuple[tuple[int, int], dict[str, Answer]]] = WeakKeyDictionary()

    @wraps(ask)
    def answer(db: Database, at: str) -> Answer:
        stamp = writes(db)
        if db not in known or known[db][0] != stamp:
            known[db] = (stamp, {})
        answers = known[db][1]
        if at not in answers:
            answers[at] = ask(db, at)
        return answers[at]

    return answer
