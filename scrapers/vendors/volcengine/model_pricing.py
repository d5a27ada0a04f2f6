"""Volcengine's price list."""

from scrapers.source import PRICE
from scrapers.vendors.volcengine.docs import Docs


class PricingDocs(Docs):
    """The price list of all models, where a few rows are plans."""

    name = "volcengine-pricing-docs"
    document_id = "1544106"
    code = "model-pricing"
    about = ()
    gives = PRICE
    minimum = 3
