"""The words of the reports in English and Chinese: one table, so that no report speaks for itself."""

import re
from typing import Any

LANGUAGES = ("en", "zh")
_PLURAL = re.compile(r"(?<![\d.,])1 (day|month|change|card)s\b")
_WORDS: dict[str, tuple[str, str]] = {
    # titles and orders
    "title prices": ("What AI coding plans cost", "AI 编程套餐价格"),
    "title ratio": ("Against Claude Pro", "与 Claude Pro 相比"),
    "title milk-tea": ("The milk-tea index", "奶茶指数"),
    "title cost": ("What {months} months cost a new buyer", "新用户 {months} 个月的总花费"),
    "title history": ("History of {plan}", "{plan} 的历史"),
    "title changes": ("What changed", "变动"),
    "title health": ("Who was read, and who was not", "读取情况"),
    "title accuracy": ("How often we were wrong", "我们错了多少"),
    "title claims": ("The article, checked", "文章核对"),
    "title holds": ("OpenHold, not published", "待核实，未发布"),
    "title all": ("AI coding plans: prices, ratios, changes", "AI 编程套餐：价格、倍数与变动"),
    "section": ("{region} · {per} · {order}", "{region} · {per} · {order}"),
    "by year": ("cheapest twelve months first", "按十二个月花费排序"),
    "by first-month": ("cheapest first month first", "按首月花费排序"),
    "by monthly": ("cheapest month first", "按月价排序"),
    "by ratio": ("cheapest against Claude Pro first", "按与 Claude Pro 的倍数排序"),
    "by cups": ("fewest cups first", "按杯数排序"),
    "by cost": ("cheapest first", "从低到高"),
    "CN": ("mainland China", "中国大陆"),
    "INTL": ("international", "国际"),
    "account": ("per account", "按账号"),
    "seat": ("per seat", "按席位"),
    "unranked": ("Listed, not ranked", "仅列出，不排名"),
    # what every report opens with
    "rate": ("{day} · 1 USD = {rate} CNY ({source})", "{day} · 1 美元 = {rate} 人民币（{source}）"),
    "rate.earlier": (
        "{day} · 1 USD = {rate} CNY, the rate of {on}, {age} days earlier ({source})",
        "{day} · 1 美元 = {rate} 人民币，取 {on} 的汇率，早 {age} 天（{source}）",
    ),
    "rate.old": (
        "{day} · OLD RATE: 1 USD = {rate} CNY is of {on}, {age} days earlier ({source})",
        "{day} · 汇率已旧：1 美元 = {rate} 人民币，是 {on} 的，早 {age} 天（{source}）",
    ),
    "empty": (
        "No prices on this day. Run “codingplans run”, or “codingplans import prices.csv” for the past.",
        "这一天没有价格。请运行“codingplans run”，或用“codingplans import prices.csv”导入历史。",
    ),
    "all curated": (
        "All {count} prices are curated history, checked by people; none was read from a vendor's page.",
        "全部 {count} 个价格来自人工核对的历史，没有一个是从厂商页面读取的。",
    ),
    "sample data": (
        "SAMPLE DATA: {count} prices come from sample pages that ship with the project, not from tonight.",
        "示例数据：{count} 个价格来自随项目附带的示例页面，不是今晚的价格。",
    ),
    "provenance": ("Prices: {counts}.", "价格：{counts}。"),
    "count scraped": ("{count} read from vendors' pages", "{count} 个读取自厂商页面"),
    "count curated": ("{count} curated by people", "{count} 个由人工核对"),
    "count derived": ("{count} derived", "{count} 个为推算"),
    "and": (", ", "，"),
    "comma": (", ", "，"),
    "all seen": ("Every source that was looked at was read whole.", "查看过的来源都已完整读取。"),
    "never looked": ("No vendor's page was read by this day.", "到这一天为止没有读取过任何厂商页面。"),
    "not seen": ("NOT SEEN: {name} since {since}: {message}", "未读到：{name}，自 {since} 起：{message}"),
    "partly seen": (
        "{count} cards of {name} could not be read since {since}: {cards}",
        "{name} 自 {since} 起有 {count} 处未能读懂：{cards}",
    ),
    "unread card": ("“{name}” ({words})", "“{name}”（{words}）"),
    "stale": ("STALE prices (number, oldest): {vendors}", "过期价格（数量，最旧）：{vendors}"),
    "stale curated": (
        "{count} curated prices have no evidence of the last 30 days; the oldest is {days} days old ({vendor}).",
        "{count} 个人工价格近 30 天没有新证据，最旧的已有 {days} 天（{vendor}）。",
    ),
    "stale vendor": ("{vendor} {count} ({days} days)", "{vendor} {count} 个（{days} 天）"),
    "no holds": ("No open holds.", "没有待核实的价格。"),
    "holds": (
        "Open holds: {count}, the oldest since {since} ({days} days): {offer}, {field}: {reason}",
        "待核实：{count} 项，最早自 {since}（{days} 天）：{offer}，{field}：{reason}",
    ),
    "alarms": (" · ALARM: {count} older than seven days", " · 警报：{count} 项超过七天"),
    # columns
    "col rank": ("#", "#"),
    "col plan": ("Plan", "套餐"),
    "col name": ("Name", "名称"),
    "col offer": ("Offer", "报价"),
    "col period": ("Term", "周期"),
    "col price": ("Price", "价格"),
    "col list": ("List", "原价"),
    "col first": ("First charge", "首次价格"),
    "col monthly": ("{currency}/month", "{currency}/月"),
    "col monthly usd": ("USD/month", "USD/月"),
    "col first month": ("1st month", "首月"),
    "col year": ("12 months", "12 个月"),
    "col ratio": ("vs Claude Pro", "相比 Claude Pro"),
    "col cups": ("Cups", "杯数"),
    "col drawn": ("In milk tea", "奶茶"),
    "col seen": ("Seen", "最近见到"),
    "col changed": ("Changed", "变动于"),
    "col provenance": ("Source", "来源"),
    "col why": ("Why", "原因"),
    "col cost": ("{currency} in all", "合计 {currency}"),
    "col average": ("a month", "月均"),
    "col charges": ("Charges", "收费"),
    "col day": ("Day", "日期"),
    "col kind": ("What", "类型"),
    "col change": ("Change", "变化"),
    "col published": ("Published", "发布于"),
    "col from": ("From", "起"),
    "col to": ("To", "止"),
    "col availability": ("On sale", "在售"),
    "col evidence": ("Evidence", "依据"),
    "col vendor": ("Vendor", "厂商"),
    "col status": ("Status", "状态"),
    "col whole": ("Read whole", "完整读取"),
    "col success": ("Last success", "最近成功"),
    "col failing": ("Failing since", "失败自"),
    "col offers": ("Prices", "价格数"),
    "col oldest": ("Oldest", "最旧"),
    "col holds": ("Holds", "待核实"),
    "col message": ("Message", "说明"),
    "col corrected": ("Corrected", "更正"),
    "col false": ("False", "误报率"),
    "col median": ("Median h", "中位小时"),
    "col worst": ("Worst h", "最长小时"),
    "col open": ("Open", "待定"),
    "col confirmed": ("Confirmed", "已证实"),
    "col accepted": ("Accepted", "已接受"),
    "col rejected": ("Rejected", "已拒绝"),
    "col withdrawn": ("Withdrawn", "已撤回"),
    "col curated": ("Curated", "人工"),
    "col id": ("ID", "编号"),
    "col field": ("Field", "字段"),
    "col value": ("Says", "页面所示"),
    "col known": ("We show", "我们所示"),
    "col age": ("For", "已"),
    "col reason": ("Reason", "原因"),
    "col ends": ("Ends by", "结束条件"),
    "col claim": ("Claim", "说法"),
    "col verdict": ("Verdict", "结论"),
    "col held": ("We hold", "我们的数据"),
    "col days": ("True on", "属实的日子"),
}


def say(lang: str, key: str, **values: Any) -> str:
    """The words for a key in a language, with values put in; a key nobody wrote down is shown as it is."""
    found = WORDS.get(key)
    if found is None:
        return key
    text = found[LANGUAGES.index(lang)].format(**values)
    return _PLURAL.sub(r"1 \1", text) if lang == "en" else text


from reports.words.cheapest_and_feeds import PHRASES  # noqa: E402
from reports.words.sentences import SENTENCES  # noqa: E402

WORDS = _WORDS | SENTENCES | PHRASES
