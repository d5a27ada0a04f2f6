"""What went wrong on the way to a page, in the words kept in the database."""

import os
import re
import traceback
from urllib.parse import urlsplit

from scrapy import exceptions as scrapy
from twisted.internet import error as twisted
from twisted.web.client import ResponseFailed

from scrapers.fetching.public_resolver import PublicResolver
from scrapers.refusals import Refused, Unfetched

_WORDS: tuple[tuple[type[BaseException], str, str], ...] = (
    (scrapy.CannotResolveHostError, "dns", "no address is known for {host}"),
    (twisted.DNSLookupError, "dns", "no address is known for {host}"),
    (scrapy.DownloadTimeoutError, "timeout", "{host} did not answer in time"),
    (TimeoutError, "timeout", "{host} did not answer in time"),
    (scrapy.DownloadConnectionRefusedError, "refused", "{host} refused the connection"),
    (scrapy.ResponseDataLossError, "truncated", "{host} sent less than it announced"),
    (scrapy.DownloadCancelledError, "too-big", "{url} is bigger than a price page can be"),
    (scrapy.DownloadFailedError, "reset", "{host} broke the connection off"),
    (ResponseFailed, "reset", "{host} broke the connection off"),
    (twisted.ConnectionLost, "reset", "{host} broke the connection off"),
    (twisted.ConnectionDone, "reset", "{host} broke the connection off"),
    (twisted.ConnectError, "refused", "{host} cannot be reached"),
)
_BROWSER = (
    (r"ERR_NAME_NOT_RESOLVED", "dns", "no address is known for {host}"),
    (r"ERR_CONNECTION_REFUSED|ERR_ADDRESS_UNREACHABLE|ERR_TUNNEL|ERR_PROXY|ERR_INTERNET_DISCONNECTED", "refused", "{host} cannot be reached"),
    (r"ERR_TOO_MANY_REDIRECTS", "loop", "{url} redirects in circles"),
    (r"ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_HTTP2|ERR_INCOMPLETE|ERR_CONTENT", "reset", "{host} broke the connection off"),
    (r"Timeout \d+ms exceeded", "timeout", "{host} did not show its page in time"),
)  # fmt: skip


def unfetched(error: BaseException, url: str) -> Refused:
    """The refusal that an exception of the network, of Scrapy or of the browser stands for."""
    if isinstance(error, Refused):
        return error
    host = urlsplit(url).netloc
    if host in PublicResolver.private:
        return Unfetched("elsewhere", f"{host} stands for an address of a private network, and was not asked")
    for kind, outcome, message in _WORDS:
        if isinstance(error, kind):
            return Unfetched(outcome, message.format(host=host, url=url))
    for pattern, outcome, message in _BROWSER:
        if re.search(pattern, str(error)):
            return Unfetched(outcome, message.format(host=host, url=url))
    if isinstance(error, scrapy.IgnoreRequest) and "max redirections" in str(error):
        return Unfetched("loop", f"{url} redirects more than five times")
    if isinstance(error, scrapy.IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error):
        return Unfetched("too-big", f"{url} is bigger than a price page can be")
    if os.environ.get("CODINGPLANS_DEBUG"):
        traceback.print_exception(error)
    return Unfetched(
        "error", f"{url}: a fault of ours ({type(error).__name__}); CODINGPLANS_DEBUG=1 shows more"
    )
