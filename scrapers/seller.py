"""Whose plan it is: what a page states under the name of another vendor, brand or product is not its own vendor's.

Names are judged (of a row, a card, a column, a heading, in a column of vendors), never values: a plan may serve the
models of others, fit their tools and be compared with their plans.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scrapers.unread import Unread
from scrapers.vocabulary.brands import (
    BRANDS,
    brands_named,
    called,
    may_name,
    may_name_product,
    name_of_another,
    product_named,
    products_named,
)
from scrapers.vocabulary.words import comparable, remembered

VENDOR_LABELS = r"(?:云|所属)?(?:厂商|厂家|供应商|服务商|提供商|品牌|公司|平台)(?:名称)?|vendors?|providers?|brands?|company|seller"
PRODUCT_LABELS = r"(?:活动|适用|所属)?产品(?:名称|类型)?|商品(?:名称)?|products?(?: name)?"

_ASIDE = re.compile(
    r"(?:支持|兼容|适用|适配|接入|对接|含|用于|使用|配合|相当于|等同|对标|对比|(?<!性价)比|超过|替代"
    r"|(?<![a-z])(?:vs|versus|than|for|with|in|via|supports?|compatible|including|like|replaces?)(?![a-z])"
    r"|\d+(?:\.\d+)? ?(?:x|×|倍)).*",
    re.I,
)
_MEASURED = re.compile(r"[^,，;；|]*的 ?\d+(?:\.\d+)? ?倍")
_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_SUBJECT = re.compile(  # what a heading is about that names tools, models or a way to use them
    r"兼容|接入|使用|配置|集成|工具|协议|模型|迁移|指南|教程|步骤|安装|常见问题"
    r"|integrat|configur|set ?up|install|tools?\b|models?\b|compatib|migrat|quick ?start|guide|faq|how to",
    re.I,
)
_AMOUNT = re.compile(r"[¥￥$]\s?\d|\d\s?(?:元|美元|USD|CNY|dollars?)")
_LINK = re.compile(r"https?://([\w.-]{1,253})(/[^\s\"'<>)\]\\]*)?", re.I)
_PLANS = re.compile(r"plan|pric|subscri|coding|benefit|billing|llms\.txt", re.I)
_LONGEST = 160  # characters; what is longer is no name
_READ = 30_000  # characters of a page that are searched for names
_TITLE = re.compile(
    r"<title[^>]*>([^<]{1,300})</title>|property=[\"']og:(?:site_name|title)[\"'] content=[\"']([^\"']{1,300})",
    re.I,
)


_TITLED = re.compile("<[tT]|[oO][gG]:")  # without one of these no title is stated


@dataclass(frozen=True)
class NotOurs(Unread):
    """What a page states of another vendor or product: left out, and no doubt about the page's own plans."""


@dataclass
class Seller:
    """Whose page is read, which products a plan on it may be of, and what was left out as not theirs."""

    vendor: str
    products: frozenset[str]
    left_out: list[NotOurs] = field(default_factory=list)

    def sells(self, name: str, words: str, said: Sequence[str] = (), above: Sequence[str] = ()) -> bool:
        """Whether a plan of this name is theirs; what is not is left out, by name, with the page's words.

        `said` is what columns of vendors or products say of it, `above` what it stands under, the nearest first: that
        decides whose and of which product it is where nothing else does.
        """
        stranger = next(filter(None, map(self.stranger, (name, *said))), None)
        own = self.vendor in brands_named(" / ".join([name, *said])[:_LONGEST])
        above_it = None if own else self._stranger_above(above)
        why = stranger or self.other_product(name, *said) or above_it or self.other_product(*above)
        if why and priced(words):
            self.leave(name, why, words)
        return why is None

    def stranger_above(self, heading: str) -> str | None:
        """Why what stands under a heading is not theirs; None where it does not say so, or speaks of tools and models."""
        said = heading[:_LONGEST]
        if not may_name(said) and not may_name_product(said):
            return None
        about = "" if _SUBJECT.search(said) else _about(said)
        return self._stranger_above([about]) or self.other_product(about)

    def _stranger_above(self, above: Sequence[str]) -> str | None:
        """Why the first words that name any vendor make what stands under them another's."""
        for said in above:
            about = "" if _SUBJECT.search(said[:_LONGEST]) else _about(said)
            if named := brands_named(about):
                return None if self.vendor in named else self._says(name_of_another(about, self.vendor))
        return None

    def other_product(self, *said: str) -> str | None:
        """Why something is of a product that is not sold here, by the first words that name one; else None."""
        named = next(filter(None, (product_named(text[:_LONGEST], self.vendor) for text in said)), None)
        return (
            None if named is None or named in self.products else f"it is a {named}, not a {self._products()}"
        )

    def miscalled(self, name: str, product: str) -> str | None:
        """Why a plan of this name is not of a product, None where the name does not say so."""
        named = product_named(name[:_LONGEST], self.vendor)
        return None if named in (None, product) else f"its name says {named}, not {product}"

    def leave(self, name: str, why: str, words: str) -> None:
        """Name what is not theirs and is left out."""
        self.left_out.append(NotOurs(name, f"not ours: {why}", words))

    def stranger(self, name: str) -> str | None:
        """Why what bears a name is another vendor's, None where the name does not say so."""
        if not may_name(name):
            return None
        said = _about(name)
        outside = _IN_BRACKETS.sub(" ", said)
        own = self.vendor in brands_named(outside)
        return self._says(name_of_another(outside if own else said, self.vendor))

    def _says(self, other: str | None) -> str | None:
        return f"it names {other}, not {called(self.vendor)}" if other else None

    def _products(self) -> str:
        return " or ".join(sorted(self.products))


