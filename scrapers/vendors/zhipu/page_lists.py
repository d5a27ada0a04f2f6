"""Zhipu's lists of documentation pages."""

from scrapers.page_list import PageList


class DocsIndexCn(PageList):
    """Mintlify's list of the Chinese documentation."""

    name = "zhipu-index-cn"
    vendor = "zhipu"
    region = "CN"
    url = "https://docs.bigmodel.cn/llms.txt"


class DocsIndexIntl(DocsIndexCn):
    """The same of the documentation abroad, where plans are filed under devpack."""

    name = "zhipu-index-intl"
    region = "INTL"
    url = "https://docs.z.ai/llms.txt"
