"""OpenCode Go: its page and its documentation."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_sentences import PlanSentences
from scrapers.source import PRICE


class GoPage(PlanCards):
    """The page that sells Go: the price stands in its button. What may be used, in dollars, is no price."""

    name = "opencode-go-page"
    vendor = "opencode"
    product = "go"
    region = "INTL"
    currency = "USD"
    url = "https://opencode.ai/go"
    addresses = r"opencode\.ai/go"
    titles = r"(?:opencode )?go(?: plus| teams)?"
    gives = PRICE


class GoDocs(PlanSentences):
    """The documentation says the price in a sentence, with a first month that the page itself no longer tells: a witness."""

    name = "opencode-go-docs"
    vendor = "opencode"
    product = "go"
    region = "INTL"
    currency = "USD"
    url = "https://opencode.ai/docs/go"
    addresses = r"opencode\.ai/docs/go"
    titles = r"opencode go(?: plus| teams)?"
    tiers = {"opencode go": "go", "opencode go plus": "go-plus", "opencode go teams": "go-teams"}
    gives = frozenset()
