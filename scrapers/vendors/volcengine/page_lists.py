"""Volcengine's list of Ark's articles."""

from scrapers.page_list import Listed, PageList
from scrapers.vendors.volcengine.promotion import PromotionDocs


class ArticleList(PageList):
    """The tree of articles: the promotion's source fetches it every night, so it is not asked for again."""

    name = "volcengine-index-cn"
    vendor = "volcengine"
    region = "CN"
    url = PromotionDocs.url
    nightly = False
    article = "https://www.volcengine.com/docs/82379/{}"

    def same(self, one: Listed, url: str) -> bool:
        """Sources ask for an article by its number."""
        number = one.url.rpartition("/")[2]
        return url.endswith((f"DocumentID={number}", f"/docs/82379/{number}"))
