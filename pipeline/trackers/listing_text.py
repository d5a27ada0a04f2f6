"""One listing of another tracker as an offer: which plan it means, and which of its amounts is what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scrapers.offer import Charge, Offer
from scrapers.refusals import PageChanged
from scrapers.vocabulary.brands import name_of_another, product_named, without_names
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.prices.charge_schedule import schedule
from scrapers.vocabulary.prices.money import Amount, amounts
from scrapers.vocabulary.prices.price_terms import by_kind
from scrapers.vocabulary.words import squash


@dataclass(frozen=True)
class Mapped:
    """Which vendor and product another tracker's vendor id means, and the slugs of tiers without Latin names."""

    vendor: str
    product: str
    region: str = "CN"
    names: Mapping[str, str] = field(default_factory=dict)


_SEATS = {
    "标准座席": "team-standard",
    "高级座席": "team-pro",
    "尊享座席": "team-max",
    "共享用量包": "team-pack",
}
_XFYUN = {
    "入门版": "entry",
    "专业版": "professional",
    "高效版": "efficient",
    "无忧版": "carefree",
    "速通版": "express",
}
VENDORS: Mapping[str, Mapped] = {
    "zhipu-ai": Mapped("zhipu", "coding-plan"),
    "kimi-ai": Mapped("kimi", "membership"),
    "minimax-ai": Mapped("minimax", "coding-plan"),
    "volcengine-ai": Mapped("volcengine", "coding-plan"),
    "aliyun-ai": Mapped("bailian", "coding-plan"),
    "aliyun-token-plan": Mapped("bailian", "token-plan", names=_SEATS),
    "baidu-qianfan-ai": Mapped("qianfan", "coding-plan"),
    "tencent-cloud-ai": Mapped("tencent", "coding-plan"),
    "tencent-cloud-token-plan": Mapped("tencent", "token-plan"),
    "jdcloud-ai": Mapped("jdcloud", "coding-plan"),
    "xfyun-ai": Mapped("xfyun", "coding-plan", names=_XFYUN),
    "github-copilot": Mapped("copilot", "copilot", "INTL"),
}
# A term in a name, which is no tier: Lite 月套餐.
_TERM = re.compile("[月季年]套餐")
# The line of details that says which product it is: 商品类型：Coding Plan.
_KIND = re.compile(r"(?:商品|产品)(?:类型|名称)? ?[:：] ?(.+)")
# What labels a row of a table and is no tier; only where it is the whole name: 价格, not 价格优享版.
_ROW_LABELS = re.compile(r"月费|年费|价格|定价|费用|套餐(?:类型|名称)?|用量|额度|模型|price|fee", re.I)
_PERIODS = (("P3M", r"季|quarter"), ("P1Y", r"年|year"), ("P1M", r"月|month"))
# Words of a charge that only a new buyer pays, and once.
_FIRST = re.compile(r"首购|首月|首次|新人|新客|first (?:month|purchase)", re.I)


def offer_of(line: Mapping[str, Any]) -> Offer:
    """The offer a listing states; raises PageChanged where its name is no plan or its text holds no price."""
    mapped = VENDORS[line["vendor"]]
    text = " ".join(
        squash(line[key]) for key in ("price_text", "list_price_text", "unit", "notes") if line[key]
    )
    main, prices = _prices(line)
    name = squash(line["name"])
    if other := name_of_another(name, mapped.vendor):
        raise PageChanged(f"{name!r} is {other}'s, not a plan of {mapped.vendor}")
    return Offer(
        vendor=mapped.vendor,
        product=_product(mapped, line),
        plan=_plan(mapped, name),
        plan_name=name,
        region=_region(mapped, name),
        per="seat" if main.seat or re.search(r"[坐座]席|用户", line["unit"] or "") else "account",
        period=main.period or _period(line["unit"] or ""),
        currency=main.currency,
        evidence=text,
        **prices,
    )


def listed_under(offer: Offer) -> frozenset[str]:
    """The ids under which another tracker would list the offer: those of its product, else of its vendor."""
    ids = {name: mapped for name, mapped in VENDORS.items() if mapped.vendor == offer.vendor}
    own = frozenset(name for name, mapped in ids.items() if mapped.product == offer.product)
    return own or frozenset(ids)


