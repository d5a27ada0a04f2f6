"""`codingplans serve`: Datasette over a read-only copy of the database, with the site beside it, on this machine only."""

import signal
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.copies import copy
from db.database import Database
from reports.optional import need
from reports.serve.datasette_metadata import metadata

HOST = "127.0.0.1"
NAME = "codingplans"
MOUNT = "/site"
_NAMES = (HOST, "localhost")
_SETTINGS = {"default_page_size": 100, "sql_time_limit_ms": 5000, "max_returned_rows": 5000}

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


class PortTaken(Exception):
    """The port is in use; the message says what to do."""


def serve(db: Database, port: int, site: Path | None, tell: Callable[[str], None]) -> None:
    """Serve a copy of the database as it is now until interrupted; port 0 takes any free one.

    Raises NotInstalled without the extra `serve`, PortTaken where somebody else listens.
    """
    need("datasette", "serve", "`codingplans serve`")
    import uvicorn

    with TemporaryDirectory(prefix="codingplans-") as folder, _listening(port) as listening:
        application = _application(copy(db, Path(folder) / f"{NAME}.db"), site)
        address = f"http://{HOST}:{listening.getsockname()[1]}/"
        tell(f"{address}{NAME} is the database, read-only, as it is now; interrupt to stop")
        if site:
            tell(f"{address}{MOUNT.strip('/')}/ is {site}")
        signal.signal(signal.SIGTERM, _stop)
        server = uvicorn.Server(uvicorn.Config(application, log_level="warning", access_log=False))
        server.run(sockets=[listening])


def _stop(*_: object) -> None:
    raise SystemExit(0)


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise PortTaken(f"{HOST}:{port}: {error.strerror}; give another port with --port") from None
    return listening


def _application(path: Path, site: Path | None) -> Application:
    import rich
    from datasette.app import Datasette

    rich.reconfigure(quiet=True)  # Datasette prints pages of traceback for every mistyped query
    mounts = [(MOUNT.strip("/"), str(site))] if site else []
    served = Datasette(
        immutables=[str(path)], metadata=metadata(NAME), static_mounts=mounts, settings=_SETTINGS
    ).app()
    return _guarded(served)


def _guarded(application: Application) -> Application:
    """The application for readers of this machine: no other host's name, nothing but reading, folders by their index."""

    async def guarded(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").rsplit(":", 1)[0]
            if host not in _NAMES or scope["method"] not in ("GET", "HEAD"):
                await _refuse(send, 403 if host not in _NAMES else 405)
                return
            if scope["path"] == MOUNT:
                await _answer(send, 307, [(b"location", f"{MOUNT}/".encode())])
                return
            scope = _indexed(scope)
        await application(scope, receive, send)

    return guarded


def _indexed(scope: Scope) -> Scope:
    path = scope["path"]
    if not path.startswith(f"{MOUNT}/") or not path.endswith("/"):
        return scope
    raw = scope.get("raw_path") or path.encode()
    return {**scope, "path": f"{path}index.html", "raw_path": raw.split(b"?")[0] + b"index.html"}


async def _refuse(send: Any, status: int) -> None:
    await _answer(
        send,
        status,
        [(b"content-type", b"text/plain"), (b"allow", b"GET, HEAD")],
        b"read only, on this machine\n",
    )


async def _answer(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
