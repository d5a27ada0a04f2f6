"""A service on this machine that takes messages and keeps them, and answers what it is told to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Listener:
    """What arrived, oldest first: paths and bodies. `status` and `answer` are what comes back."""

    port: int = 0
    status: int = 200
    answer: bytes = b"{}"
    pause: float = 0.0  # seconds before it answers
    paths: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def address(self, topic: str = "me") -> str:
        return f"json://127.0.0.1:{self.port}/{topic}"


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener on a free port of this machine."""
    heard = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"]))
            heard.paths.append(self.path)
            heard.bodies.append(json.loads(text))
            time.sleep(heard.pause)
            with suppress(OSError):  # whoever asked may be gone
                self.send_response(heard.status)
                self.end_headers()
                self.wfile.write(heard.answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        heard.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()
