"""What stands beside plans on many pages and is none of them, and prices that are not what one goes on paying."""

import pytest

from scrapers.offer import PACKS, STUDENTS
from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_table import PlanTable
from scrapers.refusals import Refused
from scrapers.source import Source
from scrapers.vocabulary.not_plans import no_plan


class AcmeTable(PlanTable):
    name, vendor, product, region, currency = "acme-table", "acme", "coding-plan", "CN", "CNY"
    url, addresses = "https://acme.example/pricing", r"acme\.example/pricing"


class AcmeCards(PlanCards):
    name, vendor, product, region, currency = "acme-cards", "acme", "coding-plan", "CN", "CNY"
    url, addresses, titles = AcmeTable.url, AcmeTable.addresses, "lite|pro"


class Dollars(AcmeCards):
    region, currency = "INTL", "USD"


def stated(source: Source, text: str) -> Stated:
    return read(source, Page(AcmeTable.url, text.encode()))


def cards(*more: str) -> str:
    said = ["<h3>Lite</h3><p>¥40/月</p>", *more]
    inside = "".join(f"<div>{card}</div>" for card in said)
    return f"<html><body><main><h1>选择适合你的套餐，开始写代码</h1><div>{inside}</div></main></body></html>"


def card(name: str, price: str) -> str:
    return f"<h3>{name}</h3><p>{price}</p>"


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ("套餐", "价格")) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


PLANS = (("Lite", "¥40/月"), ("Pro", "¥200/月"))
TIERS = [("lite", "40"), ("pro", "200")]


def prices(found: Stated) -> list[tuple[str, str]]:
    return [(one.plan, str(one.price)) for one in found.offers]


@pytest.mark.parametrize(
    "name",
    [
        "Lite 兑换卡",
        "Lite 月卡（兑换码）",
        "礼品卡",
        "Gift card",
        "代金券",
        "语音合成套餐",
        "视频生成包月 Pro",
        "音视频资源包",
        "Audio subscription",
        "按量付费",
        "Pay as you go",
    ],
)
def test_codes_to_redeem_and_packages_of_media_are_no_plans(name: str) -> None:
    assert prices(stated(AcmeTable(), table(*PLANS, (name, "¥30/月")))) == TIERS
    found = stated(AcmeCards(), cards(card("Pro", "¥200/月"), card(name, "¥30/月")))
    assert prices(found) == TIERS


@pytest.mark.parametrize(
    "name", ["Lite", "Pro（支持图像理解）", "Max 视频理解增强版 Code", "Code Pro", "Ultra", "Imagine"]
)
def test_a_plan_that_can_do_more_is_a_plan(name: str) -> None:
    assert not no_plan(name)


@pytest.mark.parametrize(
    "name", ["加量包", "加油包", "流量包", "积分包", "请求包", "资源包", "Top-up", "Add-on"]
)
def test_a_pack_with_a_monthly_price_is_kept_apart_by_its_slug(name: str) -> None:
    found = stated(AcmeCards(), cards(card("Pro", "¥200/月"), card(name, "¥30/月")))
    assert prices(found)[:2] == TIERS
    assert all(PACKS.search(one.plan) for one in found.offers[2:])


@pytest.mark.parametrize("name", ["学生版", "Pro 教育版", "Pro for students", "Student", "Lite 校园版"])
def test_what_students_alone_can_buy_is_kept_apart_by_its_slug(name: str) -> None:
    found = stated(AcmeTable(), table(*PLANS, (name, "¥10/月")))
    assert [one.price for one in found.offers if STUDENTS.search(one.plan)] == [10]
    assert prices(found)[:2] == TIERS


@pytest.mark.parametrize("name", ["Pro", "Edupro", "Max", "Teams"])
def test_a_name_that_only_begins_alike_is_everybodys(name: str) -> None:
    assert not STUDENTS.search(AcmeTable().plan(name))


@pytest.mark.parametrize("heading", ["升级示例", "计费举例", "Examples", "Worked example"])
def test_a_worked_example_is_no_price(heading: str) -> None:
    example = table(("Lite", "¥20/月"), ("Pro", "¥99/月"))
    found = stated(AcmeTable(), f"# 套餐\n\n{table(*PLANS)}\n## {heading}\n\n{example}")
    assert prices(found) == TIERS
    assert not found.unread


