"""The dead man's switch: an address that is asked after a good night, so that somebody notices when it is not."""

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

LIMIT, TRIES = 10.0, 3  # seconds for an answer, and how often


def ping(url: str, limit: float = LIMIT) -> str:
    """Ask the address up to three times; answers what came, in words that never repeat it: it is a secret.

    Nothing is raised: a monitor that cannot be reached is no failed night.
    """
    host = urlsplit(url).hostname
    said = ""
    for _ in range(TRIES):
        done, said = _in_time(lambda: _asked(url, limit), limit)
        if done:
            return f"{host} answered {said}"
    return f"{host} was not told, {TRIES} times: {said}"


def _asked(url: str, limit: float) -> str:
    request = urllib.request.Request(url, headers={"User-Agent": "codingplans"})
    with urllib.request.urlopen(request, timeout=limit) as answer:
        return str(answer.status)


def _in_time(work: Callable[[], str], limit: float) -> tuple[bool, str]:
    """What the work answers, or why it failed; the look-up of a name knows no limit of its own, and is left behind."""
    result: list[tuple[bool, str]] = []

    def do() -> None:
        try:
            result.append((True, work()))
        except urllib.error.HTTPError as error:
            result.append((False, f"status {error.code}"))
        except (OSError, ValueError, http.client.HTTPException) as error:
            result.append((False, type(error).__name__))

    thread = threading.Thread(target=do, daemon=True)
    thread.start()
    thread.join(limit)
    return result[0] if result else (False, f"no answer in {limit:g} seconds")
