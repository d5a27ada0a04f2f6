"""Whom nights and rounds tell, from the page of a vendor to the message: each thing once, in one message a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from household import Household
from listener import Listener, listening
from street import Street, pages_of

VENDORS = ("jdcloud", "stepfun")
SELLS, SOLD_OUT = "立即抢购".encode(), "已售罄".encode()


@pytest.fixture
def phone() -> Iterator[Listener]:
    with listening() as heard:
        yield heard


@pytest.fixture
def home(tmp_path: Path, phone: Listener) -> Iterator[Household]:
    """A household that has had its first night, of which nothing is told."""
    with Street(pages_of(VENDORS)) as street:
        home = Household(tmp_path, street, VENDORS)
        (tmp_path / "to").write_text(phone.address())
        home.configure(alerts={"to_file": str(tmp_path / "to")})
        ran = home.run("run", "--nightly")
        assert ran.status == 0, ran.said
        assert phone.bodies == []
        yield home


def raises(home: Household, before: str, after: str) -> None:
    home.street.sell("stepfun-overview-cn", lambda body: body.replace(before.encode(), after.encode()))


def test_a_night_with_events_sends_one_message_and_the_next_one_none(
    home: Household, phone: Listener
) -> None:
    raises(home, "¥199", "¥219")
    raises(home, "¥269", "¥289")
    raises(home, "1600M", "1700M")
    assert "alerts: ok, 1 (json): told" in home.run("run", "--nightly").said
    [message] = phone.bodies
    assert "199 → 219 CNY" in message["message"]
    assert "269 → 289 CNY" in message["message"]
    assert "alerts: ok, nothing to tell" in home.run("run", "--nightly").said
    assert len(phone.bodies) == 1


def test_a_plan_back_in_stock_is_told_by_the_round_that_saw_it(home: Household, phone: Listener) -> None:
    home.street.sell("jdcloud-coding-plan-cn", lambda body: body.replace(SELLS, SOLD_OUT, 1))
    assert home.run("run", "--round").status == 0
    assert phone.bodies == []  # that one is gone is told at night
    home.street.sell("jdcloud-coding-plan-cn", lambda body: body.replace(SOLD_OUT, SELLS))
    assert home.run("run", "--round").status == 0
    [message] = phone.bodies
    assert message["title"] == "codingplans: back in stock"
    assert home.run("run", "--nightly").status == 0
    assert "back in stock" not in "".join(body["title"] for body in phone.bodies[1:])


def test_an_address_that_takes_nothing_has_it_all_the_next_night(home: Household, phone: Listener) -> None:
    phone.status = 503
    raises(home, "¥199", "¥219")
    refused = home.run("run", "--nightly")
    assert refused.status == 1
    assert "alerts: partial, " in refused.said
    phone.status = 200
    phone.bodies.clear()
    raises(home, "¥49 ", "¥53 ")
    assert home.run("run", "--nightly").status == 0
    [message] = phone.bodies
    assert "199 → 219 CNY" in message["message"]
    assert "49 → 53 CNY" in message["message"]
