"""What a plan of an offer is called in a language: the one name it has in every table, feed, page and file."""

from scrapers.offer import KEY, Offer
from scrapers.vocabulary.plan_titles import plan_title


def title(offer: Offer, lang: str) -> str:
    """Its vendor, product and tier, each once: "Zhipu GLM Coding Plan Lite"; terms of one plan are called the same."""
    return plan_title(offer.vendor, offer.product, offer.plan, offer.region, offer.plan_name, lang)


def title_of_id(offer: str, lang: str, plan_name: str = "") -> str:
    """The name by an offer id, or the beginning of one, and what its page called it."""
    key = dict(zip(KEY, [*offer.split("/"), *[""] * len(KEY)], strict=False))
    return plan_title(key["vendor"], key["product"], key["plan"], key["region"], plan_name, lang)
