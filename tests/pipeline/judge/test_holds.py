"""docs/judging.md says what the judge does: every rule, its threshold, and after how many crawls its hold ends."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nights import NEW, PAGE, WITNESS, Nights, offer, tiers
from places import ROOT

from pipeline.judge.currency_rule import FOREIGN
from pipeline.judge.intro_rules import CONFIRM_END, CONFIRM_LISTED_END
from pipeline.judge.judge import INTRO_RULES, PRICE_RULES
from pipeline.judge.price_rules import ABSURD, CONFIRM, CONFIRM_ALL, LARGE
from pipeline.publish.absence import READS
from pipeline.publish.hold_life import APART
from reports.facts.open_holds import ALARM_DAYS
from scrapers.offer import Quota

TEXT = (ROOT / "docs" / "judging.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.M)
RULES = {name: (guards, fires, ends) for name, guards, fires, ends in ROW.findall(TEXT)}


def test_every_rule_is_documented_in_its_order() -> None:
    assert list(RULES) == [rule.__name__ for rule in (*PRICE_RULES, *INTRO_RULES)]
    assert all(rule.__doc__ for rule in (*PRICE_RULES, *INTRO_RULES))


def test_thresholds_are_the_documented_ones() -> None:
    assert f"a factor of {FOREIGN[0]} to {FOREIGN[1]}" in RULES["currency"][1]
    assert f"a factor of {LARGE} or more" in RULES["large"][1]
    assert f"a factor of {ABSURD} or more" in RULES["hundredfold"][1]
    assert RULES["large"][2] == RULES["new_plan"][2] == f"{CONFIRM} crawls"
    assert RULES["all_tiers"][2].startswith(f"{CONFIRM_ALL} crawls")
    assert RULES["disagree"][2].startswith(f"{CONFIRM_ALL} crawls")
    assert RULES["intro_gone"][2] == f"{CONFIRM_END} crawls; {CONFIRM_LISTED_END} for listings"
    assert f"gone after {READS} complete reads, {APART.seconds // 3600} hours apart" in TEXT
    assert {7: "seven"}[ALARM_DAYS] in TEXT


MONTH = [offer("lite", "49"), offer("lite", "132.3", period="P3M")]
INTRO = [offer("lite", "40", intro_price="19.9", intro_periods=1)]
CASES: dict[str, tuple[Any, Any]] = {
    "currency": (tiers(lite="99", pro="199"), tiers(lite="19", pro="39")),
    "sentinel": (tiers(lite="49"), tiers(lite="99999")),
    "one_number": (tiers(lite="49", pro="149"), tiers(lite="59", pro="59")),
    "zero": (tiers(lite="49"), tiers(lite="0")),
    "hundredfold": (tiers(lite="49"), tiers(lite="4900")),
    "period": (MONTH, [offer("lite", "44.1"), MONTH[1]]),
    "introductory": (INTRO, [offer("lite", "19.9")]),
    "coupon": (tiers(lite="49"), [offer("lite", "46.55", evidence="券后 ¥46.55/月")]),
    "unexplained": (tiers(lite="49"), [offer("lite", "39", list_price="49", evidence="¥39 ¥49")]),
    "disagree": ({PAGE: tiers(lite="49")}, {PAGE: tiers(lite="55"), WITNESS: tiers(lite="60")}),
    "all_tiers": (tiers(lite="20", pro="40"), tiers(lite="22", pro="44")),
    "large": (tiers(lite="49", pro="149"), tiers(lite="118", pro="149")),
    "unproven": ({PAGE: tiers(lite="49")}, {NEW: tiers(lite="59")}),
    "new_plan": (tiers(pro="49"), tiers(pro="49", lite="20")),
    "intro_zero": (tiers(lite="49"), [offer("lite", "49", intro_price="0", evidence="0 成本试错 ¥49")]),
    "intro_gone": (INTRO, [offer("lite", "40")]),
}


@pytest.mark.parametrize("rule", sorted(CASES))
def test_hold_ends_after_as_many_crawls_as_it_says(tmp_path: Path, rule: str) -> None:
    acme = Nights(tmp_path)
    before, after = CASES[rule]
    acme.night(before)
    written = re.match(r"(\d) crawls(?! if)", RULES[rule][2])
    crawls = int(written[1]) if written else 20
    for night in range(1, crawls + 1):
        assert "lite" not in acme.rules()
        acme.night(after)
        if written is None or night < crawls:
            assert acme.rules()["lite"] == rule
            held = next(hold for hold in acme.held() if "/lite/P" in hold.offer or "/lite/" in hold.offer)
            assert held.reason
            break
    acme.nights(crawls - 1, after)
    assert ("lite" in acme.rules()) is (written is None)


@pytest.mark.parametrize(
    "rule", ["currency", "period", "unexplained", "all_tiers", "large", "new_plan", "disagree"]
)
def test_second_source_ends_the_hold(tmp_path: Path, rule: str) -> None:
    acme = Nights(tmp_path)
    before, after = CASES[rule]
    after = after if isinstance(after, list) else after[PAGE]
    acme.night(before)
    acme.nights(1, CASES[rule][1])
    assert acme.rules()["lite"] == rule
    acme.night({PAGE: after, WITNESS: after})
    assert acme.rules() == {}
    assert acme.shown()["lite"] == str(next(one.price for one in after if one.plan == "lite"))


def test_page_that_goes_back_ends_the_hold(tmp_path: Path) -> None:
    for rule, (before, after) in CASES.items():
        (tmp_path / rule).mkdir()
        acme = Nights(tmp_path / rule)
        acme.night(before)
        known = acme.shown()
        acme.night(after)
        assert acme.rules(), rule
        acme.nights(2, before)
        assert (acme.rules(), acme.shown(), acme.news()) == ({}, known, []), rule


def test_hold_that_never_ends_says_what_would_end_it(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(**{"lite": "99", "pro": "199"}))
    acme.nights(40, tiers(**{"lite": "19", "pro": "39"}))
    ends = {row["ends_by"] for row in acme.db.query("SELECT ends_by FROM open_holds")}
    assert ends == {"a second source that agrees, or `codingplans holds accept|reject`"}
    assert min(hold.days for hold in acme.held()) == 39


def test_rejected_by_rule_is_written_once_and_never_asked_about(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.nights(9, [offer(), offer("trial", "0", plan_name="Free Trial")])
    assert acme.held() == []
    assert [row["status"] for row in acme.db.query("SELECT status FROM holds")] == ["rejected"]


def test_hardest_of_several_holds_is_kept(tmp_path: Path) -> None:
    """All tiers exactly doubled is a large move as well: confirming the move must not let the doubling through."""
    acme = Nights(tmp_path)
    acme.night(tiers(lite="20", pro="40"))
    acme.nights(6, tiers(lite="40", pro="80"))
    assert acme.rules() == {"lite": "all_tiers", "pro": "all_tiers"}


def test_a_free_tier_called_an_experience_edition_is_no_trial(tmp_path: Path) -> None:
    """体验版 with a quota that comes back every month is a tier; without one it is a trial as 免费体验 is."""
    acme = Nights(tmp_path)
    monthly = (Quota(amount=Decimal(500), unit="credits", window="P1M"),)
    acme.nights(2, [offer(), offer("free", "0", plan_name="体验版", evidence="免费", quotas=monthly)])
    assert acme.held() == []
    assert list(acme.db.query("SELECT * FROM holds")) == []
    for name, quotas in (("体验版", ()), ("免费体验", monthly)):
        (tmp_path / name).mkdir()
        other = Nights(tmp_path / name)
        other.nights(2, [offer(), offer("free", "0", plan_name=name, evidence="免费", quotas=quotas)])
        assert [row["rule"] for row in other.db.query("SELECT rule FROM holds")] == ["trial"]
