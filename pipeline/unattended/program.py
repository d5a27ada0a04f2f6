"""This program, to be started again in a process of its own that ends with the one that started it."""

import os
import signal
import sys
import threading
from importlib.util import find_spec


def program(*words: str) -> list[str]:
    """The arguments that start `codingplans WORDS`: the installed program by its path, whatever the folder it is started in.

    Python's own `-m` would first look in the caller's folder; `-P` keeps that folder, and the program's, out of
    the search, and leaves the rest of the environment as it is for this process.
    """
    main = find_spec("cli.main")
    assert main
    return [sys.executable, "-P", str(main.origin), *words]


def end_with_supervisor() -> None:
    """End this process and its group as soon as standard input closes: whoever started it is gone."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os.killpg(os.getpgrp(), signal.SIGKILL) if os.getpgrp() == os.getpid() else os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
