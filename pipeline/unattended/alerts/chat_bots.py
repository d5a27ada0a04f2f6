"""Bots of DingTalk, WeCom and Feishu: these answer 200 also where they refuse, and the refusal stands in the body."""

import base64
import hashlib
import hmac
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

HOSTS: Mapping[str, str] = {
    "dingtalk": "https://oapi.dingtalk.com",
    "wecombot": "https://qyapi.weixin.qq.com",
    "feishu": "https://open.feishu.cn",
    "lark": "https://open.larksuite.com",
}
PATHS = {
    "dingtalk": "/robot/send?access_token=",
    "wecombot": "/cgi-bin/webhook/send?key=",
    "feishu": "/open-apis/bot/v2/hook/",
    "lark": "/open-apis/bot/v2/hook/",
}
LIMIT, LONGEST = 15.0, 65536  # seconds for an answer, and its bytes


@dataclass(frozen=True)
class ChatBot:
    """A bot of one of these services: its key, and the secret it signs with, where it does."""

    service: str
    key: str
    secret: str | None = None

    @property
    def most(self) -> int:
        """How many bytes of text it takes."""
        return 2048 if self.service == "wecombot" else 18000

    def send(self, title: str, text: str, hosts: Mapping[str, str] = HOSTS) -> tuple[bool, str]:
        """Send a text; whether it was taken, and what was said where not."""
        url = hosts[self.service] + PATHS[self.service] + quote(self.key, safe="")
        content = f"{title}\n{text}" if title else text
        body: dict[str, Any] = {"msgtype": "text", "text": {"content": content}}
        now = int(time.time())
        if self.service in ("feishu", "lark"):
            body = {"msg_type": "text", "content": {"text": content}}
            if self.secret:
                body |= {"timestamp": str(now), "sign": _signed(f"{now}\n{self.secret}", "")}
        elif self.secret:
            stamp = now * 1000
            sign = _signed(self.secret, f"{stamp}\n{self.secret}")
            url += f"&timestamp={stamp}&sign={quote(sign, safe='')}"
        return _posted(url, body)


def chat_bot(address: str) -> ChatBot | None:
    """The bot of an address, as apprise or the service writes it; None for one of another service.

    `dingtalk://SECRET@TOKEN`, `wecombot://KEY`, `feishu://TOKEN?secret=SECRET`, lark:// alike, and what each service
    shows to copy. Raises ValueError where the key is missing.
    """
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "https":
        return _native(address, asked)
    if parts.scheme not in HOSTS:
        return None
    secret, _, key = parts.netloc.rpartition("@")
    return _made(parts.scheme, key, asked.get("secret") or unquote(secret))


def _native(address: str, asked: Mapping[str, str]) -> ChatBot | None:
    for service, host in HOSTS.items():
        start = (host + PATHS[service]).partition("?")
        if address.startswith(start[0]):
            key = asked.get(start[2].rstrip("=")) if start[2] else urlsplit(address).path.rsplit("/", 1)[-1]
            return _made(service, key or "", asked.get("secret", ""))
    return None


def _made(service: str, key: str, secret: str) -> ChatBot:
    if not re.fullmatch(r"[\w.-]{3,200}", key := unquote(key)):
        raise ValueError(f"{service} has no key")
    return ChatBot(service, key, secret or None)


def _signed(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _posted(url: str, body: Mapping[str, Any]) -> tuple[bool, str]:
    asked = urllib.request.Request(
        url,
        json.dumps(body, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8", "User-Agent": "codingplans"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=LIMIT) as answer:
            return _judged(answer.read(LONGEST))
    except urllib.error.HTTPError as error:
        return False, f"status {error.code}"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return False, f"no answer ({type(error).__name__})"


def _judged(answer: bytes) -> tuple[bool, str]:
    """Whether the body of an answer says that a message was taken, and its words where not."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return False, "the answer is no JSON"
    if not isinstance(said, dict):
        return False, "the answer says nothing known"
    code = next((said[name] for name in ("errcode", "code", "StatusCode") if name in said), None)
    if code == 0:
        return True, ""
    words = next((said[name] for name in ("errmsg", "msg", "StatusMessage") if said.get(name)), "")
    return False, f"error {code}: {words}" if code is not None else "the answer says nothing known"
