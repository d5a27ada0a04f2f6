"""What words say of stock: on sale, sold out, limited, no longer sold."""

import re

from scrapers.vocabulary.words import comparable, remembered

_STOCK = (
    (
        "Discontinued",
        re.compile(
            r"停止新购|停止销售|不再(?:销售|售卖|出售|新售)|已下线|停售|下架|no longer (available|sold)|discontinued",
            re.I,
        ),
    ),
    (
        "SoldOut",
        re.compile(
            r"暂时售罄|已售罄|售罄|补货|暂停(销售|订阅|新增)|暂未开放(购买|订阅|销售)|暂不可(购买|订阅)|sold ?out|out of stock",
            re.I,
        ),
    ),
    (
        "LimitedAvailability",
        re.compile(r"限量抢购|限量|名额有限|limited (stock|availability|quantity)", re.I),
    ),
    ("PreOrder", re.compile(r"预售|pre-?order", re.I)),
    ("InStock", re.compile(r"立即(订阅|购买|抢购)|特惠订阅|有货|subscribe( now)?$|buy now", re.I)),
)


@remembered
def availability(text: str) -> str | None:
    """The schema.org availability that the words of a button or notice state, None where they state none.

    Denials (不限量, not sold out), what is over (限量抢购已结束) and what is to come (售罄即止) state nothing.
    """
    said = comparable(text)
    return next(
        (
            word
            for word, pattern in _STOCK
            if any(not _denied(said, found) for found in pattern.finditer(said))
        ),
        None,
    )


_DENIAL = re.compile(
    r"(?:不|未|没有?|尚未|并非|无|\b(?:not|never|no longer|isn't|aren't|without)|\bun-?) ?"
    r"(?:yet |been |be |being |再|会|是|曾|有|被|已)?(?:\ba |\bany )?$",
    re.I,
)
_OVER = re.compile(
    r" ?(?:sale|offer|promotion|period|抢购|活动|销售|发售|特惠|优惠|供应)* ?(?:(?:现?已)(?:经)?(?:结束|截止|取消|解除|恢复|完成|下线)"
    r"|(?:has |have |is |was |are )?(?:now )?(?:ended|over|lifted)\b|后|即止|为止)",
    re.I,
)
_OFFER_OVER = re.compile(r"(?:抢购|活动|优惠|促销|特惠|限量)[^,;。]{0,4}$")


def _denied(said: str, found: re.Match[str]) -> bool:
    before = said[max(0, found.start() - 24) : found.start()]
    restocked = found[0] == "补货" and before.endswith("已")
    gone = found[0] in ("已下线", "下架") and _OFFER_OVER.search(before)
    return bool(_DENIAL.search(before) or _OVER.match(said, found.end()) or restocked or gone)
