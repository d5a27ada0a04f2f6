"""Alerts: one message a night, each thing once, to every address by itself, and no word of a secret."""

import logging
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from listener import Listener, listening
from places import ROOT
from story import CLAUDE, change, crawl, hold, hold_state, offer

from cli.errors import report_errors
from cli.main import app
from db.database import Database
from db.open import open_db
from db.tables import alerts as ledger
from db.tables.runs import begin_run, end_run
from db.tables.states import moment
from pipeline.unattended import steps
from pipeline.unattended.alerts.chat_bots import HOSTS, chat_bot
from pipeline.unattended.alerts.endpoint import BadEndpoint, check, endpoints
from pipeline.unattended.alerts.hidden import hide
from pipeline.unattended.configuration import Rule, Settings
from pipeline.unattended.steps import Done, Work
from reports.alerts.happened import wanted
from reports.alerts.message import Size, compose
from reports.alerts.tiding import Tiding

SECRET = "s3cr3t-t0k3n"
STOCK = ({"availability": "SoldOut"}, {"availability": "InStock"})


def ago(**back: int) -> str:
    return moment(datetime.now(UTC) - timedelta(**back))


@pytest.fixture
def phone() -> Iterator[Listener]:
    with listening() as heard:
        yield heard


@pytest.fixture
def base(tmp_path: Path) -> Database:
    """A database in use for long: a plan, a vendor that is read, news of last month."""
    db = open_db(tmp_path / "plans.db")
    crawl(db, ago(days=40))
    crawl(db, ago(minutes=1))
    hold_state(db, offer(), ago(days=40), ago(minutes=1))
    change(db, "price_changed", {"price": "50"}, {"price": "40"}, ago(days=30))
    return db


