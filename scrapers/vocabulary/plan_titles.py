"""What a plan is called: its vendor, its product and its tier, each once, in English and in Chinese.

A title is made of identifiers, so that one plan has one name whatever its page calls it tonight. Of the page's own words it
takes alone whether the tier's name is Chinese there (团队标准版) or Latin (Team Standard); English titles translate it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from scrapers.offer import ONCE
from scrapers.vocabulary.brands import CHANNELS, called, product_called, without_names
from scrapers.vocabulary.plan_names import clean

Said = tuple[str, str]  # in English, in Chinese

# Products that are not called by their slug; what holds a vendor's name is said instead of it.
_PRODUCTS: Mapping[str, Said] = {
    "zhipu/coding-plan": ("GLM Coding Plan", "GLM Coding Plan"),
    "huawei/codearts": ("CodeArts", "CodeArts 码道"),
    "cline/clinepass": ("ClinePass", "ClinePass"),
    "llmgateway/devpass": ("DevPass", "DevPass"),
    "jdcloud/token-plan-enterprise": ("Token Plan Enterprise", "Token Plan 企业版"),
    "qianfan/token-plan-enterprise": ("Token Plan Enterprise", "Token Plan 企业版"),
}
_OWN_BRANDS: Mapping[str, str] = {
    "windsurf": "Windsurf",
    "clinepass": "ClinePass",
    "kilo-pass": "Kilo Pass",
    "kilo-teams": "Kilo Teams",
    "gemini-code-assist": "Google Gemini Code Assist",
}
_UNSAID = ("membership",)  # the vendor's own brand is what it sells

# The words slugs are made of, where they are more than a word with a capital; Chinese where vendors say it in Chinese.
_WORDS: Mapping[str, Said] = {
    "advanced": ("Advanced", "高级版"),
    "ai": ("AI", ""),
    "basic": ("Basic", "基础版"),
    "carefree": ("Worry-free", "无忧版"),
    "dedicated": ("Dedicated", "专享版"),
    "education": ("Education", "教育版"),
    "efficient": ("Efficient", "高效版"),
    "enterprise": ("Enterprise", "企业版"),
    "entry": ("Starter", "入门版"),
    "express": ("Express", "速通版"),
    "family": ("Family", "家庭版"),
    "flagship": ("Flagship", "旗舰版"),
    "free": ("Free", "免费版"),
    "glm": ("GLM", ""),
    "goat": ("GOAT", ""),
    "highspeed": ("Highspeed", "极速版"),
    "legacy": ("(legacy)", ""),
    "light": ("Light", "轻享版"),
    "old": ("(old)", ""),
    "pack": ("Pack", "用量包"),
    "personal": ("Personal", "个人版"),
    "premium": ("Premium", "高级版"),
    "professional": ("Professional", "专业版"),
    "standard": ("Standard", "标准版"),
    "student": ("Student", "学生版"),
    "team": ("Team", "团队版"),
    "youth": ("Youth", "青春版"),
}
# Tiers whose slug does not say what the vendor calls them, or whose pages disagree.
_TIERS: Mapping[str, Said] = {
    "bailian/token-plan/personal-pack": ("Personal Pack", "个人版用量包"),
    "bailian/token-plan/team-max": ("Team Max", "团队版尊享席位"),
    "bailian/token-plan/team-pack": ("Team Pack", "团队版共享用量包"),
    "bailian/token-plan/team-pro": ("Team Pro", "团队版高级席位"),
    "bailian/token-plan/team-standard": ("Team Standard", "团队版标准席位"),
    "codebuddy/codebuddy/enterprise-dedicated": ("Enterprise Dedicated", "企业专享版"),
    "codebuddy/codebuddy/enterprise-flagship": ("Enterprise Flagship", "企业旗舰版"),
    "comate/comate/free": ("Free", "个人标准版"),
    "compshare/coding-plan/flat": ("Flat", "畅享包"),
    **{
        f"ctyun/token-plan/tier{place}": (price, price)
        for place, price in enumerate(("29", "89", "199", "399", "699"), 1)
    },
    "qianfan/token-plan-enterprise/professional": ("Standard", "标准版"),
    "qoder/qoder/enterprise": ("Enterprise", "企业专属版"),
    "qoder/qoder/pro": ("Pro", "Pro"),
    "qoder/qoder/pro-plus": ("Pro+", "Pro+"),
    "qoder/qoder/teams": ("Teams", "团队版"),
    "qoder/qoder/ultra": ("Ultra", "Ultra"),
    "trae/trae/express": ("Express", "Express"),
    "xfyun/token-plan/advanced": ("Team Advanced", "团队版高级成员"),
    "xfyun/token-plan/premium": ("Team Premium", "团队版尊享成员"),
    "xfyun/token-plan/standard": ("Team Standard", "团队版标准成员"),
}
_ONCE: Said = (" (no auto-renewal)", "（不自动续费）")

_ASIDE = re.compile(r"[(（][^)）]*[)）]|/.*")
_ADDED = re.compile(
    r"(?:基础|高级)?套餐|(?:年度|月度|季度)?会员|单[月季年次](?:购买)?|[月季年]付|包月|连续包?[月季年]|Plan(?![a-z])",
    re.I,
)


@lru_cache(4096)
def plan_title(
    vendor: str, product: str, plan: str, region: str = "CN", plan_name: str = "", lang: str = "en"
) -> str:
    """A plan as people call it, in `en` or `zh`: "Zhipu GLM Coding Plan Lite"; `plan_name` are its page's own words."""
    sold_in = CHANNELS.get(product)
    name = _joined(
        _OWN_BRANDS.get(product) or called(vendor, lang, region),
        "" if sold_in else _product(vendor, product, lang),
        tier_title(vendor, product, plan, region, plan_name, lang),
    )
    if not sold_in:
        return name
    return f"{name}（{sold_in}）" if lang == "zh" else f"{name} ({sold_in})"


