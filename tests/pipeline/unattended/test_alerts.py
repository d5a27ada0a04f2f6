"""Alerts: one message a night, each thing once, to every address by itself, and no word of a secret."""

import gc
import logging
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from alerted import SECRET, Owner, ago, price
from listener import Listener, listening
from story import change

from db.backup import back_up
from db.database import Database
from db.open import open_db
from db.restore import restore
from db.tables import alerts as ledger
from db.tables.runs import begin_run, end_run
from pipeline.unattended import steps
from pipeline.unattended.configuration import Settings
from pipeline.unattended.steps import Done, Work

STOCK = ({"availability": "SoldOut"}, {"availability": "InStock"})


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


def test_a_restored_backup_tells_nothing_again_that_was_told_since(
    base: Database, owner: Owner, phone: Listener
) -> None:
    path = owner.folder / "plans.db"
    owner.told_at(phone.address()).run("send")
    made = back_up(path, owner.folder / "backups", 14).path
    price(base, "118", ago(seconds=-1))
    owner.run("send")
    base.close()
    for moments in (2, 3):  # also when it is restored once more
        gc.collect()  # commands that ran in this process leave connections to be collected
        restore(made, path, datetime.now(UTC) + timedelta(minutes=moments))
        with closing(open_db(path).conn) as again:
            price(Database(again), "118", ago(seconds=-moments))  # the next night finds it anew
            again.commit()
        assert owner.run("send").returncode == 0
        assert len(phone.bodies) == 1
    with closing(open_db(path).conn) as again:
        price(Database(again), "99", ago(seconds=-9))
        again.commit()
    owner.run("send")
    assert "40 → 99" in phone.bodies[1]["message"]


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


def test_two_that_send_at_once_tell_nothing_twice_and_one_that_died_is_taken_over(base: Database) -> None:
    ledger.note(base, "price/1", {}, "2026-11-02T10:00:00Z", ["mine"])
    assert len(ledger.claim(base, "mine", "2026-11-02T10:00:00Z")) == 1
    assert ledger.claim(base, "mine", "2026-11-02T10:00:00Z") == []
    assert ledger.claim(base, "mine", "2026-11-02T10:09:00Z") == []
    assert len(ledger.claim(base, "mine", "2026-11-02T10:11:00Z")) == 1
    ledger.settle(base, "mine", [1], "2026-11-02T10:11:01Z", sent=True)
    ledger.note(base, "price/1", {}, "2026-11-03T10:00:00Z", ["mine", "other"])
    assert ledger.pending(base, "mine") == ledger.pending(base, "other") == []


def test_many_addresses_are_each_told_once(base: Database, owner: Owner) -> None:
    with ExitStack() as stack:
        heard = [stack.enter_context(listening()) for _ in range(3)]
        owner.told_at(*[one.address() for one in heard], heard[0].address())
        owner.run("send")
        price(base, "118", ago(seconds=-1))
        owner.run("send")
    assert [len(one.bodies) for one in heard] == [1, 1, 1]
