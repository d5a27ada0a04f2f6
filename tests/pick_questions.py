"""Random questions to `pick`, the same for the same seed."""

import random
from collections.abc import Sequence

from reports.pick.market import Market
from reports.pick.question import KINDS, Budget, PickQuestion, Usage
from scrapers.offer import REGIONS

OWN = ("claude-sonnet-4-6-20260101", "anthropic/claude-opus-5", "glm-5.3", "GPT 5.3 Codex", "nobody's", "")


def questions(market: Market, count: int, seed: int) -> list[PickQuestion]:
    """Questions over what the market holds, and sometimes over what it does not."""
    chance = random.Random(seed)
    return [_question(chance, market) for _ in range(count)]


def _question(chance: random.Random, market: Market) -> PickQuestion:
    known = market.candidates
    tools = sorted({tool for one in known for tool in one.tools})
    ways = sorted({way for one in known for way in one.ways or ()})
    models = sorted({model for one in known for model in one.models})
    return PickQuestion(
        region=chance.choice([None, *REGIONS]),
        months=chance.randint(1, 24),
        budget=_budget(chance) if chance.random() < 0.6 else None,
        tools=_some(chance, [*tools, "unheard of"], 0.5),
        ways=_some(chance, [*ways, "barter"], 0.4),
        models=_some(chance, [*models, "GLM 5.3", "kimi-k3", "no model"], 0.3),
        seats=chance.choice([1, 1, 1, 1, 2, 5, 37]),
        now=chance.random() < 0.7,
        new=chance.random() < 0.7,
        usage=_usage(chance) if chance.random() < 0.6 else None,
    )


def _some(chance: random.Random, names: Sequence[str], how_often: float) -> tuple[str, ...]:
    return (
        tuple(chance.sample(names, min(len(names), chance.randint(1, 2))))
        if chance.random() < how_often
        else ()
    )


def _budget(chance: random.Random) -> Budget:
    hundredths = int(10 ** chance.uniform(1, 6))
    return Budget(hundredths, chance.choice(["CNY", "USD"]), chance.choice(["month", "total"]))


def _usage(chance: random.Random) -> Usage:
    def some() -> int:
        return chance.choice([0, int(10 ** chance.uniform(1, 11))])

    requests = chance.choice([None, int(10 ** chance.uniform(1, 6))])
    names = chance.sample(OWN, chance.choice([0, 0, 2, 4]))
    own = {name: dict(zip(KINDS, (some(), some(), some(), some()), strict=True)) for name in names}
    return Usage(some(), some(), some(), 1 + some(), requests, own)
