"""The pages of five vendors in the forms of their sample pages: what is sold, as a table, as records, or on cards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Plans = dict[str, dict[str, Any]]
JDCLOUD = "jdcloud"


@dataclass(frozen=True)
class Offers:
    """How the offers of a vendor are called, and which sources state them."""

    product: str
    ending: str
    sources: tuple[str, ...]
    monthly: tuple[str, ...] = ()  # sources that state the price of a month alone

    def name(self, plan: str, state: dict[str, Any], term: str) -> str:
        """The id of an offer; a plan that has several names is called by the one it has."""
        slug = state["name"].split()[-1].lower() if "names" in state else plan
        region, currency = self.ending.split()
        return f"{self.product}/{slug}/{region}/account/{term}/{currency}"

    def stated_by(self, kind: str, offer: str) -> tuple[str, ...]:
        """The sources that state what an event of this kind is about."""
        both = kind == "price_changed" and "/P1M/" in offer
        return self.sources + (self.monthly if both else ())


OFFERS = {
    "stepfun": Offers("stepfun/step-plan", "CN CNY", ("stepfun-overview-cn",)),
    "kimi": Offers("kimi/membership", "CN CNY", ("kimi-listgoods",), ("kimi-help-cn",)),
    "qiniu": Offers("qiniu/token-plan", "CN CNY", ("qiniu-plan-cn",)),
    "kiro": Offers("kiro/kiro", "INTL USD", ("kiro-pricing",)),
    JDCLOUD: Offers("jdcloud/coding-plan", "CN CNY", ("jdcloud-coding-plan-cn",)),
}
SOURCES = {vendor: (*offers.sources, *offers.monthly) for vendor, offers in OFFERS.items()}


def _plan(name: str, **states: Any) -> dict[str, Any]:
    base = {term: states[term] for term in ("P1M", "P3M", "P1Y", "list") if term in states}
    return {"name": name, "sold": True, "base": base, **states}


PLANS: dict[str, Plans] = {
    "stepfun": {
        "mini": _plan("Flash Mini", quota=400, P1M=49, P3M=129, P1Y=456),
        "plus": _plan("Flash Plus", quota=1600, P1M=99, P3M=269, P1Y=936),
        "pro": _plan("Flash Pro", quota=8000, P1M=199, P3M=539, P1Y=1860),
        "max": _plan("Flash Max", quota=40000, P1M=699, P3M=1889, P1Y=6666),
    },
    "kimi": {
        "go": _plan("Go", stock=True, P1M=49, P1Y=468),
        "plus": _plan("Plus", stock=True, P1M=99, P1Y=948),
        "pro": _plan("Pro", stock=True, P1M=199, P1Y=1908),
        "max": _plan("Max", stock=True, P1M=699, P1Y=6708),
    },
    "qiniu": {
        "enterprise-s": _plan("Enterprise S", list=4284, P1M=2999),
        "enterprise-m": _plan("Enterprise M", list=8332, P1M=4999),
        "enterprise-b": _plan("Enterprise B", list=19998, P1M=9999),
    },
    "kiro": {
        "pro": _plan("Kiro Pro", P1M=20),
        "pro-plus": _plan("Kiro Pro+", P1M=40),
        "pro-max": _plan("Kiro Pro Max", P1M=100),
        "power": _plan("Kiro Power", names=["Kiro Power", "Kiro Titan"], P1M=200),
    },
    JDCLOUD: {
        "lite": _plan("Lite", P1M=40, intro=19.9, stock=True),
        "pro": _plan("Pro", P1M=200, intro=99.9, stock=True),
    },
}


def _stepfun(plans: Plans) -> Iterator[tuple[str, str]]:
    rows = [
        f"| **{plan['name']}** | 使用 | {plan['quota']}M | ¥{plan['P1M']} | ¥{plan['P3M']} | ¥{plan['P1Y']} |"
        for plan in plans.values()
    ]
    head = "# Step Plan 概述\n\nStep Plan 是阶跃星辰的订阅服务。\n\n## 档位\n\n"
    labels = "| 档位 | 适用人群 | 月度 Credit | 月付 | 季付 | 年付 |\n| --- | --- | --- | --- | --- | --- |\n"
    yield "stepfun-overview-cn", head + labels + "\n".join(rows) + "\n\n季付与年付一次付清。\n"


def _kimi(plans: Plans) -> Iterator[tuple[str, str]]:
    goods = [_goods(plan, unit) for plan in plans.values() for unit in ("MONTH", "YEAR")]
    yield "kimi-listgoods", '{"goods":[' + ",\n".join(goods) + "]}"
    row = "<tr><td>{name}</td><td>使用</td><td>¥{P1M}/月</td><td>年付更优惠</td></tr>"
    rows = "".join(row.format(**plan) for plan in plans.values())
    heads = "".join("<h3>{name} — ¥{P1M}/月</h3><p>文件处理</p>".format(**plan) for plan in plans.values())
    yield (
        "kimi-help-cn",
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>会员收费与套餐介绍 - Kimi 帮助中心</title>'
        "</head><body><article><h1>会员收费与套餐介绍</h1><h2>订阅方式与价格</h2><table><thead><tr><th>套餐</th><th>定位</th>"
        f"<th>连续包月</th><th>连续包年</th></tr></thead><tbody>{rows}</tbody></table><h2>各套餐权益详情</h2>{heads}"
        "</article></body></html>",
    )


def _goods(plan: dict[str, Any], unit: str) -> str:
    price = plan["P1M" if unit == "MONTH" else "P1Y"]
    cents = price if isinstance(price, str) else price * 100
    waits = "" if plan["stock"] else ',"transitionSummary":{"reason":"REASON_NEED_APPLY"}'
    return (
        f'{{"id":"{plan["name"]}-{unit}","title":"{plan["name"]}","useRegion":"REGION_CN","amounts":[{{"currency":"CNY",'
        f'"priceInCents":"{cents}"}}],"billingCycle":{{"duration":1,"timeUnit":"TIME_UNIT_{unit}"}},'
        f'"type":"GOODS_TYPE_SUBSCRIPTION","domain":"DOMAIN_KIMI"{waits}}}'
    )


def _qiniu(plans: Plans) -> Iterator[tuple[str, str]]:
    card = '<div class="card"><h3>{name}</h3><p>原价 ¥ {list}</p><p>限时优惠 ¥ {P1M} / 月</p><p>约 10.7 亿积分 / 月</p></div>'
    yield "qiniu-plan-cn", _cards("企业订阅 - 七牛云", "企业 AI 订阅", card, plans)


def _kiro(plans: Plans) -> Iterator[tuple[str, str]]:
    offer = '{{"@type":"Offer","name":"{name}","price":"{P1M}","priceCurrency":"USD","description":"Billed monthly."}}'
    free = (
        '{"@type":"Offer","name":"Kiro Free","price":"0","priceCurrency":"USD","description":"50 credits."}'
    )
    offers = ",".join([free, *(offer.format(**plan) for plan in plans.values())])
    data = f'<script type="application/ld+json">{{"@type":"SoftwareApplication","name":"Kiro","offers":[{offers}]}}</script>'
    card = "<div><h3>{name}</h3><div>${P1M}</div><div>per month</div></div>"
    page = _cards("Pricing - Kiro", "Pricing", card, plans)
    yield "kiro-pricing", page.replace("</head>", f"{data}</head>")


def _jdcloud(plans: Plans) -> Iterator[tuple[str, str]]:
    cards = []
    for plan in plans.values():
        first = plan["intro"] or plan["P1M"]
        tag = '<span class="tag">产品首购</span>' if plan["intro"] else ""
        origin = f'<div class="origin">原价：{plan["P1M"]}元/1个月</div>' if plan["intro"] else ""
        button = "立即抢购" if plan["stock"] else "已售罄"
        cards.append(
            f'<div class="goods"><h3>Coding Plan {plan["name"]}</h3>{tag}<p>适合日常开发</p><div class="price"><b>{first}</b>'
            f"<span>元</span><span>/</span><span>1个月</span></div>{origin}<button>{button}</button></div>"
        )
    yield (
        "jdcloud-coding-plan-cn",
        _cards("Coding Plan - 京东云", "Coding Plan 编程套餐", "".join(cards), {"": {}}),
    )


def _cards(title: str, heading: str, card: str, plans: Plans) -> str:
    cards = "".join(card.format(**plan) for plan in plans.values())
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><main><h1>{heading}</h1><div class="cards">{cards}</div></main></body></html>'
    )


Writer = Callable[[Plans], Iterator[tuple[str, str]]]
WRITERS: dict[str, Writer] = {
    "stepfun": _stepfun, "kimi": _kimi, "qiniu": _qiniu, "kiro": _kiro, JDCLOUD: _jdcloud
}  # fmt: skip
