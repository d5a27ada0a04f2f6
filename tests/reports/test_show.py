"""`codingplans show`: one plan with all that people choose it by, in words and for programs."""

import io
import json

import pytest
from story import MAY, empty, hold_state, offer
from typer.testing import CliRunner

from db.database import Database
from reports.facts.plans.plan_facts import for_people, plan_facts, plan_pages
from reports.facts.plans.tool_setups import tool_setups
from reports.question import LANGUAGES, BadQuestion, ReportQuery
from reports.views.catalogue import show_plan
from reports.views.fact_groups import fact_groups


def _glm(**changes: object) -> dict[str, object]:
    return {
        "vendor": "zhipu", "product": "coding-plan", "plan": "lite", "plan_name": "GLM Coding Lite", "region": "CN",
        "currency": "CNY", "price": "40", "charges": [{"price": "7.9", "periods": 1}, {"price": "20", "periods": 1}],
        "quotas": [{"amount": 120, "unit": "prompts", "window": "PT5H"}], "models": ["GLM-5.3"],
    } | changes  # fmt: skip


@pytest.fixture
def db() -> Database:
    made = empty()
    page = "https://bigmodel.cn/glm-coding"
    hold_state(made, offer(**_glm()), "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z", url=page)
    hold_state(
        made, offer(**_glm(region="INTL", currency="USD")), "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z"
    )
    hold_state(
        made, offer(**_glm(plan="pro", plan_name="Pro")), "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z"
    )
    return made


def _shown(db: Database, plan: str, lang: str = "en", form: str = "table") -> str:
    out = io.StringIO()
    show_plan(db, ReportQuery(day=MAY, lang=lang, plan=plan, width=100), form, out)
    return out.getvalue()


@pytest.mark.parametrize(
    "plan",
    ["zhipu/coding-plan/lite/CN/account/P1M/CNY", "zhipu/coding-plan/lite/CN", "Zhipu GLM Coding Plan Lite", "智谱 GLM Coding Plan Lite"],
)  # fmt: skip
def test_a_plan_is_found_by_its_id_and_by_its_name_in_either_language(db: Database, plan: str) -> None:
    assert _shown(db, plan).startswith("Zhipu GLM Coding Plan Lite\n")


def test_words_that_name_several_plans_list_what_they_may_be(db: Database) -> None:
    with pytest.raises(
        BadQuestion, match=r"2 plans.*zhipu/coding-plan/lite/CN/.*zhipu/coding-plan/lite/INTL/"
    ):
        _shown(db, "zhipu/coding-plan/lite")


def test_the_charges_are_a_sentence_whose_amounts_add_up(db: Database) -> None:
    assert "Pay ¥7.90 today, then ¥20 ×1, ¥40/month: ¥427.90 in 12 months." in _shown(
        db, "zhipu/coding-plan/lite/CN"
    )
    assert "今天付 ¥7.90，之后 ¥20 ×1，¥40/月；12 个月共 ¥427.90。" in _shown(
        db, "zhipu/coding-plan/lite/CN", "zh"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_settings_stand_whole_in_a_narrow_terminal_so_that_they_can_be_copied(
    db: Database, lang: str
) -> None:
    text = _shown(db, "zhipu/coding-plan/lite/CN", lang)
    start = text.index("{", text.index("Claude Code ·"))
    said, _ = json.JSONDecoder().raw_decode(text[start:])
    assert said["env"]["ANTHROPIC_BASE_URL"] == "https://open.bigmodel.cn/api/anthropic"


def test_programs_get_every_fact_with_its_day_and_source(db: Database) -> None:
    said = json.loads(_shown(db, "zhipu/coding-plan/lite/CN", form="json"))
    assert said["plan"] == "zhipu/coding-plan/lite/CN/account"
    assert said["name"] == {"en": "Zhipu GLM Coding Plan Lite", "zh": "智谱 GLM Coding Plan Lite"}
    assert said["pages"]["buy"].startswith("https://")
    facts = [fact for kind in said["facts"].values() for fact in kind]
    assert facts
    assert all(fact["seen"] and fact["source"] for fact in facts)
    assert {one["tool"] for one in said["setups"]} == {"Claude Code", "Cline", "OpenCode", "Cursor"}
    assert [row["period"] for row in said["rows"]] == ["P1M"]


def test_a_plan_of_the_vendors_own_client_has_no_settings_for_others() -> None:
    cursor = offer(vendor="cursor", product="cursor", plan="pro", region="INTL", currency="USD")
    assert tool_setups(cursor) == []


def test_how_many_seats_one_order_has_is_said_of_plans_sold_by_the_seat() -> None:
    team = offer(vendor="claude", product="membership", plan="team-standard", region="INTL", per="seat")
    own = offer(vendor="claude", product="membership", plan="pro", region="INTL")
    said = [[line for group in fact_groups(one, None, "en") for line in group.lines] for one in (team, own)]
    assert ["2 to 150 seats" in lines for lines in said] == [True, False]


def test_restock_times_of_another_tier_are_not_this_plans() -> None:
    lite, pro = (offer(vendor="bailian", product="coding-plan", plan=plan) for plan in ("lite", "pro"))
    assert [len(plan_facts(one).restocks) for one in (lite, pro)] == [0, 1]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://z.ai/subscribe", True),
        ("https://support.huaweicloud.com/price-maas/price-maas-0035.html", True),
        ("https://docs.example/api-reference", True),
        ("https://www.scnet.cn/ac/openapi/doc/2.0/subscriptionnotice.html", True),
        ("http://z.ai/subscribe", False),
        ("https://z.ai/_next/static/chunks/8519.js", False),
        ("https://api.z.ai/pricing", False),
        ("https://www.kimi.com/apiv2/order/ListGoods", False),
        ("https://help.aliyun.com/zh/coding-plan.md", False),
        ("https://www.volcengine.com/api/doc/getDocDetail?DocumentID=1", False),
        ("javascript:alert(1)", False),
        ("https://[", False),
    ],
)
def test_an_api_a_script_and_a_bare_file_are_no_page_for_people(address: str, page: bool) -> None:
    assert for_people(address) is page


@pytest.mark.parametrize(
    ("source", "found"),
    [("https://z.ai/subscribe", None), ("https://siliconflow.cn/api/prices", None), ("https://siliconflow.cn/pricing", "https://siliconflow.cn/pricing")],
)  # fmt: skip
def test_without_facts_the_page_that_was_read_stands_in_where_it_is_the_vendors_own(
    source: str, found: str | None
) -> None:
    pages = plan_pages(offer(vendor="siliconflow", product="token-plan", plan="pro", region="CN"), source)
    assert (pages.price if pages else None) == found


def test_a_plan_nobody_knows_is_one_line_and_no_traceback(tmp_path_factory: pytest.TempPathFactory) -> None:
    from cli.main import app

    file = tmp_path_factory.mktemp("show") / "none.db"
    assert CliRunner().invoke(app, ["show", "x", "--db", str(file)]).exit_code != 0
