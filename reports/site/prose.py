"""The sentences of the site: what a page is for, and how we know what it says."""

PROSE: dict[str, tuple[str, str]] = {
    "lead index": (
        "What the cheapest coding plan really costs tonight: the introduction, the month after it, the whole year.",
        "今晚最便宜的编程套餐到底多少钱：首月优惠、优惠之后每月、全年合计。",
    ),
    "lead plans": (
        "Every way to pay for every plan we know. The address of this page keeps your filters.",
        "我们所知的每个套餐、每种付费方式。本页地址会记住筛选条件。",
    ),
    "lead pay": (
        "The cheapest legal way through so many months, every charge counted; the same figures as codingplans report cost.",
        "用满若干个月最省钱的合规买法，每一笔都算进去；与命令行 codingplans report cost 的结果相同。",
    ),
    "lead compare": ("Two to four ways to pay, side by side.", "把二到四种付费方式放在一起看。"),
    "lead value": (
        "What a month's price buys, in the unit and the window the vendor states. Nothing is converted: a request of one "
        "vendor may do more than another's, and credits compare only within one vendor.",
        "一个月的价格能买到多少，按厂商写明的单位和时间窗，不做任何换算：各家的一次请求含义不同，积分只能在同一家内比较。",
    ),
    "lead time": (
        "The cheapest regular month on sale, at the end of every month: against Claude Pro and in cups of milk tea.",
        "每月末在售的最低常规月价：与 Claude Pro 相比，以及折成多少杯奶茶。",
    ),
    "lead article": (
        "An article of {day} said what Chinese plans cost. Each figure, checked on that day.",
        "{day} 的一篇文章说了中国套餐的价格。每个数字，按当天核对。",
    ),
    "lead method": (
        "Every number on this site leads back to words on a vendor's page, or to a person who checked them.",
        "本站每个数字都能追溯到厂商页面上的原文，或核对过它的人。",
    ),
    "rules pay": (
        "Rules: a term is paid whole when it begins. An introduction below the price is for new customers: one per vendor "
        "and product, begun on or before its announced end; where its length is unknown it counts once. A first charge "
        "above the price is paid each time an offer is begun.",
        "规则：每个周期在开始时整期付清。低于常规价的优惠只给新用户：每家每种产品一次，须在公布的截止日之前开始；"
        "长度未知的只计一次。高于常规价的首次价格，每次开通都要付。",
    ),
    "ratio title": ("How many times cheaper than Claude Pro", "比 Claude Pro 便宜多少倍"),
    "ratio note": (
        "Claude Pro's monthly price divided by the cheapest regular month, in one currency at the rate of that day. "
        "Brown: mainland China. Blue: international.",
        "Claude Pro 月价除以最低常规月价，按当日汇率换成同一货币。棕色：中国大陆；蓝色：国际。",
    ),
    "cups title": ("The milk-tea index", "奶茶指数"),
    "cups note": (
        "The cheapest regular month in cups of milk tea, {cup} yuan each. Brown: mainland China. Blue: international. "
        "Grey: Claude Pro, whose price in dollars stands still while its cups follow the rate.",
        "最低常规月价折成奶茶杯数，每杯 {cup} 元。棕色：中国大陆；蓝色：国际；灰色：Claude Pro，美元价不动，杯数随汇率变。",
    ),
    "shares title": ("Who moved it", "是谁让它变的"),
    "shares note": (
        "Each month's move in two shares. Blue is the exchange rate: what last month's prices moved by themselves. Brown is "
        "the vendors: the rest.",
        "每月的变动分成两份。蓝色是汇率：原价不变时因汇率而变的部分；棕色是厂商：其余部分。",
    ),
    "line text": (
        "{region}: {first} in {start}, {last} in {end}; lowest {low}, highest {high}.",
        "{region}：{start} 为 {first}，{end} 为 {last}；最低 {low}，最高 {high}。",
    ),
    "share text": (
        "{count} months with a move; the largest was {total} in {day} (vendors {vendor}, rate {rate}).",
        "{count} 个月有变动；最大一次是 {day} 的 {total}（厂商 {vendor}，汇率 {rate}）。",
    ),
    "no moves": ("Nothing has moved yet.", "还没有变动。"),
    "pareto text": (
        "{count} plans. Nothing beats these, from the smallest quota to the largest: {best}.",
        "{count} 个套餐。按额度从小到大，没有更优选择的是：{best}。",
    ),
    "pareto note": (
        "Right is more, down is cheaper; the line joins what nothing beats.",
        "越靠右额度越多，越靠下越便宜；连线是没有更优选择的套餐。",
    ),
    "even note": (
        "Enter what you use and what a unit costs without a plan. The unit must be the plan's own; we hold no "
        "pay-as-you-go prices.",
        "填入你的用量和不买套餐时的单价。单位必须与套餐一致；我们没有收录按量单价。",
    ),
    "even wins": ("saves {saved}; pays from {even} {unit}", "省 {saved}；用到 {even} {unit} 起划算"),
    "even loses": ("costs {saved} more; pays from {even} {unit}", "多花 {saved}；用到 {even} {unit} 起才划算"),
    "even short": ("quota too small for your usage", "额度不够你的用量"),
    "no quota": (
        "No plan on sale states a quota in a unit we can put a price on.",
        "目前在售套餐都没有写明可以计价的额度。",
    ),
    "how 1": (
        "Every night the vendors' pages are read and kept. A page that cannot be read for certain is refused, never guessed.",
        "每晚读取并保存厂商页面。不能确定读对的页面一律拒绝，绝不猜测。",
    ),
    "how 2": (
        "A price that moves suspiciously, or that two sources disagree about, is held until it is confirmed. "
        "Until then the last good price stays, with its age.",
        "变动可疑或来源不一致的价格先不发布，直到得到证实；在此之前保留上一个可靠价格，并写明多久没见到。",
    ),
    "how 3": (
        "Prices are kept as the page states them. Yuan and dollars are computed from dated reference rates of the European "
        "Central Bank, so a move of the rate is never told as a move of the vendor.",
        "价格按页面原样保存。人民币与美元按欧洲央行有日期的参考汇率换算，因此汇率变动不会被说成厂商调价。",
    ),
    "how 4": (
        "History before the first night was curated by people, with the evidence beside every price.",
        "首次读取之前的历史由人工整理，每个价格都附依据。",
    ),
    "downloads note": (
        "Everything on these pages as files, and as feeds. Amounts are exact decimals; docs/contract.md names the fields.",
        "本站全部内容的数据文件与订阅源。金额为精确小数；字段说明见 docs/contract.md。",
    ),
    "no downloads": (
        "This copy of the site was built without data files.",
        "本站这一份没有附带数据文件。",
    ),
    "front": ("Choose a language", "选择语言"),
    "footer": (
        "Prices are what vendors' pages said when they were last seen; the vendor's page decides.",
        "价格以最近一次在厂商页面上看到的为准，最终以厂商页面为准。",
    ),
}  # fmt: skip
