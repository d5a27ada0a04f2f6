"""Addresses of alerts: understood or refused in one line, signed as their services say, and never repeated."""

import re

import pytest
from alerted import SECRET, Owner
from hypothesis import given
from hypothesis import strategies as st
from listener import Listener
from places import ROOT

from db.database import Database
from pipeline.unattended.alerts.chat_bots import HOSTS, chat_bot
from pipeline.unattended.alerts.endpoint import BadEndpoint, check, endpoints
from pipeline.unattended.alerts.hidden import hide


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
    monkeypatch.setattr("reports.optional.find_spec", lambda name: None)
    done = owner.told_at("ntfys://topic1").run("test")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "requirements/alerts.txt" in done.stderr


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


@given(key=st.text("abcdefXYZ0123456789_-", min_size=6, max_size=40), around=st.text(max_size=30))
def test_nothing_of_an_address_is_repeated(key: str, around: str) -> None:
    said = hide(
        f"{around} https://host.example/{key}?x={key.upper()} {around}",
        f"json://user:{key}@host.example/{key}",
    )
    assert key.lower() not in said.lower()
    assert "host.example" not in said
