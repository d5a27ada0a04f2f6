"""What the words around an amount say of it: a price, a list price, an introduction, a bound."""

import re

_KINDS = (
    ("saving", r"立省|立减|节省|减免?|省", r"saves?|off|discount of"),
    (
        "bound",
        r"低至|仅需|最低|最高|只需|不到|满",
        r"from|starting (?:at|from)|start at|as low as|up to|at just|only",
    ),
    (
        "renewal",
        r"续费|续订|续购|次月|下个?(?:月|季|年)度?续费|第(?:二|2)个?(?:月|季|年)起?",
        r"renew(?:s|al)?(?: at)?|then",
    ),
    (
        "list",
        r"原价|划线价|标价|市场价|日常价",
        r"list(?: price)?|was|originally|original(?: price)?|regular(?:ly)?",
    ),
    (
        "intro",
        r"首月|首购|首次|首单|首年|首季|首期|新客|新人|新用户|第(?:一|1)个?(?:月|季|年)|[前首] ?[\d两二三四五六] ?个?(?:月|季|年)",
        r"first (?:\w+ )?(?:months?|purchase|years?|term)|new (?:users?|customers?)",
    ),
    ("price", r"限时|现价|特惠价?|优惠价|活动价|价格|定价", r"now|limited[- ]time|price"),
)
_PREFIX = re.compile(
    "|".join(f"(?P<{kind}>{said}|(?<![a-z])(?:{latin})(?![a-z]))" for kind, said, latin in _KINDS), re.I
)
_SUFFIX = re.compile(
    r"^ ?(?:(?P<bound>\(?(?:起|以上|及以上|and up)|\+)|(?P<saving>立减|off\b|折|代金券|优惠券|抵扣|(?:in )?credits?\b|coupon)"
    r"|\((?:(?P<renewal>续费|续订|续购|renew\w*)|(?P<list>原价|list price)|(?P<intro>首月|首购|首次|first month))"
    r"(?:价格?)?(?:优惠)? ?[),;])",
    re.I,
)
_CLAUSE = re.compile(r"[,，;；。!！?？|\n]|(?<!\d)\.(?!\d)|\. ")
_RANGE_BEFORE = re.compile(r"\d ?[-~–—/x×*至到] ?$")
_RANGE_BETWEEN = re.compile(r"^[\d元月季年人] ?[-~–—至到] ?$")
_RANGE_AFTER = re.compile(r" ?[-~–—x×*至到] ?[¥$]?\d| ?/ ?\d")
_MINUS = re.compile(r"(?:^|\s)[-−]$")
_RATE = re.compile(r" ?(?:/|per\b) ?[^\s\d¥$]", re.I)


def kind(before: str, after: str, marked: bool, intro_unit: bool = False) -> str:
    """The kind of the amount between two texts: price, list, intro, renewal, saving, bound or rate.

    `before` begins with the last letter of the amount before, `after` goes on to the end. `marked` says that a currency
    mark stands in front of the number, `intro_unit` that its unit is the first period (9.9元/首月).
    """
    if _RATE.match(after):
        return "rate"
    if (
        (not marked and _RANGE_BEFORE.search(before))
        or _RANGE_AFTER.match(after)
        or _RANGE_BETWEEN.match(before)
    ):
        return "bound"
    if marked and _MINUS.search(before):
        return "saving"
    suffix = _SUFFIX.match(after)
    if suffix:
        return str(suffix.lastgroup)
    if intro_unit:
        return "intro"
    kinds = [str(word.lastgroup) for word in _PREFIX.finditer(_CLAUSE.split(before)[-1])]
    if "bound" in kinds:
        return "bound"
    telling = [word for word in kinds if word != "price"]
    return telling[-1] if telling else "price"
