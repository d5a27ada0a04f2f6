"""Claude's sitemap."""

from scrapers.page_list import PLANS, PageList


class Sitemap(PageList):
    """Every page of claude.com, with its translations; plans are sold on pages named pricing, plans or after a tier."""

    name = "claude-index"
    vendor = "claude"
    region = "INTL"
    url = "https://claude.com/sitemap.xml"
    words = rf"{PLANS}|^claude\.com/(?:[a-z]+/)*[a-z-]*(?:pricing|plans?|max|pro|team|enterprise)\b[a-z-]*$"