def product_title(vendor: str, product: str, region: str, lang: str) -> str:
    """A product by itself: "GLM Coding Plan"; the vendor's brand where that is what it sells."""
    listed = CHANNELS.get(product) or _OWN_BRANDS.get(product) or _product(vendor, product, lang)
    return listed or called(vendor, lang, region)


def tier_title(vendor: str, product: str, plan: str, region: str, plan_name: str, lang: str) -> str:
    """The tier alone: "Team Standard", in Chinese 团队标准版 where the vendor says so."""
    tier, chinese = plan.removesuffix(ONCE), lang == "zh"
    listed = _TIERS.get(f"{vendor}/{product}/{tier}")
    if listed:
        name = listed[chinese]
    else:
        name = _in_chinese(vendor, tier, region, plan_name) if chinese else _in_english(tier, plan_name)
    return name + (_ONCE[chinese] if plan.endswith(ONCE) else "")


def _product(vendor: str, product: str, lang: str) -> str:
    if product in _UNSAID or product == vendor:
        return ""
    listed = _PRODUCTS.get(f"{vendor}/{product}")
    return listed[lang == "zh"] if listed else product_called(product)


def _joined(*parts: str) -> str:
    """The parts one after the other; words with which one ends and the next begins are said once."""
    words: list[str] = []
    for part in parts:
        added = part.split()
        folded, beginning = ([word.lower() for word in some] for some in (words, added))
        again = next((n for n in range(len(added), 0, -1) if folded[-n:] == beginning[:n]), 0)
        words += added[again:]
    return " ".join(words).replace("） ", "）")


def _in_english(tier: str, plan_name: str) -> str:
    words = [_latin(word) for word in tier.split("-")]
    text = " ".join(words)
    spelt = "pro plus" in plan_name.lower()
    return text if spelt else text.replace("Pro Plus", "Pro+")


def _latin(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word][0]
    return word if word[0].isdigit() else word.capitalize()


def _in_chinese(vendor: str, tier: str, region: str, plan_name: str) -> str:
    """A tier in Chinese: the page's words where they are Chinese alone, otherwise word by word."""
    own = "" if plan_name.isascii() else _chinese_alone(clean(plan_name), vendor)
    if own:
        whole = own if tier.startswith("personal") else re.sub("^个人版?(?=.)", "", own)
        return re.sub("[坐座]席", "席位", whole)
    latin = re.findall("[a-z]+", plan_name.lower())
    words = [
        _WORDS[word][1]
        if word in _WORDS and _WORDS[word][1] and word not in latin and (region == "CN" or word == "pack")
        else ""
        for word in tier.split("-")
    ]
    if not any(words):
        return _in_english(tier, plan_name)
    parts = [word or _latin(slug) for word, slug in zip(words, tier.split("-"), strict=True)]
    if len(parts) > 1 and parts[-2].endswith("版") and _edition(parts[-1]):
        parts[-2:] = [parts[-2].removesuffix("版") + parts[-1]]
    return " ".join(parts).replace("Pro Plus", "Pro+")


def _chinese_alone(name: str, vendor: str) -> str:
    """The Chinese words of a name, without blanks; nothing where other words stand beside them, or none do."""
    said = _ADDED.sub(" ", _ASIDE.sub(" ", without_names(name, vendor)))
    return "" if re.search("[A-Za-z]", said) else "".join(filter(_is_chinese, said))


def _edition(word: str) -> bool:
    return len(word) > 1 and word.endswith("版") and all(map(_is_chinese, word))


def _is_chinese(sign: str) -> bool:
    return "㐀" <= sign <= "鿿"  # a pattern of so many signs takes longer to compile than all titles to make
