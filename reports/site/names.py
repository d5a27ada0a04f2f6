"""Names people know: vendors and products as they are called in each language; a slug stands for what is not listed."""

VENDORS = {
    "zhipu": ("Zhipu", "智谱"),
    "minimax": ("MiniMax", "MiniMax"),
    "kimi": ("Kimi", "Kimi"),
    "volcengine": ("Volcengine", "火山引擎"),
    "bailian": ("Alibaba Bailian", "阿里百炼"),
    "claude": ("Claude", "Claude"),
    "tencent": ("Tencent", "腾讯云"),
    "qianfan": ("Baidu Qianfan", "百度千帆"),
    "jdcloud": ("JD Cloud", "京东云"),
    "xfyun": ("iFlytek", "讯飞"),
    "copilot": ("GitHub Copilot", "GitHub Copilot"),
    "cursor": ("Cursor", "Cursor"),
}
_SYMBOLS = {"CNY": "¥", "USD": "$"}


def vendor(slug: str, lang: str) -> str:
    """What the vendor is called."""
    return VENDORS.get(slug, (slug, slug))[lang == "zh"]


def product(slug: str) -> str:
    """A product as a title: "coding-plan" is "Coding Plan"."""
    return " ".join(word.capitalize() for word in slug.split("-"))


def money(amount: str | None, currency: str) -> str:
    """An amount with its sign: "¥49"; a dash for none."""
    if amount is None:
        return "–"
    sign = "−" if amount.startswith("-") else ""
    return f"{sign}{_SYMBOLS.get(currency, currency + ' ')}{amount.lstrip('-')}"
