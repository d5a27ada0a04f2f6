"""The European Central Bank's reference rates of the day: what one euro is worth, published about 16:00 in Frankfurt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from parsel import Selector

from scrapers.fetched import Fetched
from scrapers.offer import CURRENCIES
from scrapers.page import Page
from scrapers.reading.not_a_price_page import refuse
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.spider import PlanSpider

_NEEDED = ("CNY", "USD")  # without them no price can be compared


@dataclass(frozen=True)
class Reference:
    """How many units of a currency one euro was worth on a day."""

    day: date
    currency: str
    per_eur: Decimal


class EcbRates(Fetched):
    """The daily XML: one element with the day, and in it one for each currency it has a rate for."""

    name = "ecb-rates"
    vendor = "ecb"
    region = "INTL"
    url = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    addresses = r"www\.ecb\.europa\.eu/stats/eurofxref/eurofxref-(?:daily|hist-90d)\.xml"

    def references(self, page: Page) -> list[Reference]:
        """The rates, day by day, of the currencies we know. Raises a Refused where a day or a rate is not stated plainly."""
        refuse(page)
        if "eurofxref" not in page.text[:1000]:
            raise NotAPricePage("no reference rates")
        return list(_references(page))


class EcbQuarter(EcbRates):
    """The same of the last ninety days, for who missed more than one."""

    name = "ecb-rates-90d"
    url = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"


class RatesSpider(PlanSpider):
    """Fetches the day's rates as politely as anything else, and those of days that were missed; it sells nothing."""

    name = "ecb"
    sources: ClassVar[tuple[Fetched, ...]] = (EcbRates(),)


class MissedRatesSpider(RatesSpider):
    """The same where more than a day was missed."""

    sources = (EcbQuarter(), EcbRates())


def _references(page: Page) -> Iterator[Reference]:
    days = Selector(body=page.body, type="xml").xpath("//*[@time]")
    if not days:
        raise PageChanged("reference rates without a day")
    for day in days:
        said = day.xpath("*[@currency]")
        stated = [rate.attrib["currency"] for rate in said]
        for currency in dict.fromkeys((*_NEEDED, *stated)):
            if stated.count(currency) != 1:
                raise PageChanged(f"{stated.count(currency)} rates of {currency} on {day.attrib['time']}")
        for rate in said:
            if rate.attrib["currency"] in CURRENCIES:
                yield _reference(day.attrib["time"], rate.attrib["currency"], rate.attrib.get("rate", ""))


def _reference(day: str, currency: str, rate: str) -> Reference:
    try:
        found = Reference(date.fromisoformat(day), currency, Decimal(rate))
    except (ValueError, InvalidOperation):
        raise PageChanged(f"no rate: {currency} {rate!r} on {day!r}") from None
    if not found.per_eur.is_finite() or found.per_eur <= 0:
        raise PageChanged(f"no rate: {currency} {rate!r} on {day}")
    return found
