"""What a month buys: examples worked out by hand, and arithmetic that does not depend on their numbers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.tables.rates import Rate
from reports.facts.value.plan_value import ModelValue, PlanValue, plan_value
from reports.facts.value.token_mix import USUAL, TokenMix, million_price
from scrapers.about.api_prices import ApiPrice
from scrapers.offer import Offer, Quota

DAY = date(2026, 10, 6)
RATE = Rate(
    DAY, {"EUR": Decimal(1), "USD": Decimal("1.1"), "CNY": Decimal("7.92")}, "for a test", 0
)  # 7.2 yuan a dollar
UNCACHED = TokenMix.of(Decimal(0), Decimal("0.5"))


def value(
    plan: str, price: str, *quotas: tuple[str, str, str], day: date = DAY, mix: TokenMix = USUAL
) -> PlanValue:
    """The value of a plan given as vendor/product/plan/region, sold by the month."""
    vendor, product, name, region = plan.split("/")
    offer = Offer(
        vendor=vendor,
        product=product,
        plan=name,
        plan_name=name,
        region=region,
        per="account",
        period="P1M",
        currency="CNY" if region == "CN" else "USD",
        price=Decimal(price),
        quotas=tuple(
            Quota(amount=Decimal(amount), unit=unit, window=window) for amount, unit, window in quotas
        ),
        evidence="for a test",
    )
    return plan_value(offer, day, mix, RATE)


def of(found: PlanValue, model: str | None) -> ModelValue:
    return next(one for one in found.models if one.model == model)


def spans(one: ModelValue) -> tuple[Any, ...]:
    """Millions of tokens and worth, low and high, to three digits."""
    tokens, worth = one.tokens, one.worth
    return tuple(
        float(f"{end:.3g}")
        for end in (
            *((tokens.low / 10**6, tokens.high / 10**6) if tokens else ()),
            *((worth.low, worth.high) if worth else ()),
        )
    )


GLM_LITE = ("2000", "credits", "PT5H"), ("10000", "credits", "P7D")


def test_the_ratio_of_the_example_that_is_worked_out_in_full() -> None:
    worth = of(value("zhipu/coding-plan/lite/CN", "118", *GLM_LITE), "glm-5.3").worth
    assert worth
    assert [round(end) for end in (worth.low, worth.high)] == [503, 1005]
    assert [f"{end / 118:.1f}" for end in (worth.low, worth.high)] == ["4.3", "8.5"]


def test_a_million_tokens_of_the_usual_mix() -> None:
    assert (USUAL.fresh, USUAL.cached, USUAL.output) == (
        Decimal("0.04975"),
        Decimal("0.94525"),
        Decimal("0.005"),
    )
    price = million_price("glm-5.3", DAY, USUAL, "CNY")
    assert price
    assert price.low == price.high == Decimal("2.4285")


@pytest.mark.parametrize(
    ("plan", "price", "quotas", "model", "expected"),
    [
        # 10,000 credits a week are 42,857 a month; 207.0 credits a million at peak, half of it outside
        ("zhipu/coding-plan/lite/CN", "118", GLM_LITE, "glm-5.3", (207, 414, 503, 1010)),
        ("zhipu/coding-plan/lite/CN", "118", GLM_LITE, "glm-5.3-flash", (627, 1250, 170, 340)),
        ("zhipu/coding-plan/lite/INTL", "18", GLM_LITE, "glm-5.3", (207, 414, 69.9, 140)),
        ("tencent/token-plan/lite/CN", "39", [("780", "credits", "P1M")], "glm-5.3", (16.1, 16.1, 39, 39)),
        ("tencent/token-plan/lite/CN", "39", [("780", "credits", "P1M")], "glm-5.2", (35, 35, 85, 85)),
        ("tencent/token-plan/lite/CN", "39", [("780", "credits", "P1M")], "minimax-m2.7", (35, 35, 19, 19)),
        ("volcengine/agent-plan/small/CN", "40", [("20000", "credits", "P1M")], "glm-5.3", (44.4, 44.4, 108, 108)),
        ("volcengine/agent-plan/small/CN", "40", [("20000", "credits", "P1M")], "minimax-m3", (80, 80, 43.5, 43.5)),
        ("volcengine/agent-plan/small/CN", "40", [("20000", "credits", "P1M")], "kimi-k3", (20, 20, 67.7, 67.7)),
        ("bailian/token-plan/personal-lite/CN", "39", [("2500", "credits", "P7D")], "qwen3.6-plus", (330, 330, 115, 115)),
    ],
)  # fmt: skip
def test_worked_examples_by_model(
    plan: str, price: str, quotas: Any, model: str, expected: tuple[float, ...]
) -> None:
    assert spans(of(value(plan, price, *quotas), model)) == expected


@pytest.mark.parametrize(
    ("plan", "price", "credits", "ratio"),
    [
        ("stepfun/step-plan/mini/CN", "49", "400000000", 8.2),
        ("stepfun/step-plan/plus/CN", "99", "1600000000", 16.2),
        ("stepfun/step-plan/pro/CN", "199", "8000000000", 40.2),
        ("stepfun/step-plan/max/CN", "699", "40000000000", 57.2),
    ],
)
def test_a_vendor_that_says_what_a_credit_is_worth(plan: str, price: str, credits: str, ratio: float) -> None:
    (one,) = value(plan, price, (credits, "credits", "P1M")).models
    assert one.stated
    assert one.worth
    assert one.currency == "CNY"
    assert (
        round(float(one.worth.low / Decimal(price)), 1)
        == round(float(one.worth.high / Decimal(price)), 1)
        == ratio
    )


@pytest.mark.parametrize(
    ("plan", "price", "ratios"),
    [
        ("copilot/copilot/pro/INTL", "10", (1.0, 1.5)),
        ("copilot/copilot/max/INTL", "100", (1.0, 2.0)),
        ("cursor/cursor/pro/INTL", "20", (1.0, 1.0)),
        ("cursor/cursor/pro-plus/INTL", "60", (1.17, 1.17)),
        ("cursor/cursor/ultra/INTL", "200", (2.0, 2.0)),
        ("opencode/go/go-plus/INTL", "40", (1.5, 6.0)),
    ],
)
def test_a_vendor_that_includes_use_at_api_prices(plan: str, price: str, ratios: tuple[float, float]) -> None:
    one = value(plan, price).models[0]
    assert one.stated
    assert one.worth
    assert one.currency == "USD"
    assert one.worth.confidence == "high"
    assert tuple(round(float(end / Decimal(price)), 2) for end in (one.worth.low, one.worth.high)) == ratios


def test_an_allowance_differs_by_model() -> None:
    found = value("opencode/go/go/INTL", "10")
    worth = {
        model: worth.low for model in ("glm-5.2", "glm-5.3", "kimi-k3") if (worth := of(found, model).worth)
    }
    assert worth == {"glm-5.2": 60, "glm-5.3": 15, "kimi-k3": 15}


def test_without_a_cache_a_flat_rate_is_worth_more() -> None:
    found = value("volcengine/agent-plan/small/CN", "40", ("20000", "credits", "P1M"), mix=UNCACHED)
    assert spans(of(found, "glm-5.3"))[2:] == (360, 360)


def test_a_night_rate_is_the_upper_end() -> None:
    found = value("xiaomi/token-plan/lite/CN", "39", ("4100000000", "credits", "P1M"))
    assert spans(of(found, "mimo-v2.5-pro")) == (202, 253, 41, 51.3)


@pytest.mark.parametrize(
    ("plan", "quotas", "reason"),
    [
        ("claude/membership/pro/INTL", (), "relative"),
        ("chatgpt/membership/plus/INTL", (), "messages"),
        ("kimi/membership/plus/CN", (), "percent"),
        ("minimax/token-plan/plus/CN", (), "percent"),
        ("minimax/m-plan/go/CN", (), "relative"),
        ("volcengine/coding-plan/lite/CN", (("18000", "requests", "P1M"),), "requests"),
        ("bailian/coding-plan/pro/CN", (("90000", "requests", "P1M"),), "requests"),
        ("xfyun/token-plan/standard/CN", (("20000", "credits", "P1M"),), "rate"),
        ("ctyun/token-plan/tier1/CN", (("3000", "credits", "P1M"),), "rate"),
        ("cline/clinepass/clinepass/INTL", (), "claim"),
        ("nobody/plan/lite/CN", (("80", "prompts", "PT5H"),), "requests"),
        ("nobody/plan/lite/CN", (("80", "credits", "PT5H"),), "window"),
        ("nobody/plan/lite/CN", (("80", "tokens", "P1M"),), "price"),
        ("nobody/plan/lite/CN", (), "unstated"),
    ],
)
def test_a_unit_that_says_nothing_is_said_with_its_reason(plan: str, quotas: Any, reason: str) -> None:
    found = value(plan, "100", *quotas, day=date(2026, 11, 18))
    assert found.reason == reason
    assert not any(one.worth for one in found.models)


def test_a_statement_holds_on_its_days_only() -> None:
    """What a vendor said of its M3 tokens counts while it said so, a price while it was the price."""
    assert value("minimax/token-plan/plus/CN", "49", day=date(2026, 7, 1)).models
    assert not value("minimax/token-plan/plus/CN", "49", day=date(2026, 8, 1)).models
    before, after = (million_price("deepseek-v4-pro", date(2026, 8, day), USUAL, "USD") for day in (16, 17))
    assert before
    assert after
    assert before.high < after.low < after.high
    assert million_price("glm-5.3", date(2026, 8, 1), USUAL, "CNY") is None


def test_the_page_is_believed_before_what_was_declared_for_the_same_window() -> None:
    found = value("bailian/token-plan/personal-lite/CN", "39", ("12000", "credits", "P1M"))
    assert [month.amount.low for month in found.months] == [12000]


amounts = st.decimals("0.001", "1000", places=3)
shares = st.decimals(0, 100, places=1)


def price_of(fresh: Decimal, cached: Decimal, output: Decimal) -> ApiPrice:
    return ApiPrice(
        seen=DAY,
        source="for a test",
        confidence="high",
        model="m",
        currency="CNY",
        fresh=fresh,
        cached=cached,
        output=output,
    )


@given(amounts, amounts, amounts, shares, shares)
def test_a_million_lies_between_the_cheapest_and_the_dearest_kind(
    fresh: Decimal, cached: Decimal, output: Decimal, part: Decimal, written: Decimal
) -> None:
    mix = TokenMix.of(part, written)
    assert mix.fresh + mix.cached + mix.output == 1
    million = mix.million(price_of(fresh, cached, output))
    kinds = (fresh, cached, output)
    assert million is not None
    assert min(kinds) <= million <= max(kinds)


@given(st.integers(1, 10**6), st.integers(2, 1000), shares)
def test_the_more_a_month_holds_the_more_it_buys_in_proportion(
    credits: int, times: int, part: Decimal
) -> None:
    mix = TokenMix.of(part, Decimal("0.5"))
    once, often = (
        value("zhipu/coding-plan/lite/CN", "118", (str(amount), "credits", "P7D"), mix=mix)
        for amount in (credits, credits * times)
    )
    for one, more in zip(once.models, often.models, strict=True):
        assert one.worth
        assert more.worth
        assert one.tokens
        assert more.tokens
        for small, large in ((one.tokens, more.tokens), (one.worth, more.worth)):
            assert small.low <= small.high
            assert abs(large.low / small.low - times) < Decimal("1e-20")


@given(amounts, amounts, amounts, amounts, shares)
def test_a_dearer_kind_of_token_never_makes_a_mix_cheaper(
    fresh: Decimal, cached: Decimal, output: Decimal, more: Decimal, part: Decimal
) -> None:
    mix = TokenMix.of(part, Decimal("0.5"))
    million = mix.million(price_of(fresh, cached, output))
    for dearer in (
        price_of(fresh + more, cached, output),
        price_of(fresh, cached + more, output),
        price_of(fresh, cached, output + more),
    ):
        assert (mix.million(dearer) or 0) >= (million or 0)


def test_without_a_price_for_cached_input_a_mix_with_a_cache_has_no_price() -> None:
    assert million_price("deepseek-v3.2", DAY, USUAL, "USD") is None
    assert million_price("deepseek-v3.2", DAY, UNCACHED, "USD") is not None