def test_an_example_beside_the_table_of_plans_costs_itself() -> None:
    example = table(("示例 1", "Lite", "¥20"), head=("场景", "套餐", "价格"))
    said = "例如：用户购买 Lite 套餐，价格 ¥40/月，于 15 日升级 Pro，需补差价 ¥80。"
    assert prices(stated(AcmeTable(), f"# 套餐\n\n{table(*PLANS)}\n{said}\n\n{example}")) == TIERS


@pytest.mark.parametrize(
    "words", ["次月起恢复原价", "到期后恢复标准价", "Reverts to the regular price after the first month"]
)
def test_a_price_that_goes_back_is_a_first_charge(words: str) -> None:
    (offer,) = stated(AcmeCards(), cards(f"<h3>Pro</h3><p>¥19/月 <s>¥40/月</s></p><p>{words}</p>")).offers[1:]
    assert (str(offer.price), [str(step.price) for step in offer.charges]) == ("40", ["19"])


def test_a_price_that_goes_back_to_nobody_knows_what_costs_its_card() -> None:
    found = stated(AcmeCards(), cards("<h3>Pro</h3><p>¥19/月</p><p>次月起恢复原价</p>"))
    assert prices(found) == TIERS[:1]
    assert [one.name for one in found.unread] == ["Pro"]


@pytest.mark.parametrize("single", ["<p>单月购买 ¥49/月</p>", "<p>自动续费，可随时取消</p><p>单月 ¥49</p>"])
@pytest.mark.parametrize("renewing", ["连续包月 ¥39/月", "¥39/月"])
def test_a_card_with_a_renewing_and_a_single_month_states_two_offers(renewing: str, single: str) -> None:
    found = stated(AcmeCards(), cards(f"<h3>Pro</h3><p>{renewing}</p>{single}"))
    assert sorted(prices(found)) == [("lite", "40"), ("pro", "39"), ("pro-once", "49")]


def of_use(text: str) -> list[tuple[str, str]]:
    return prices(
        stated(
            Dollars(),
            cards()
            .replace("¥40/月", "$10/month")
            .replace("<div><h3>Lite", f"<div><h3>Pro</h3>{text}</div><div><h3>Lite"),
        )
    )


def test_use_in_dollars_is_no_price() -> None:
    assert of_use("<p>$20/month</p><p>Includes $30 of usage</p>") == [("pro", "20"), ("lite", "10")]


@pytest.mark.parametrize(
    "text", ["<p>$20/month</p><p>Basic Usage $150</p>", "<p>$20/month</p><p>Students pay $9/month</p>"]
)
def test_amounts_that_may_be_two_prices_cost_their_card(text: str) -> None:
    assert of_use(text) == [("lite", "10")]


@pytest.mark.parametrize(("cell", "unit"), [("¥40 Prompts", "Prompts"), ("¥240 Prompts", "Prompts")])
def test_use_in_yuan_is_no_price(cell: str, unit: str) -> None:
    rows = (("Lite", "¥40/月", cell), ("Pro", "¥200/月", cell))
    found = stated(AcmeTable(), table(*rows, head=("套餐", "价格", "额度")))
    assert prices(found) == TIERS


@pytest.mark.parametrize("label", ["价格", "单价", "月费", "定价"])
def test_tiers_may_stand_in_columns_under_any_label_of_a_price(label: str) -> None:
    found = stated(AcmeTable(), table((label, "¥40/月", "¥200/月"), head=("套餐", "Lite", "Pro")))
    assert prices(found) == TIERS


@pytest.mark.parametrize("words", ["$0.5 / 1M tokens", "¥4 / 百万 tokens"])
def test_pay_as_you_go_is_no_plan(words: str) -> None:
    assert prices(stated(AcmeCards(), cards(card("按量付费", words.replace("$", "¥"))))) == TIERS[:1]


@pytest.mark.parametrize("heading", ["GLM Coding Plan", "智谱 GLM Coding Plan"])
def test_an_address_that_describes_anothers_plans_for_a_time_is_refused(heading: str) -> None:
    said = f"# {heading}\n\n{table(('GLM Lite', '¥49/月'), ('GLM Pro', '¥149/月'))}"
    with pytest.raises(Refused, match=r"not ours|another vendor"):
        stated(AcmeTable(), said)
