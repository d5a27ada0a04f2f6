"""The European Central Bank's reference rates of the day: what one euro is worth, published about 16:00 in Frankfurt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from parsel import Selector

from scrapers.detect import refuse
from scrapers.page import Page
from scrapers.refused import NotAPricePage, PageChanged
from scrapers.source import Source
from scrapers.spider import PlanSpider

CURRENCIES = ("CNY", "USD")


@dataclass(frozen=True)
class Reference:
    """How many units of a currency one euro was worth on a day."""

    day: date
    currency: str
    per_eur: Decimal


class EcbRates(Source):
    """The daily XML: one element with the day, and in it one for each currency."""

    name = "ecb-rates"
    vendor = "ecb"
    product = "-"
    region = "INTL"
    url = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    addresses = r"www\.ecb\.europa\.eu/stats/eurofxref/eurofxref-(?:daily|hist-90d)\.xml"
    priced = False

    def references(self, page: Page) -> list[Reference]:
        """The rates of yuan and dollar, day by day. Raises a Refused where a day or a rate is not stated plainly."""
        refuse(page)
        if "eurofxref" not in page.text[:1000]:
            raise NotAPricePage("no reference rates")
        return list(_references(page))


class RatesSpider(PlanSpider):
    """Fetches the day's rates as politely as anything else; it sells nothing."""

    name = "ecb"
    sources = (EcbRates(),)


def _references(page: Page) -> Iterator[Reference]:
    days = Selector(body=page.body, type="xml").xpath("//*[@time]")
    if not days:
        raise PageChanged("reference rates without a day")
    for day in days:
        for currency in CURRENCIES:
            rates = day.xpath("*[@currency=$name]/@rate", name=currency).getall()
            if len(rates) != 1:
                raise PageChanged(f"{len(rates)} rates of {currency} on {day.attrib['time']}")
            yield _reference(day.attrib["time"], currency, rates[0])


def _reference(day: str, currency: str, rate: str) -> Reference:
    try:
        found = Reference(date.fromisoformat(day), currency, Decimal(rate))
    except (ValueError, InvalidOperation):
        raise PageChanged(f"no rate: {currency} {rate!r} on {day!r}") from None
    if not found.per_eur.is_finite() or found.per_eur <= 0:
        raise PageChanged(f"no rate: {currency} {rate!r} on {day}")
    return found
