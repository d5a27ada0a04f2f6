"""What the words around an amount say of it: a price, a list price, a first or second charge, a bound, an amount of use."""

import re

_ON = r"起|开始|之?后|以后|及以后"  # from the second month on: no charge of its own, but the price
SECOND = rf"首次(?:续费|续订)|首续|(?:次|第 ?(?:二|2) ?个?)(?:月|季|年)度?(?!{_ON})(?:续费|续订)?"
SECOND_LATIN = r"(?:the )?(?:second|2nd) (?:months?|quarter|year|term)(?! on)|(?:the )?first renewal"
# what follows is the list price: "次月起恢复原价", "reverts to the regular price", not "speed returns to normal"
RESTORED = re.compile(
    rf"(?:恢复|(?:次|第 ?(?:二|2) ?个?)(?:月|季|年)度?(?:{_ON})?|之后|此后|到期|期满)[^,;。\d]{{0,6}}(?:原|标准|正常|日常)价"
    r"(?! ?的? ?[\d一二三四五六七八九] ?折)"
    r"|\b(?:(?:reverts?|returns?|goes back) to|renews at|then(?: at)?) (?:the |its |our )?"
    r"(?:regular|original|full|standard|list|normal) (?:\w+ )?(?:prices?|pricing|rates?(?! limit)|fees?)\b",
    re.I,
)

_KINDS = (
    (
        "once",
        r"(?<!折合)(?<!平均)单[月季年](?!均)|单次购买|(?:非|不)(?:自动)?(?:续费|续订)|非连续包?[月季年]?",
        r"single (?:month|year)|one month only|without (?:auto-?)?renewal|non-renewing",
    ),
    ("second", SECOND, SECOND_LATIN),
    (
        "renewal",
        rf"(?:次|第 ?(?:二|2|三|3|四|4) ?个?)(?:月|季|年)度?(?:{_ON})|恢复|下个?(?:月|季|年)度?续费|(?:续费|续订|续购)(?!原价)|之后|此后|以后|后续",
        r"renew(?:s|al)?(?: at)?|reverts? to|returns? to|goes back to|then|thereafter|afterwards|after (?:that|the first \w+)"
        r"|(?:from|starting|as of|beginning)(?: from| in| with)? (?:the )?(?:second|third|2nd|3rd) \w+(?: on(?:wards?)?)?"
        r"|(?:second|third|2nd|3rd) (?:month|quarter|year|term) on(?:wards?)?",
    ),
    ("saving", r"立省|立减|节省|减免?|省", r"saves?|off|discount of"),
    (
        "bound",
        rf"低至|仅需|最低|最高|只需|不到|满(?!足)|第(?:[三四五六七八九]|[3-9])个?(?:月|季|年)(?!{_ON})",
        r"from|starting (?:at|from)|start at|starts at|as low as|up to|at just|only|beyond|above|over|more than|worth",
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
    r"^(?:(?: ?(?:worth )?(?:of |in )?(?:(?:included|extra|free|bonus|api|token|model|monthly|agent) )*(?:usage|use|tokens?|inference|compute)\b"
    r"|的?(?:额度|用量)(?!包|套餐))(?P<use>)| ?(?:(?P<bound>\(?(?:起|以上|及以上|and up)|\+)|(?P<saving>立减|off\b|折|代金券|优惠券|抵扣|(?:in )?credits?\b|coupon)"
    r"|\((?:(?P<second>首次续费|次月续费|第二个月|first renewal|second month)|(?P<renewal>续费|续订|续购|renew\w*)|(?P<list>原价|list price)|(?P<intro>首月|首购|首次|first month))"
    r"(?:价格?)?(?:优惠)? ?[),;]))",
    re.I,
)
_FIRST = re.compile(r" ?(?:for|in|during) (?:your |the |its )?first (?:month|quarter|year)\b", re.I)
_CLAUSE = re.compile(r"[,，;；。!！?？|\n]|(?<!\d)\.(?!\d)|\. ")
_RANGE_BEFORE = re.compile(r"\d ?[-~–—/x×*至到] ?$")
_RANGE_BETWEEN = re.compile(r"^[\d元月季年人] ?[-~–—至到] ?$")
_RANGE_AFTER = re.compile(r" ?[-~–—x×*至到] ?[¥$]?\d| ?/ ?\d")
_MINUS = re.compile(r"(?:^|\s)[-−]$")
_RATE = re.compile(r" ?(?:/|per\b) ?[^\s\d¥$]", re.I)


def kind(before: str, after: str, marked: bool, intro_unit: bool = False) -> str:
    """The kind of the amount between two texts: price, list, intro, second, renewal, once, saving, bound, rate, or use (what may be used up).

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
    if intro_unit or _FIRST.match(after):
        return "intro"
    kinds = [str(word.lastgroup) for word in _PREFIX.finditer(_CLAUSE.split(before)[-1])]
    if "bound" in kinds:
        return "bound"
    telling = [word for word in kinds if word != "price"]
    if telling[-2:] == ["renewal", "list"]:
        return "renewal"  # "then the regular price of $40" is what is paid from then on
    return telling[-1] if telling else "price"


def untold(words: str) -> str:
    """The words before an amount without those that say its kind."""
    return _PREFIX.sub(" ", words)
