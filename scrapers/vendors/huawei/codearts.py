"""Huawei Cloud's page of CodeArts (码道), its coding agent."""

from typing import ClassVar

from scrapers.reading.plan_cards import PlanCards


class CodeArtsPage(PlanCards):
    """Cards of the personal editions. The editions of the DevOps suite of the same name are another product."""

    name = "huawei-codearts-cn"
    vendor = "huawei"
    product = "codearts"
    region = "CN"
    currency = "CNY"
    url = "https://codearts.huaweicloud.com/"
    addresses = r"codearts\.huaweicloud\.com(?:/index(?:\.html)?)?"
    titles = r"(?:免费|体验|基础|标准|高级|旗舰)版"
    prefix = r"(?:CodeArts ?)?(?:码道 ?)?(?:个人)?"
    tiers: ClassVar[dict[str, str]] = {
        "免费版": "free",
        "标准版": "standard",
        "高级版": "advanced",
        "旗舰版": "flagship",
    }
    minimum = 3
    proven = False
