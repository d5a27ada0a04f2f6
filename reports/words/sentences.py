"""The rest of the words: states of an offer, kinds of change, verdicts, and the sentences of single reports."""

SENTENCES: dict[str, tuple[str, str]] = {
    "P1M": ("month", "月"),
    "P3M": ("quarter", "季"),
    "P1Y": ("year", "年"),
    "until": (" to {day}", " 至 {day}"),
    "days": ("{days} d", "{days} 天"),
    "cheaper": ("{times}× cheaper", "是其 1/{times}"),
    "dearer": ("{times}× dearer", "是其 {times} 倍"),
    "same": ("the same", "相同"),
    "reference": ("Claude Pro", "Claude Pro"),
    "claude": ("Claude Pro: {usd} USD = {cny} CNY a month.", "Claude Pro：每月 {usd} 美元 = {cny} 元。"),
    "no claude": ("Claude Pro's price on this day is not known.", "这一天 Claude Pro 的价格未知。"),
    "cup": ("One cup of milk tea: {cup} CNY.", "一杯奶茶：{cup} 元。"),
    "legend": (
        "12 months: everything charged to a new buyer; ~ an introduction of unknown length counted once. "
        "Seen: days since a page or other evidence stated the price; ! its source fails.",
        "12 个月：新用户一年内的全部花费；~ 表示优惠期长度未知，只计一次。最近见到：距上次有页面或依据写明该价格的天数；! 表示其来源读取失败。",
    ),
    "legend cost": (
        "A term is paid whole when it begins; ~ an introduction of unknown length counted once.",
        "每个周期在开始时整期收费；~ 表示优惠期长度未知，只计一次。",
    ),
    "legend health": (
        "no change = looked and found the same; did not look = no reading in the last two days.",
        "无变动 = 看过且相同；未查看 = 近两天没有读取。",
    ),
    "legend accuracy": (
        "False: corrections of ours in a hundred changes we published from pages. Hours: from first sight to publication. "
        "Curated changes are counted apart.",
        "误报率：每一百个由页面得出并发布的变动中，我们更正的数量。小时：从首次见到到发布。人工记录另计。",
    ),
    "legend holds": (
        "“codingplans holds accept ID” publishes, “codingplans holds reject ID” refuses; ! = older than seven days.",
        "“codingplans holds accept ID”发布，“codingplans holds reject ID”拒绝；! = 超过七天。",
    ),
    "all vendors": ("all", "全部"),
    # states of an offer
    "ranked": ("", ""),
    "pack": ("pack", "用量包"),
    "free": ("free", "免费"),
    "held": ("unverified", "待核实"),
    "not_listed": ("not listed since {day}", "自 {day} 起未列出"),
    "InStock": ("on sale", "在售"),
    "SoldOut": ("sold out", "售罄"),
    "LimitedAvailability": ("limited", "限量"),
    "Discontinued": ("closed to new buyers", "停止新购"),
    "PreOrder": ("not yet", "预售"),
    "scraped": ("page", "页面"),
    "curated": ("curated", "人工"),
    "sample": ("sample", "示例"),
    "derived": ("derived", "推算"),
    "claim": ("claim", "存疑"),
    "unread page": (
        "{vendor}: a page about a plan that no source reads, since {since}: {title} {url}",
        "{vendor}：自 {since} 起有套餐页面尚无来源读取：{title} {url}",
    ),
    "unlisted": (
        "{index}, a list of the vendor's pages, could not be read since {since}: {message}",
        "{index}（厂商页面目录）自 {since} 起无法读取：{message}",
    ),
    "correction": ("our correction", "我们的更正"),
    "events": ("Events", "事件"),
    "changes all": ("{count} changes, newest first", "{count} 项变动，最新在前"),
    "changes since": (
        "{count} changes since {since}, newest first",
        "自 {since} 起 {count} 项变动，最新在前",
    ),
    "more changes": (
        "{count} earlier ones; --since DATE shows them",
        "另有 {count} 项更早的变动；用 --since DATE 查看",
    ),
    "more plans": ("{count} more in the list of prices", "其余 {count} 个见价格表"),
    "no change": ("No change.", "没有变动。"),
    "moved": (
        "{total} {currency} a month (vendor {vendor}, rate {rate})",
        "每月 {total} {currency}（厂商 {vendor}，汇率 {rate}）",
    ),
    "coming": ("Ends known in advance", "已知的结束日期"),
    "ends soon": (
        "SOON, in {days} days: {offer}: first charge {price} ends on {day}, then {then} {currency}",
        "即将结束（{days} 天后）：{offer}：首次价格 {price} 于 {day} 结束，之后 {then} {currency}",
    ),
    "ends": (
        "in {days} days: {offer}: first charge {price} ends on {day}, then {then} {currency}",
        "{days} 天后：{offer}：首次价格 {price} 于 {day} 结束，之后 {then} {currency}",
    ),
    "silence": ("No change is not the same as not looking", "没有变动不等于没有查看"),
    "looked and same": (
        "Read whole, no change (last look): {vendors}",
        "已完整读取，无变动（最近一次）：{vendors}",
    ),
    "did not look": (
        "No change known, but not read whole in this time: {vendors}",
        "没有已知变动，但这段时间没有完整读取：{vendors}",
    ),
    # health
    "failing": ("failing", "失败"),
    "partial": ("partly read", "部分读到"),
    "did_not_look": ("did not look", "未查看"),
    "never_looked": ("never looked", "从未查看"),
    "changed": ("changed", "有变动"),
    "no_change": ("no change", "无变动"),
    # claims
    "article": (
        "Checked as of {day}, the day the article was published, at {rate} CNY a dollar.",
        "按文章发表之日 {day} 核对，当日 1 美元 = {rate} 元。",
    ),
    "claim glm": ("GLM Coding Plan: 49 yuan a month", "GLM Coding Plan 每月 49 元"),
    "claim minimax": ("MiniMax Starter: 29 yuan a month", "MiniMax Starter 每月 29 元"),
    "claim volcengine": ("Volcengine: first month as low as 7.9", "火山引擎首月低至 7.9 元"),
    "claim bailian": ("Bailian: first month as low as 7.9", "百炼首月低至 7.9 元"),
    "claim claude": ("Claude Pro: 20 dollars a month", "Claude Pro 每月 20 美元"),
    "claim yuan": ("Claude Pro: about 145 yuan", "Claude Pro 约合 145 元"),
    "claim proportion": ("One fifth to one twentieth of it", "价格是它的五分之一到二十分之一"),
    "true": ("true", "属实"),
    "false": ("false", "不实"),
    "ended": ("over by then", "当时已结束"),
    "outdated": ("outdated", "已过时"),
    "partly": ("in part", "部分属实"),
    "unknown": ("unknown", "未知"),
    "never": ("never", "从未"),
    "from to": ("{first} to {last}", "{first} 至 {last}"),
    "computed": ("computed from the rows above", "由以上各行计算"),
    "reasons": ("Why", "理由"),
    "reason": ("{text}. {why}", "{text}。{why}"),
    "reason source": (" Source: {source}", "来源：{source}"),
    "why true": ("It was {amount} {currency} on that day.", "当天确为 {amount} {currency}。"),
    "why false": (
        "It was never {amount} {currency}, as far as we know.",
        "据我们所知，从来不是 {amount} {currency}。",
    ),
    "why ended": (
        "{amount} {currency} was true, but for the last time on {last}.",
        "{amount} {currency} 曾经属实，但最后一天是 {last}。",
    ),
    "why unknown": ("We hold no price for that day.", "我们没有当天的价格。"),
    "why recurring": (
        " On that day there was no introduction: {price} {currency} from the first month on.",
        "当天没有首月优惠：从首月起即 {price} {currency}。",
    ),
    "why discontinued": (" The plan was closed to new buyers.", "该套餐当时已停止新购。"),
    "why firsts": (" First months we know of: {firsts}.", "已知的首月价格：{firsts}。"),
    "why told": (" Not believed: {told}.", "未采信：{told}。"),
    "why yuan": (
        "{dollars} dollars at {rate} are {held} yuan; 145 is {over} % too much. It needs a rate of {needed}, "
        "last seen on {last}.",
        "{dollars} 美元按 {rate} 合 {held} 元，145 元高估 {over}%。145 元需要汇率 {needed}，最后一次出现是 {last}。",
    ),
    "why fifth": (
        "One fifth is {plan} at {price} against 145 ({claimed} times); at the day's rate it is 1/{real}. "
        "The vendors named, each at its cheapest on sale by the month: {plans}.",
        "五分之一是 {plan} 的 {price} 元比 145 元（{claimed} 倍）；按当天汇率是 1/{real}。所提厂商当时在售的最低月价：{plans}。",
    ),
    "why twentieth": (
        " One twentieth of 145 is {needed} yuan a month; the lowest first charge on sale that day was {plan} at {price}, 1/{real}.",
        "145 元的二十分之一是每月 {needed} 元；当天在售的最低首月是 {plan} 的 {price} 元，即 1/{real}。",
    ),
    "why ended first": (
        " Only a first-month offer that had ended comes near: {price} is 1/{claimed} of 145, and 1/{real} at the day's rate.",
        "只有已经结束的首月优惠才接近：{price} 元是 145 元的 1/{claimed}，按当天汇率是 1/{real}。",
    ),
    "share": ("{plan} {price} = 1/{ratio}", "{plan} {price} = 1/{ratio}"),
    "share dearer": ("{plan} {price} = {ratio} times dearer", "{plan} {price} = {ratio} 倍"),
}
