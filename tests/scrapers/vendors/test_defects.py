"""Errors that other trackers published, one small page or listing each: none of them may come out of ours."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nights import Nights, offer, tiers

from pipeline.trackers.import_listings import import_listings
from pipeline.trackers.listing_file import BadListings
from scrapers.offer import BadOffer, Quota, decimal
from scrapers.refusals import PageChanged
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.prices.money import money


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def line(name: str, price: str | None, **values: Any) -> dict[str, Any]:
    return {"name": name, "price_text": price, **values}


ZHIPU = [
    line("GLM Coding Lite", "¥49/月"),
    line("GLM Coding Pro", "¥149/月"),
    line("GLM Coding Max", "¥469/月"),
]
KIMI = [line("Moderato (月)", "¥99/月"), line("Allegretto (月)", "¥199/月"), line("Allegro (月)", "¥699/月")]
ABROAD = [line("Moderato (月)", "¥19/月"), line("Allegretto (月)", "¥39/月"), line("Allegro (月)", "¥99/月")]
MEMBERS = {"moderato": "99", "allegretto": "199", "allegro": "699"}


def kimi(nights: Nights) -> dict[str, str]:
    return {name.split("/")[0]: price for name, price in nights.shown().items() if "INTL" not in name}


# 3a: the largest automatic tracker


def test_dollars_under_a_yuan_sign_are_no_change(acme: Nights) -> None:
    """3a 1: a crawler abroad saw dollars and printed ¥; it flipped 17 times and was wrong for 65 days."""
    for said in (KIMI, ABROAD, KIMI, ABROAD, ABROAD, ABROAD, KIMI):
        acme.listed(*said, vendor="kimi-ai")
        assert kimi(acme) == MEMBERS
    assert acme.news() == []
    assert acme.held() == []


def test_split_into_regions_is_no_change(acme: Nights) -> None:
    """3a 1, its end: 大陆 and 海外 side by side are two series, each in its own currency."""
    acme.listed(*KIMI, vendor="kimi-ai")
    both = [line("Moderato（大陆）", "¥99/月"), line("Moderato（海外）", "$19/月")]
    acme.listed(*both, vendor="kimi-ai")
    acme.listed(*both, vendor="kimi-ai")
    assert acme.shown()["moderato/membership/INTL/USD"] == "19"
    assert kimi(acme) == MEMBERS
    assert acme.news() == []


def test_region_cn_leftover_in_a_name_is_the_same_plan(acme: Nights) -> None:
    """3a 2: "（REGION_CN）" stood in the names and made every plan a second one."""
    acme.listed(*KIMI, vendor="kimi-ai")
    marked = [line(f"{one['name'][:-4]}（REGION_CN）", one["price_text"]) for one in KIMI]
    acme.listed(*marked, vendor="kimi-ai")
    assert len(acme.shown()) == 3
    assert acme.news() == []


def test_missing_region_is_not_gone(acme: Nights) -> None:
    """3a 2: the overseas rows were missing for days; they were not looked at, so they are not gone."""
    here, abroad = tiers(plus="49"), [offer("plus", "20", region="INTL", currency="USD")]
    acme.night([*here, *abroad])
    acme.nights(6, here)
    assert acme.shown() == {"plus": "49", "plus/INTL/USD": "20"}


def test_unknown_region_currency_period_or_unit_is_refused() -> None:
    """3a 2: an enum value that nobody knows fails; it is never guessed."""
    for wrong in ({"region": "REGION_CN"}, {"currency": "RMB"}, {"period": "P1W"}, {"availability": "Maybe"}):
        with pytest.raises(BadOffer, match="unknown"):
            offer(**wrong)
    with pytest.raises(BadOffer, match="unknown unit"):
        Quota(amount=decimal(1), unit="calls", window="PT5H")


def test_slogan_is_no_price(acme: Nights) -> None:
    """3a 3: "0 成本试错" was the cheapest plan of all for 13 days."""
    with pytest.raises(PageChanged, match="not one plain price"):
        money("0 成本试错", "CNY")
    pro = line("Coding Plan Pro 月套餐", "49.9元/月", list_price_text="200元/月（续费价格）")
    summary = acme.listed(line("Coding Plan Lite 月套餐", "0 成本试错"), pro, vendor="volcengine-ai")
    assert acme.shown() == {"pro": "200"}
    assert [reason for reason in summary.refused if "no amount stands beside a currency mark" in reason]


def test_paid_plan_at_zero_is_held(acme: Nights) -> None:
    """3a 3: a slogan or an empty field read as ¥0 for a plan that is not free."""
    acme.night(tiers(lite="40"))
    acme.nights(5, tiers(lite="0"))
    assert (acme.shown(), acme.rules()) == ({"lite": "40"}, {"lite": "zero"})


def test_first_month_is_not_the_price(acme: Nights) -> None:
    """3a 4, 5, 9: 9.9 and 49.9 for the first month stood as the monthly price, 40 and 200 only in a text."""
    acme.listed(
        line("Coding Plan Lite", "¥9.9/月", list_price_text="¥40/月（续费价格）"), vendor="volcengine-ai"
    )
    acme.listed(line("Coding Plan Lite", "10元/首月", notes="下单立减30元"), vendor="aliyun-ai")
    acme.listed(
        line("Coding Plan Lite", "¥40/月", notes="首月特惠 ¥7.9；次月续费 ¥20"), vendor="tencent-cloud-ai"
    )
    found = {state.offer.vendor: state.offer for state in acme.by_id().values()}
    assert {vendor: one.price for vendor, one in found.items()} == dict.fromkeys(found, Decimal(40))
    assert {vendor: str(one.intro_price) for vendor, one in found.items()} == {
        "volcengine": "9.9", "bailian": "10", "tencent": "7.9",
    }  # fmt: skip


def test_end_of_a_first_month_offer_is_no_rise(acme: Nights) -> None:
    """3a 5: 7.9 that became 40 read as +406%; the list price had never moved."""
    for _ in range(2):
        acme.listed(
            line("Coding Plan Lite", "¥7.9/月", list_price_text="¥40/月", notes="新人专享"),
            vendor="aliyun-ai",
        )
    for _ in range(3):
        acme.listed(line("Coding Plan Lite", "¥40/月"), vendor="aliyun-ai")
    assert acme.news() == [("intro_ended", "lite")]
    assert acme.shown() == {"lite": "40"}


def test_discontinued_plan_says_so(acme: Nights) -> None:
    """3a 6: a plan whose sale had stopped went on among the live ones at ¥40."""
    acme.night([offer("lite", "40", availability="InStock")])
    acme.night([offer("lite", "40", availability="Discontinued")])
    assert acme.states()["lite"].offer.availability == "Discontinued"
    assert acme.news() == [("availability_changed", "lite")]


@pytest.mark.parametrize(("price", "listed"), [("8.8", "29"), ("25", "49"), ("19.9", "40")])
def test_price_below_list_without_a_word_is_held(acme: Nights, price: str, listed: str) -> None:
    """3a 7, 8: a promotion stored as the monthly price; below list and no word says why."""
    silent = offer(price=price, list_price=listed, evidence=f"¥{price}/月 ¥{listed}/月")
    acme.night([offer("other", "99")])
    acme.nights(4, [offer("other", "99"), silent])
    assert (acme.shown(), acme.rules()) == ({"other": "99"}, {"pro": "unexplained"})


def test_known_first_price_as_the_price_is_held(acme: Nights) -> None:
    """3a 4: the introduction took the place of the price when the words around it were lost."""
    acme.night([offer(price="40", intro_price="19.9", intro_periods=1)])
    acme.nights(4, [offer(price="19.9")])
    assert (acme.shown(), acme.rules()["pro"]) == ({"pro": "40"}, "introductory")


def test_product_that_replaces_another_is_linked(acme: Nights) -> None:
    """3a 9: Coding Plan became Token Plan without a word: neither a death nor a birth."""
    acme.night(tiers(starter="29", plus="49", max="119"))
    after = [
        offer(one.plan, str(one.price), product="token-plan")
        for one in tiers(starter="29", plus="49", max="119")
    ]
    acme.night(after)
    assert [kind for kind, _ in acme.news()] == ["renamed"] * 3
    assert set(acme.shown()) == {"starter/token-plan", "plus/token-plan", "max/token-plan"}


@pytest.mark.parametrize(
    "name",
    ["Plus 高性价比", "Plus 立省 ¥98", "Plus 立省两个月", "Ｐｌｕｓ 🔥HOT", "Plus 限时8折", "Plus套餐"],
)
def test_badge_does_not_make_a_new_plan(acme: Nights, name: str) -> None:
    """3a 10: badges in names broke the identity of plans whenever a badge moved."""
    acme.listed(line("Plus", "¥49/月"), vendor="minimax-ai")
    acme.listed(line(name, "¥49/月"), vendor="minimax-ai")
    assert (acme.shown(), acme.news(), acme.held()) == ({"plus": "49"}, [], [])


@pytest.mark.parametrize("label", ["月费", "价格", "套餐名称", "Price", "费用"])
def test_row_label_is_no_plan(acme: Nights, label: str) -> None:
    """3a 11: the row label 月费 became the name of the only plan, at ¥49."""
    acme.listed(*ZHIPU)
    summary = acme.listed(line(label, "¥49/月"))
    assert set(acme.shown()) == {"lite", "pro", "max"}
    assert any("row label" in reason for reason in summary.refused)


@pytest.mark.parametrize("name", ["免费体验", "Free Trial", "7天试用"])
def test_trial_is_no_plan(acme: Nights, name: str) -> None:
    """3a 12: "免费体验" and "Free Trial" stood as plans at ¥0 for 115 days."""
    acme.nights(4, [offer(), offer("trial", "0", plan_name=name, evidence=f"{name} ¥0")])
    assert acme.shown() == {"pro": "49"}
    assert acme.held() == []


def test_free_tier_is_a_plan(acme: Nights) -> None:
    """3a 12, the other side: Adagio and Copilot Free cost nothing and are plans."""
    acme.night([offer("adagio", "0"), offer("free", "0", plan_name="Copilot Free"), offer()])
    assert acme.shown() == {"adagio": "0", "free": "0", "pro": "49"}


def test_quarter_sold_plan_keeps_its_billed_period(acme: Nights) -> None:
    """3a 13: ¥120 a quarter was shown as ¥40 a month."""
    acme.listed(line("GLM Coding Lite", "¥120/季", unit="季"))
    assert acme.shown() == {"lite/P3M": "120"}


def test_null_never_overwrites_a_price(acme: Nights) -> None:
    """3a 14: a price went to null and back 22 times; the last good snapshot then kept the null."""
    acme.listed(line("Coding Plan Lite", "¥40/月"), vendor="jdcloud-ai")
    seen = acme.states()["lite"].last_seen
    for nothing in (None, "", "价格查询中", "以官方页面为准", "敬请期待"):
        acme.listed(line("Coding Plan Lite", nothing), vendor="jdcloud-ai")
    assert acme.shown() == {"lite": "40"}
    assert acme.states()["lite"].last_seen == seen
    assert acme.news() == []


def test_vendor_that_vanishes_and_returns_did_nothing(acme: Nights) -> None:
    """3a 15, 18, 19: Zhipu was absent four times, Infini seven times; nothing had happened."""
    for _ in range(4):
        acme.listed(*ZHIPU)
        for _ in range(4):
            acme.listed(line("Starter", "¥29/月"), vendor="minimax-ai")
    assert (acme.news(), acme.held()) == ([], [])


def test_missed_rise_shows_the_age_of_the_old_price(acme: Nights) -> None:
    """3a 16: 49/149/469 stood for 13 days after the rise, the parser timed out, and no age was shown."""
    acme.night(tiers(lite="49"))
    seen = acme.states()["lite"].last_seen
    acme.nights(13, "timeout")
    assert acme.states()["lite"].last_seen == seen
    assert next(acme.db.query("SELECT failing_since FROM source_health"))["failing_since"]


def test_dropped_rows_of_other_terms_are_not_withdrawn_offers(acme: Nights) -> None:
    """3a 17: one day the quarterly and yearly rows of every vendor were left out."""
    month, year = offer("lite", "49"), offer("lite", "470", period="P1Y")
    acme.night([month, year])
    acme.nights(6, [month])
    assert acme.shown() == {"lite": "49", "lite/P1Y": "470"}


def test_sold_out_is_a_state_and_not_an_absence(acme: Nights) -> None:
    """3a 18: 暂不可购买 stood only in the notes."""
    acme.nights(2, [offer(availability="InStock")])
    acme.nights(2, [offer(availability="SoldOut")])
    assert acme.news() == [("availability_changed", "pro")]


def test_run_does_not_delete_what_another_run_owns(acme: Nights) -> None:
    """3a 19: plans added by hand were wiped by the next run and came back a day later."""
    acme.night(tiers(huawei="40"))
    for _ in range(5):
        acme.listed(*ZHIPU)
    assert "huawei" in acme.shown()


def test_seats_written_two_ways_are_one_plan(acme: Nights) -> None:
    """3a 20: 坐席 became 座席, and a real cut from 198 to 150 read as one plan gone and another added."""
    for word, (standard, advanced) in {"坐席": ("198", "698"), "座席": ("150", "550")}.items():
        seats = {"标准": standard, "高级": advanced}
        rows = [line(f"Token Plan {tier}{word}", f"¥{price}/{word}/月") for tier, price in seats.items()]
        acme.listed(*rows, vendor="aliyun-token-plan")
    assert acme.news() == [
        ("price_changed", "team-pro/token-plan/seat"),
        ("price_changed", "team-standard/token-plan/seat"),
    ]
    assert slug("标准坐席") == slug("标准座席")


def test_withdrawn_tier_is_gone_and_the_new_one_is_added(acme: Nights) -> None:
    """3a 21: a tier went and another came; both are news, once each."""
    acme.night(tiers(entry="19", professional="39", efficient="199"))
    acme.nights(3, tiers(professional="39", efficient="199", express="999"))
    assert sorted(acme.news()) == [("plan_added", "express"), ("plan_gone", "entry")]


def test_all_tiers_doubled_is_held(acme: Nights) -> None:
    """3a 22: every tier and every first price exactly twice as high overnight; a bundle, or a wrong unit."""
    acme.night(tiers(lite="20", pro="40", max="80"))
    acme.nights(9, tiers(lite="40", pro="80", max="160"))
    assert acme.shown() == {"lite": "20", "pro": "40", "max": "80"}
    assert set(acme.rules().values()) == {"all_tiers"}


def test_conflict_markers_change_nothing(acme: Nights) -> None:
    """3a 23: merge-conflict markers were published as the data for 74 minutes."""
    acme.listed(*ZHIPU)
    before = acme.everything()
    file = acme.folder / "broken.jsonl"
    file.write_text("<<<<<<< HEAD\n{}\n=======\n", encoding="utf-8")
    with pytest.raises(BadListings, match="line 1"):
        import_listings(acme.db, file)
    assert acme.everything() == before


def test_what_another_tracker_told_is_never_stamped_as_read(acme: Nights) -> None:
    """3a 24: constants in the code were stamped fresh with every scrape."""
    acme.listed(*ZHIPU)
    assert {state.provenance for state in acme.states().values()} == {"derived"}


def test_failure_is_cleared_by_the_next_good_read(acme: Nights) -> None:
    """3a 25: a failure entry stayed after the source had recovered."""
    acme.night(tiers(lite="49"))
    acme.night("challenge")
    acme.night(tiers(lite="49"))
    assert next(acme.db.query("SELECT failing_since FROM source_health"))["failing_since"] is None
