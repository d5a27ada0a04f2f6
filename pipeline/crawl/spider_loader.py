"""Scrapy's way to the spiders: one a vendor, from the modules that the registry finds."""

from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from scrapers.registry import own_sources, spider_modules
from scrapers.spider import PlanSpider

Names = list[str]


class VendorSpiders:
    """The program's own spiders, and one for each vendor that a user declared."""

    def __init__(self) -> None:
        shipped = (value for module in spider_modules() for value in vars(module).values())
        self._spiders: dict[str, type[Spider]] = {
            value.name: value
            for value in shipped
            if isinstance(value, type) and issubclass(value, PlanSpider) and value is not PlanSpider
        }
        for vendor, sources in own_sources().items():
            self._spiders[vendor] = type("OwnSpider", (PlanSpider,), {"name": vendor, "sources": sources})

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a vendor; raises KeyError where there is none."""
        return self._spiders[spider_name]

    def list(self) -> Names:
        """The vendors that have a spider."""
        return [*self._spiders]

    def find_by_request(self, request: Request) -> Names:
        """Nobody asks which spider could fetch something."""
        return []