def subject_of_another(lines: Sequence[str], vendor: str, left_out: Sequence[str] = ()) -> str | None:
    """Why the words of a page are another vendor's; None where nothing says so.

    A line that names one vendor alone speaks of it, one that names several lists models or tools. A page that never
    speaks of its own vendor and twice of the same other one, or of a product that its vendor does not sell, is not its
    vendor's. What was left out of it does not count.
    """
    text = "\n".join(dict.fromkeys(line[:_LONGEST] for line in lines if line not in left_out))[:_READ]
    named = [brands_named(_about(line)) for line in text.split("\n") if may_name(line)]
    spoken = Counter(vendors[0] for vendors in named if len(vendors) == 1)
    seldom = not any(vendor in vendors for vendors in named) or any(
        times > spoken[vendor] for other, times in spoken.items() if other != vendor
    )
    if sold := _foreign_product(text, vendor) if seldom else None:
        return f"it speaks of a {sold}, which {called(vendor)} does not sell, and hardly of {called(vendor)}"
    if vendor in spoken or not spoken or spoken.most_common(1)[0][1] < 2:
        return None
    return f"it speaks of {called(spoken.most_common(1)[0][0])} and nowhere of {called(vendor)}"


def _foreign_product(text: str, vendor: str) -> str | None:
    """The first product a text speaks of, where it speaks of none that the vendor sells."""
    products = products_named(text)
    sold = BRANDS[vendor].products if vendor in BRANDS else ()
    return products[0] if products and not set(products) & set(sold) else None


def _about(words: str) -> str:
    """Words up to where they turn to what a thing supports, fits or is compared with."""
    return _beginning(words[:_LONGEST])


@remembered
def _beginning(words: str) -> str:
    said = comparable(words)
    return _ASIDE.sub("", _MEASURED.sub("", said) if "倍" in said else said)


def priced(words: str) -> bool:
    """Whether words state an amount of money: what has none is left out without a word."""
    return _AMOUNT.search(words) is not None


def page_of_another(text: str, vendor: str, url: str) -> str | None:
    """Why a page is another vendor's as a whole: its title names only others, or it leads to their plans alone; else None.

    Links of a page to whoever owns the host it stands on are its navigation: a vendor may sell on its parent's site.
    """
    for found in _TITLE.finditer(text[:200_000]) if _TITLED.search(text) else ():
        title = found[1] or found[2]
        if vendor not in (named := brands_named(title)) and named:
            return f"its title names another vendor: {comparable(title)[:80]!r}"
    site = _owner(urlsplit(url).hostname or "")
    leads = Counter(
        owner
        for host, path in (_LINK.findall(text) if "://" in text else ())
        if (owner := _owner(host)) and (owner in (vendor, *_PLATFORMS) or _PLANS.search(host + path))
        if owner == vendor or owner != site
    )
    if leads and vendor not in leads:
        return f"it leads to {called(leads.most_common(1)[0][0])} and nowhere to {called(vendor)}"
    return None


def _owner(host: str) -> str | None:
    """The vendor of the closest domain above a host name."""
    labels = host.lower().rstrip(".").split(".")[-4:]
    return next((_HOSTS[name] for n in range(len(labels)) if (name := ".".join(labels[n:])) in _HOSTS), None)


_PLATFORMS = {  # nobody leads there but themselves; to the makers of tools (Claude Code, Cursor) every vendor does
    brand.vendor for brand in BRANDS.values() if {"coding-plan", "token-plan"} & set(brand.products)
}
_HOSTS = {domain: brand.vendor for brand in BRANDS.values() for domain in brand.hosts}
