"""Remembering an answer for as long as the database stays as it is: ten years of readings are counted once a report."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from db.database import Database, writes

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def cached_until_write(
    ask: Callable[Concatenate[Database, Asked], Answer],
) -> Callable[Concatenate[Database, Asked], Answer]:
    """The same question of a database, asked again only after somebody wrote to it."""

    @wraps(ask)
    def answer(db: Database, /, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        stamp, question = writes(db), (*asked, *named.items())
        if db.remembered.get(ask, (None,))[0] != stamp:
            db.remembered[ask] = (stamp, {})
        answers: dict[object, Answer] = db.remembered[ask][1]
        if question not in answers:
            answers[question] = ask(db, *asked, **named)
        return answers[question]

    return answer
