"""The kinds of value a configuration holds, each with a message that says what is wrong and never repeats a secret."""

import re
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainSerializer, SecretStr
from pydantic_settings import NoDecode


def said(value: object) -> str:
    """A wrong value as a message may repeat it: what could hold a key is not."""
    text = str(value)
    return "this address" if "://" in text else repr(text[:40])


def _time(value: object) -> time:
    if isinstance(value, time) and not value.second:
        return value.replace(microsecond=0)
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", str(value))
    if not match:
        raise ValueError(f"{said(value)} is not a time of day such as 02:30")
    return time(int(match[1]), int(match[2]))


def _times(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


def _zone(value: object) -> ZoneInfo:
    try:
        return value if isinstance(value, ZoneInfo) else ZoneInfo(str(value))
    except (ValueError, KeyError, OSError):
        raise ValueError(f"{said(value)} is not a time zone such as Asia/Shanghai or UTC") from None


def _address(value: object) -> str:
    """An address of the web; what it says is never repeated, it may hold a key."""
    try:
        parts = urlsplit(str(value).strip())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an address such as https://example.org/")
    return str(value).strip()


def _secret(value: object) -> object:
    return value if isinstance(value, SecretStr) else _address(value)


def _addresses(value: object) -> object:
    """Addresses to alert, from a text with one in each line or between spaces; they are secrets, and never repeated."""
    entries = value.split() if isinstance(value, str) else value
    if not isinstance(entries, list | tuple):
        raise ValueError("neither one address nor several with spaces or line ends between them")
    for number, one in enumerate(entries, 1):
        known = one.get_secret_value() if isinstance(one, SecretStr) else one
        if not isinstance(known, str) or not re.match(r"[a-zA-Z][\w+.-]*://\S", known):
            raise ValueError(f"address {number} has no form such as ntfy://host/topic or mailto://…")
    return tuple(entries)


def known(known: tuple[str, ...]) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in known:
            raise ValueError(f"{said(value)} is unknown; known are {', '.join(known)}")
        return value

    return BeforeValidator(check)


def _path(value: object) -> object:
    if value == "" or value == Path():
        raise ValueError("names no file or folder")
    return Path(value).expanduser() if isinstance(value, str) else value


Clock = Annotated[
    time, BeforeValidator(_time), PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)
]
Clocks = Annotated[tuple[Clock, ...], NoDecode, BeforeValidator(_times)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone), PlainSerializer(str, return_type=str)]
Place = Annotated[Path, BeforeValidator(_path)]
Address = Annotated[str, BeforeValidator(_address)]
Secret = Annotated[SecretStr, BeforeValidator(_secret)]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_addresses)]
Language = Annotated[str, known(("zh", "en"))]
Positive = Annotated[Decimal, Field(gt=0, max_digits=12)]
Days = Annotated[int, Field(ge=1, le=366)]