@dataclass
class Ran:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Owner:
    """Who is told: runs `codingplans alerts` as a night does."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def told_at(self, *addresses: str) -> "Owner":
        (self.folder / "to").write_text("\n".join(addresses))
        (self.folder / "codingplans.toml").write_text('[alerts]\nto_file = "to"\n')
        return self

    def run(self, *words: str) -> Ran:
        config, db = self.folder / "codingplans.toml", self.folder / "plans.db"
        command = ["--config", str(config), "alerts", *words, "--db", str(db)]
        self.capsys.readouterr()
        status = report_errors(lambda: app(command))
        return Ran(status, *self.capsys.readouterr())


@pytest.fixture
def owner(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Owner:
    monkeypatch.setenv("CODINGPLANS_CONFIG", str(tmp_path / "codingplans.toml"))
    return Owner(tmp_path, capsys)


def price(db: Database, new: str, at: str, plan: str = "lite") -> None:
    change(db, "price_changed", {"price": "40"}, {"price": new}, at, of=offer(plan=plan).id)


def test_a_night_with_events_sends_one_message_and_a_second_run_none(
    base: Database, owner: Owner, phone: Listener
) -> None:
    owner.told_at(phone.address())
    first = owner.run("send")
    assert (first.returncode, phone.bodies) == (0, [])  # nothing of the past
    price(base, "118", ago(seconds=-1))
    change(base, "plan_added", None, {"price": "9", "plan_name": "Mini"}, ago(seconds=-1))
    change(base, "quota_changed", {"quotas": []}, {"quotas": [1]}, ago(seconds=-1))  # not of the usual news
    assert "40 → 118" in owner.run("preview").stdout
    assert (owner.run("send").returncode, owner.run("send").returncode) == (0, 0)
    [message] = phone.bodies
    assert "40 → 118 CNY" in message["message"]
    assert "new plan" in message["message"]
    assert "quota" not in message["message"]
    assert "2 news" in message["title"]
    assert owner.run("preview").stdout == "nothing to tell\n"


def test_the_first_night_tells_what_it_found_itself(base: Database, owner: Owner, phone: Listener) -> None:
    number = begin_run(base, "night", ago(minutes=5))
    price(base, "118", ago(minutes=2))
    owner.told_at(phone.address()).run("send")
    end_run(base, number, ago(minutes=0), "ok", None)
    assert len(phone.bodies) == 1
    assert "50 → 40" not in phone.bodies[0]["message"]


def test_a_step_of_the_night_sends_and_one_that_is_refused_is_no_failed_night(
    base: Database, tmp_path: Path, phone: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    db = tmp_path / "plans.db"
    work = Work(Settings(db=db), base, "", ago(minutes=5), threading.Event(), logging.getLogger("test"))
    assert steps.alerts(work) is None
    monkeypatch.setenv("CODINGPLANS_ALERTS__TO", phone.address(SECRET))
    begin_run(base, "night", ago(minutes=5))
    price(base, "118", ago(minutes=2))
    phone.status = 500
    work = replace(work, settings=Settings(db=db))
    refused = steps.alerts(work)
    assert refused
    assert (refused.outcome, SECRET in refused.words) == ("partial", False)
    phone.status = 200
    assert steps.stock_alerts(work) == Done("ok", "1 (json): told 1")  # a round catches up
    assert len(phone.bodies) == 2


def test_what_is_back_in_stock_is_told_within_the_round_and_not_again_at_night(
    base: Database, owner: Owner, phone: Listener
) -> None:
    owner.told_at(phone.address())
    owner.run("test")
    phone.bodies.clear()
    change(base, "availability_changed", *STOCK, ago(seconds=-1))
    price(base, "30", ago(seconds=-1))
    owner.run("send", "--stock")
    assert [body["title"] for body in phone.bodies] == ["codingplans: back in stock"]
    owner.run("send")
    assert ["40 → 30" in body["message"] for body in phone.bodies] == [False, True]
    assert "stock" not in phone.bodies[1]["message"]


def test_an_address_that_fails_catches_up_and_others_are_not_told_twice(
    base: Database, owner: Owner, phone: Listener
) -> None:
    with listening() as broken:
        owner.told_at(broken.address(SECRET), phone.address())
        owner.run("test")
        for heard in (broken, phone):
            heard.bodies.clear()
        broken.status = 500
        price(base, "118", ago(seconds=-1))
        failed = owner.run("send")
        assert failed.returncode == 1
        assert "1 (json): not taken" in failed.stdout
        assert "2 (json): told 1" in failed.stdout
        price(base, "20", ago(seconds=-2))
        broken.status = 200
        assert owner.run("send").returncode == 0
    assert [len(one.bodies) for one in (broken, phone)] == [2, 2]
    before, after = (body["message"] for body in broken.bodies)
    assert "40 → 118" in after
    assert "40 → 20" in after
    assert before.split("codingplans #")[1][:8] in after  # so that one that arrived after all can be told
    assert "40 → 118" not in phone.bodies[1]["message"]
    assert SECRET not in failed.stdout + failed.stderr


def test_killed_while_it_sends_it_sends_the_same_message_again(
    base: Database, tmp_path: Path, owner: Owner, phone: Listener
) -> None:
    owner.told_at(phone.address()).run("send")
    price(base, "118", ago(seconds=-1))
    phone.pause = 1.0
    command = [sys.executable, "-m", "cli.main", "alerts", "send", "--db", str(tmp_path / "plans.db")]
    with subprocess.Popen(command) as night:
        while not phone.bodies:
            time.sleep(0.01)
        night.kill()
    phone.pause = 0.0
    assert owner.run("send").stdout == "nothing to tell\n"  # whoever was killed may still be sending
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert owner.run("send").returncode == 0
    first, second = (body["message"] for body in phone.bodies)
    assert first == second


def test_alerts_test_says_who_took_it(base: Database, owner: Owner, phone: Listener) -> None:
    with listening() as broken:
        broken.status = 403
        done = owner.told_at(phone.address(), broken.address(SECRET)).run("test")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "1 (json): delivered"
    assert done.stdout.splitlines()[1].startswith("2 (json): refused: ")
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize("bad", [f"nosuch://{SECRET}", f"tgram://{SECRET}", "wecombot://"])
def test_a_bad_address_is_refused_and_not_printed(owner: Owner, base: Database, bad: str) -> None:
    owner.told_at(bad + ("x" if bad.endswith("://") else ""))
    done = owner.run("test")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert bad.partition(":")[0] in done.stderr
    assert SECRET not in done.stdout + done.stderr
    with pytest.raises(BadEndpoint):
        check([bad])


@pytest.mark.parametrize("page", ["alerts.md", "alerts.zh-CN.md"])
def test_every_documented_address_is_understood(page: str) -> None:
    rows = [line for line in (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines() if "://" in line]
    written = re.findall(r"`([a-z]+://[^`]*)`", "\n".join(row for row in rows if row.startswith("|")))
    words = {"BOT_TOKEN": "123456789:abcdefg_hijklmnop", "CHAT_ID": "12315544", "HOST": "mail.example"}
    for word, value in words.items():
        written = [one.replace(word, value) for one in written]
    assert len(written) > 9
    check(written)


def test_without_the_package_one_line_names_what_to_install(
    owner: Owner, base: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.serve.optional.find_spec", lambda name: None)
    done = owner.told_at("ntfys://topic1").run("test")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "codingplans[alerts]" in done.stderr


def test_two_that_send_at_once_tell_nothing_twice_and_one_that_died_is_taken_over(base: Database) -> None:
    ledger.note(base, "price/1", {}, "2026-11-02T10:00:00Z", ["mine"])
    assert len(ledger.claim(base, "mine", "2026-11-02T10:00:00Z")) == 1
    assert ledger.claim(base, "mine", "2026-11-02T10:00:00Z") == []
    assert ledger.claim(base, "mine", "2026-11-02T10:09:00Z") == []
    assert len(ledger.claim(base, "mine", "2026-11-02T10:11:00Z")) == 1
    ledger.settle(base, "mine", [1], "2026-11-02T10:11:01Z", sent=True)
    ledger.note(base, "price/1", {}, "2026-11-03T10:00:00Z", ["mine", "other"])
    assert ledger.pending(base, "mine") == ledger.pending(base, "other") == []


def test_without_an_address_one_line_says_where_it_is_set(owner: Owner, base: Database) -> None:
    done = owner.told_at().run("send")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("address", "answer", "taken"),
    [
        ("dingtalk://key12345", b'{"errcode":0,"errmsg":"ok"}', True),
        ("dingtalk://SEC99@key12345", b'{"errcode":310000,"errmsg":"keywords not in content"}', False),
        ("wecombot://key12345", b'{"errcode":93000,"errmsg":"invalid webhook key12345"}', False),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key12345", b'{"errcode":0}', True),
        ("feishu://key12345?secret=SEC99", b'{"code":19021,"msg":"sign match fail"}', False),
        ("feishu://key12345?secret=SEC99", b'{"StatusCode":0,"code":0}', True),
        ("wecombot://key12345", b"<html>ok</html>", False),
        ("wecombot://key12345", b"[]", False),
        ("wecombot://key12345", b"{}", False),
    ],
)
def test_a_refusal_in_the_body_of_an_answer_is_a_refusal(
    phone: Listener, address: str, answer: bytes, taken: bool
) -> None:
    phone.answer = answer
    hosts = dict.fromkeys(HOSTS, f"http://127.0.0.1:{phone.port}")
    [one] = endpoints([address], hosts)
    said = one.send("title", "text")
    assert said.taken is taken
    assert "title\ntext" in str(phone.bodies[0]) or "title\\ntext" in str(phone.bodies[0])
    assert "key12345" not in said.words + repr(one)
    assert ("sign" in phone.paths[0] + str(phone.bodies[0])) == ("SEC99" in address)


def test_bots_sign_as_their_services_say() -> None:
    """DingTalk keys the digest by the secret, Feishu by the time and the secret over nothing."""
    from pipeline.unattended.alerts.chat_bots import _signed

    assert _signed("SEC", "1\nSEC") != _signed("1\nSEC", "")
    bot = chat_bot("dingtalk://SEC99@key12345")
    assert bot
    assert (bot.key, bot.secret, bot.most) == ("key12345", "SEC99", 18000)


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ({}, {"price_changed", "page_discovered", "hold_waits", "vendor_fails"}),
        ({"kinds": ("price_changed",)}, {"price_changed"}),
        ({"vendors": ("other",)}, set()),
        ({"plans": ("coding-plan/lite",)}, {"price_changed", "hold_waits"}),
        ({"plans": ("coding-plan/max",)}, set()),
        ({"regions": ("INTL",)}, {"vendor_fails", "page_discovered"}),
        ({"price_below": "41", "currency": "CNY"}, {"price_changed"}),
        ({"price_below": "40", "currency": "CNY"}, set()),
        ({"ratio_above": "3"}, {"price_changed"}),
        ({"ratio_above": "9"}, set()),
        ({"cups_below": "6"}, {"price_changed"}),
        ({"cups_below": "5"}, set()),
        ({"hold_older_than_days": 7}, {"hold_waits"}),
        ({"hold_older_than_days": 20}, set()),
        ({"failing_for_days": 3}, {"vendor_fails"}),
        ({"failing_for_days": 9}, set()),
        ({"silent_for_hours": 36}, {"crawler_silent"}),
        ({"silent_for_hours": 96}, set()),
        ({"intro_ends_in_days": 3}, {"intro_ends"}),
        ({"intro_ends_in_days": 1}, set()),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_a_rule_wants_what_all_that_it_says_is_true_of(
    tmp_path: Path, rule: dict[str, object], kinds: set[str]
) -> None:
    db = open_db(tmp_path / "plans.db")
    now = datetime.now(UTC)
    last = now - timedelta(hours=40 if "silent_for_hours" in rule else 1)
    crawl(db, ago(days=9))
    crawl(db, moment(last), vendor="quiet", source="quiet-cn")
    crawl(db, ago(days=4) if "silent_for_hours" not in rule else ago(hours=41), "failed", "status 500")
    hold_state(db, offer(), ago(days=9))
    hold_state(db, offer(**CLAUDE), ago(days=9))
    until = (now + timedelta(days=2)).date().isoformat()
    if "intro_ends_in_days" in rule:
        first = [{"price": "9.9", "periods": 1}]
        hold_state(db, offer(plan="intro", charges=first, intro_until=until), ago(days=9))
    hold(db, ago(days=12))
    price(db, "40", ago(hours=1))
    change(db, "models_changed", {"models": ["a"]}, {"models": ["b"]}, ago(hours=1))
    change(db, "price_changed", {"price": "3"}, {"price": "4"}, ago(hours=2), cause="correction", of="acme/a/b/CN/account/P1M/CNY")  # fmt: skip
    page = {"url": "https://acme.example/new", "title": "New"}
    change(db, "page_discovered", None, page, ago(hours=1), of="acme/-/new")
    found = wanted(db, [Rule.model_validate(rule)], ago(days=1), now)
    assert {one.kind for one in found} == kinds


def test_no_exchange_rate_is_news_unless_it_is_asked_for(tmp_path: Path) -> None:
    db = open_db(tmp_path / "plans.db")
    db.table("rates").insert_all(
        [
            {"day": day, "currency": currency, "per_eur": value, "source": "ECB"}
            for day, cny in (("2026-10-05", "8"), ("2026-11-02", "7"))
            for currency, value in (("CNY", cny), ("USD", "1"))
        ],
        replace=True,
    )
    hold_state(db, offer(region="INTL", currency="USD", price=20), "2026-10-05T10:00:00Z")
    limit = {"price_below": "150", "currency": "CNY"}
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert wanted(db, [Rule.model_validate(limit)], "2026-01-01", now) == []
    [told] = wanted(db, [Rule.model_validate({**limit, "rates": True})], "2026-01-01", now)
    assert told.kind == "rate_moved"
    assert "140.00 CNY" in compose([told], "en", None, Size(2000)).text


def tidings(count: int, name: str = "Lite") -> list[Tiding]:
    return [
        Tiding(
            f"price/{number}", "price_changed" if number % 3 else "plan_gone", f"vendor{number % 7}", "2026-11-02T10:00:00Z",
            (f"vendor{number % 7}/coding-plan/p{number}/CN/account/P1M/CNY",), name, "https://acme.example/pricing",
            said={"events": [{
                "at": "2026-11-02T10:00:00Z", "published_at": "2026-11-02T10:00:00Z",
                "offer": f"vendor{number % 7}/coding-plan/p{number}/CN/account/P1M/CNY", "vendor": f"vendor{number % 7}",
                "kind": "price_changed", "before": {"price": "1"}, "after": {"price": "2"}, "cause": "vendor",
                "provenance": "scraped", "url": None, "evidence": None,
            }]},
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_hundred_events_make_one_readable_message(lang: str) -> None:
    message = compose(tidings(100), lang, "https://example.org/prices", Size(16000))
    lines = message.text.splitlines()
    assert sum(line.startswith("·") for line in lines) == 40
    assert sum("60" in line and "https://example.org/prices/" in line for line in lines) == 1
    assert (
        len([line for line in lines if line and not line.startswith(("·", " ", "…"))]) <= 4
    )  # kinds, the mark
    assert lines[-1].endswith(message.mark)
    assert "100" in message.title


@settings(max_examples=60)
@given(
    count=st.integers(1, 120),
    name=st.text(max_size=400),
    most=st.integers(60, 4096),
    characters=st.booleans(),
    lang=st.sampled_from(["en", "zh"]),
    base=st.sampled_from([None, "https://example.org/"]),
)
def test_no_message_is_longer_than_its_service_takes(
    count: int, name: str, most: int, characters: bool, lang: str, base: str | None
) -> None:
    size = Size(most, characters)
    message = compose(tidings(count, name), lang, base, size)
    whole = f"{message.title}\n{message.text}"
    assert size.of(whole) <= most
    if most > 1000 and count < 3:
        assert message.mark in message.text


@given(key=st.text("abcdefXYZ0123456789_-", min_size=6, max_size=40), around=st.text(max_size=30))
def test_nothing_of_an_address_is_repeated(key: str, around: str) -> None:
    said = hide(
        f"{around} https://host.example/{key}?x={key.upper()} {around}",
        f"json://user:{key}@host.example/{key}",
    )
    assert key.lower() not in said.lower()
    assert "host.example" not in said


def test_many_addresses_are_each_told_once(base: Database, owner: Owner) -> None:
    with ExitStack() as stack:
        heard = [stack.enter_context(listening()) for _ in range(3)]
        owner.told_at(*[one.address() for one in heard], heard[0].address())
        owner.run("send")
        price(base, "118", ago(seconds=-1))
        owner.run("send")
    assert [len(one.bodies) for one in heard] == [1, 1, 1]
