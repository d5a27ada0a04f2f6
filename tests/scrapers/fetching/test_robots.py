"""robots.txt: whose rules they are, and delays that no number can hold."""

import pytest

from scrapers.fetching.robots import Robots
from scrapers.settings import ROBOTSTXT_USER_AGENT

URL = "https://plans.example/pricing"


def parsed(text: str) -> Robots:
    return Robots(text.encode(), None)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("codingplans", True),
        ("CodingPlans", True),
        ("codingplans/0.1", True),
        ("codingplans 2", True),
        ("codingplans # of the yuan", True),
        ("*", True),
        ("* # all", True),
        ("coding", False),
        ("codingplan", False),
        ("codingplans-old", False),
        ("codingplans_old", False),
        ("plans", False),
        ("mycodingplans", False),
        ("*codingplans", False),
        ("Mozilla/5.0 (compatible; codingplans)", False),
        ("", False),
    ],
)
def test_a_name_ends_at_the_first_character_that_is_no_letter_dash_or_underscore(
    name: str, ours: bool
) -> None:
    robots = parsed(
        f"User-agent: other\nAllow: /\n\nUser-agent: {name}\nCrawl-delay: 7\nDisallow: /pricing\n"
    )
    assert robots.allowed(URL, ROBOTSTXT_USER_AGENT) is not ours
    assert robots.crawl_delay(ROBOTSTXT_USER_AGENT) == (7 if ours else None)


def test_rules_for_us_come_before_those_for_all_in_every_spelling() -> None:
    robots = parsed(
        "\ufeffUSER-AGENT: *\nDisallow: /\n\nuser-agent : codingplans/9\nAllow: /\n"
        "User-agent: coding\nUser-agent: somebody\nDisallow: /pricing"
    )
    assert robots.allowed(URL, ROBOTSTXT_USER_AGENT)


def test_groups_for_us_are_one_group() -> None:
    robots = parsed("User-agent: codingplans\nDisallow: /a\n\nUser-agent: codingplans/2\nDisallow: /pricing")
    assert not robots.allowed(URL, ROBOTSTXT_USER_AGENT)
    assert not robots.allowed("https://plans.example/a", ROBOTSTXT_USER_AGENT)


@pytest.mark.parametrize("delay", ["9" * 400, "1e999", "inf", "1e300"])
def test_a_delay_too_large_for_a_number_is_a_delay(delay: str) -> None:
    found = parsed(f"User-agent: *\nCrawl-delay: {delay}\n").crawl_delay(ROBOTSTXT_USER_AGENT)
    assert found is not None
    assert found >= 1e9


@pytest.mark.parametrize("delay", ["soon", "-1", "nan", ""])
def test_a_delay_that_is_no_number_is_none(delay: str) -> None:
    assert parsed(f"User-agent: *\nCrawl-delay: {delay}\n").crawl_delay(ROBOTSTXT_USER_AGENT) is None
