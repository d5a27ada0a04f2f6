"""Closing the connections of a vendor that is done, on a machine that is too busy to notice in time."""

import subprocess
import sys

CLOSES = """
import asyncio, time
from scrapy.utils.reactor import install_reactor
install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
from scrapy.utils.test import get_crawler
from twisted.internet import reactor
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred
from scrapers.fetching.http_handler import GOODBYE, HttpHandler

handler, closed = HttpHandler(get_crawler()), Deferred()
handler._pool.closeCachedConnections = lambda: closed

async def close():
    reactor.callLater(GOODBYE / 2, time.sleep, GOODBYE)  # another vendor's page is read meanwhile
    {answers}
    await handler.close()
    reactor.callLater(0, reactor.stop)

reactor.callWhenRunning(lambda: deferred_from_coro(close()))
reactor.run()
print("closed")
"""


def closes(answers: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CLOSES.format(answers=answers)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_loop_that_is_busy_while_connections_close_leaves_no_traceback() -> None:
    done = closes("reactor.callLater(GOODBYE * 0.9, closed.callback, None)")
    assert (done.stdout, done.stderr) == ("closed\n", "")


def test_a_server_that_never_closes_is_left_behind() -> None:
    assert closes("pass").stdout == "closed\n"
