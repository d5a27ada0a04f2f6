"""Readers side by side: as many as there are processors, for the pages of every spider."""

import asyncio
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from scrapers.processes.limits import processors
from scrapers.processes.reader import Reader
from scrapers.settings import READING_MEMORY, READING_TIMEOUT

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Readers(Generic[Given, Found]):
    """Whoever is free does the next piece of work; `seconds` of a processor and `memory` in bytes are what one may take.

    The one that worked last is asked first: it is warm, and the others are not even begun before they are needed.
    """

    def __init__(
        self, work: Callable[Given, Found], seconds: float = READING_TIMEOUT, memory: int = READING_MEMORY
    ) -> None:
        self._free = [Reader(work, seconds, memory) for _ in range(max(2, processors()))]
        self._turns = asyncio.Semaphore(len(self._free))

    async def reading(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """What the work makes of this, as `Reader.reading` answers it, once a reader is free."""
        async with self._turns:
            reader = self._free.pop()
            try:
                return await reader.reading(*given, **named)
            finally:
                self._free.append(reader)

    def close(self) -> None:
        """End the processes that are free; one that works ends with its parent."""
        for reader in self._free:
            reader.close()
