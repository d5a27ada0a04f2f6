"""What the environment says of addresses and of us: wrong values are named, secrets are never repeated."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from scrapers.contact import DEFAULT, BadContact, user_agent
from scrapers.fetching.base_urls import BadBases, read_bases
from scrapers.fetching.retry_redirect_unpack import retry_after


@pytest.mark.parametrize(
    "base",
    [
        "http://maria:hunter2@127.0.0.1:8001",
        "https://hunter2@mirror.example",
        "https://:hunter2@mirror.example/kimi",
        "ftp://mirror.example/hunter2",
        "http://mirror.example:hunter2/",
        "hunter2",
        ["hunter2"],
        "",
    ],
)
def test_a_base_that_cannot_be_used_is_named_and_not_repeated(base: object) -> None:
    with pytest.raises(BadBases, match=r"'kimi\.com'") as refused:
        read_bases(json.dumps({"bigmodel.cn": "http://127.0.0.1:8001", "kimi.com": base}))
    assert "CODINGPLANS_BASE_URLS" in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("said", ["{hunter2", "[]", '"hunter2"', "1", "[" * 100_000])
def test_a_mapping_that_is_none_is_not_repeated(said: str) -> None:
    with pytest.raises(BadBases, match="must be JSON such as") as refused:
        read_bases(said)
    assert "hunter2" not in str(refused.value)


def test_the_contact_is_a_setting() -> None:
    assert user_agent() == user_agent("") == f"codingplans/0.1 (+{DEFAULT})"
    assert (
        user_agent("https://example.org/crawler?by=us")
        == "codingplans/0.1 (+https://example.org/crawler?by=us)"
    )
    assert user_agent("crawler@example.org") == "codingplans/0.1 (+crawler@example.org)"


@pytest.mark.parametrize(
    "contact", ["me", "a b@example.org", "https://x\r\nCookie: a", "https://x) evil (", "https://例.cn"]
)
def test_a_contact_that_is_none_is_refused(contact: str) -> None:
    with pytest.raises(BadContact, match="CODINGPLANS_CONTACT"):
        user_agent(contact)


def answer(said: str | bytes) -> Response:
    return Response("https://plans.example/", headers={"Retry-After": said})


@given(st.one_of(st.text("²①٣0123456789.,-+e: GMT", max_size=40), st.binary(max_size=30)))
def test_any_retry_after_is_a_pause_or_none(said: str | bytes) -> None:
    found = retry_after(answer(said))
    assert found is None or found >= 0


def test_a_pause_is_said_in_seconds_or_as_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert retry_after(answer("7")) == 7
    assert 80 < (retry_after(answer(soon)) or 0) <= 90
    assert [retry_after(answer(said)) for said in ("²", "٣", "-1", "Fri, 31 Dec 99999 23:59:59 GMT", "")] == [
        None
    ] * 5
