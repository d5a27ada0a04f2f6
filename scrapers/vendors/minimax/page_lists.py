"""MiniMax's lists of documentation pages."""

from scrapers.page_list import PageList


class DocsIndexCn(PageList):
    """Mintlify's list of the Chinese documentation."""

    name = "minimax-index-cn"
    vendor = "minimax"
    region = "CN"
    url = "https://platform.minimaxi.com/docs/llms.txt"


class DocsIndexIntl(DocsIndexCn):
    """The same of the documentation abroad."""

    name = "minimax-index-intl"
    region = "INTL"
    url = "https://platform.minimax.io/docs/llms.txt"