def unsure(line: Mapping[str, Any]) -> bool:
    """Whether a listing speaks of a first price without one that can be read (新客首月 7.9): neither there nor gone."""
    notes = line["notes"] or ""
    return bool(_FIRST.search(notes)) and not any(amount.kind == "intro" for amount in amounts(notes))


def _plan(mapped: Mapped, name: str) -> str:
    tier = squash(_TERM.sub(" ", without_names(name, mapped.vendor)).replace("坐席", "座席"))
    if not tier or _ROW_LABELS.fullmatch(tier):
        raise PageChanged(f"{name!r} is a row label, not a plan")
    return slug(tier, mapped.names)


def _product(mapped: Mapped, line: Mapping[str, Any]) -> str:
    """The product that the row's own words name, in its name or its label of the kind (商品类型: Token Plan 个人版).

    Where they name none it is the one this tracker lists under the id.
    """
    labels = [match[1] for text in line.get("details") or () if (match := _KIND.match(squash(text)))]
    words = [line["name"], *labels]
    if said := product_named(" ".join(words), mapped.vendor):
        return said
    if any(product_named(text) for text in words):
        raise PageChanged(f"{' and '.join(map(repr, words))} name two products")
    urls = " ".join(line.get("source_urls") or ())
    return "token-plan" if mapped.vendor == "minimax" and "token-plan" in urls else mapped.product


def _region(mapped: Mapped, name: str) -> str:
    if re.search(r"海外|REGION_OVERSEA", name):
        return "INTL"
    return mapped.region


def _period(unit: str) -> str:
    for period, words in _PERIODS:
        if re.search(words, unit, re.I):
            return period
    raise PageChanged(f"no period in the unit {unit!r}")


def _one(text: str | None) -> Amount | None:
    stated = amounts(text or "")
    if len(stated) > 1:
        raise PageChanged(f"two amounts where one price belongs: {text!r}")
    return stated[0] if stated else None


def _prices(line: Mapping[str, Any]) -> tuple[Amount, dict[str, Any]]:
    """The amount shown as the price, and what the texts beside it make of it."""
    main, listed = _main(line["price_text"]), _one(line["list_price_text"])
    if main is None or main.kind in ("bound", "saving", "rate"):
        raise PageChanged(f"{line['price_text']!r} is no price: no amount stands beside a currency mark")
    if listed and listed.currency != main.currency:
        raise PageChanged(f"two currencies: {line['price_text']!r} and {line['list_price_text']!r}")
    noted = {amount.kind: amount.value for amount in reversed(amounts(line["notes"] or ""))}
    price, list_price = main.value, listed.value if listed else None
    told = {amount.kind: amount.value for amount in amounts(line["price_text"])}
    introductory = listed and (listed.kind == "renewal" or _FIRST.search(line["notes"] or ""))
    if main.kind == "intro" or (introductory and "intro" not in told):
        regular = (
            list_price if list_price is not None else price + noted["saving"] if "saving" in noted else None
        )
        return main, {
            "price": regular,
            "list_price": regular,
            "charges": _charges(line, price, noted, regular),
        }
    first = told.get("intro", noted.get("intro"))
    return main, {
        "price": price,
        "list_price": list_price,
        "charges": () if first is None else _charges(line, first, noted | told, price),
    }


def _charges(
    line: Mapping[str, Any], first: Decimal, said: Mapping[str, Decimal], price: Decimal | None
) -> tuple[Charge, ...]:
    """The first charge of one period and, where it is said and the price is known, the second one."""
    if price is None:
        return (Charge(first, 1),)
    stated = {"intro": first, "price": price} | ({"second": said["second"]} if "second" in said else {})
    _, charges = schedule(stated, None, f"{line['price_text']}\n{line['notes'] or ''}")
    return tuple(Charge(step.price, step.periods or 1) for step in charges)


def _main(text: str | None) -> Amount | None:
    """The amount shown as the price; of a whole schedule (首月7.9元,次月20元,之后40元/月) what later months cost."""
    stated = amounts(text or "")
    charges = by_kind(stated, text or "") if len(stated) > 1 else {}
    if "intro" in charges and {amount.kind for amount in stated} <= {"intro", "second", "renewal", "price"}:
        later = charges.get("renewal") or charges.get("price")
        if later and len({later.currency, *(amount.currency for amount in charges.values())}) == 1:
            return later
    return _one(text)
