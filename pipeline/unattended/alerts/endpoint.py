"""Addresses to alert: each by a mark that is no secret, how much it takes at once, and sending to it."""

import hashlib
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

from pipeline.unattended.alerts.chat_bots import HOSTS, ChatBot, chat_bot
from pipeline.unattended.alerts.hidden import hide, quiet

PATIENCE = 60.0  # seconds after which an address has not answered, whatever its service still does
ANSWER, CONNECT = 15.0, 10.0
MOST = 16000  # characters one reads in a message
# What services take, where it is less than what apprise lets through: characters, or bytes.
CHARACTERS = {"tgram": 3500}
BYTES = {"ntfy": 3900, "ntfys": 3900, "bark": 3400, "barks": 3400}


class BadEndpoint(ValueError):
    """An address nobody can send to; the message names its place in the list and its scheme, nothing else of it."""


@dataclass(frozen=True)
class Answer:
    """What came of a message: `taken`, or why not, in words without any part of the address."""

    taken: bool
    words: str = ""


@dataclass(frozen=True)
class Endpoint:
    """One address. `mark` tells it from others in the database; `name` is for people: its place and its scheme."""

    name: str
    mark: str
    most: int
    characters: bool
    address: str
    service: "ChatBot | Any"
    hosts: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Endpoint({self.name})"

    def send(self, title: str, text: str) -> Answer:
        """Send one message, and wait at most a minute for the answer."""
        answers: list[Answer] = []
        thread = threading.Thread(target=lambda: answers.append(self._sent(title, text)), daemon=True)
        thread.start()
        thread.join(PATIENCE)
        return answers[0] if answers else Answer(False, f"no answer in {PATIENCE:g} seconds")

    def _sent(self, title: str, text: str) -> Answer:
        with quiet(self.address) as heard:
            try:
                if isinstance(self.service, ChatBot):
                    taken, words = self.service.send(title, text, self.hosts)
                else:
                    taken = bool(self.service.notify(body=text, title=title, body_format="text"))
                    words = "" if taken else " ".join(heard.said[-1:])
            except Exception as error:  # whatever a service's own code does with its answer
                taken, words = False, type(error).__name__
        return Answer(taken, hide(words, self.address) or ("" if taken else "refused"))


def endpoints(addresses: Sequence[str], hosts: Mapping[str, str] = HOSTS) -> list[Endpoint]:
    """The addresses as endpoints, each once; raises BadEndpoint. `hosts` are those of the chat services.

    Needs apprise for all but DingTalk, WeCom and Feishu.
    """
    return [_endpoint(number, one, hosts) for number, one in enumerate(dict.fromkeys(addresses), 1)]


def needs_apprise(addresses: Sequence[str]) -> bool:
    """Whether any address is of a service that apprise sends to."""
    return any(_bot(one) is None for one in addresses)


def _bot(address: str) -> ChatBot | Literal["bad"] | None:
    try:
        return chat_bot(address)
    except ValueError:
        return "bad"


def check(addresses: Sequence[str]) -> None:
    """Raise BadEndpoint for an address nobody can send to; without apprise, those it would send to are not looked at."""
    if find_spec("apprise") or not needs_apprise(addresses):
        endpoints(addresses)


def mark(address: str) -> str:
    """A mark of an address from which it cannot be found, not even by trying passwords."""
    return hashlib.scrypt(address.encode(), salt=b"codingplans alerts", n=2**14, r=8, p=1, dklen=4).hex()


def _endpoint(number: int, address: str, hosts: Mapping[str, str]) -> Endpoint:
    scheme = address.partition("://")[0].lower()
    name = f"{number} ({scheme})"
    bot = _bot(address)
    if bot == "bad":
        raise BadEndpoint(_bad(name))
    if bot:
        return Endpoint(name, mark(address), bot.most, False, address, bot, hosts)
    service = _plugin(address, name)
    most = min(CHARACTERS.get(scheme) or BYTES.get(scheme) or MOST, service.body_maxlen)
    return Endpoint(name, mark(address), most, scheme not in BYTES, address, service, hosts)


def _plugin(address: str, name: str) -> Any:
    """What apprise sends to the address with: plain text, within limits of time."""
    from apprise import Apprise, NotifyFormat

    with quiet(address), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its modules are loaded here, some of which are old
        made = Apprise.instantiate(address, suppress_exceptions=True)
    if made is None:
        raise BadEndpoint(_bad(name))
    made.notify_format = NotifyFormat.TEXT
    made.socket_read_timeout, made.socket_connect_timeout = ANSWER, CONNECT
    return made


def _bad(name: str) -> str:
    return (
        f"alerts.to: address {name} is none that can be sent to; "
        "docs/alerts.md says how to write it for each service"
    )
