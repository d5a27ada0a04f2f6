"""The notice of 2026-04-21 on the plans of the first customers, which repeats what the current ones cost."""

from scrapers.vendors.zhipu.docs import Docs


class TransitionIntl(Docs):
    """A table for each term with the current price of each plan, "for reference only"; whole term, in dollars.

    The half price beside it is for those whose first plan ended in 2026. The notice is not kept up to date (it
    still said 72 and 160 when 80 and 168 were charged), so it gives nothing and only answers for itself.
    """

    name = "zhipu-transition-intl"
    region = "INTL"
    currency = "USD"
    url = "https://docs.z.ai/devpack/transition.md"
    addresses = r"docs\.z\.ai/devpack/transition"
    prices = r"(?:current|latest) (?:standard |discounted )?price|(?:当前|现行|最新)(?:标准|优惠|折扣|折后)?(?:价|价格|售价)"
    gives = frozenset()
    nightly = False


class TransitionCn(TransitionIntl):
    """The same notice in yuan."""

    name = "zhipu-transition-cn"
    region = "CN"
    currency = "CNY"
    url = "https://docs.bigmodel.cn/cn/coding-plan/transition.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/transition"
