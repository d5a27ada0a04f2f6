"""The words of cheapest ways, of feeds and of the files for programs."""

PHRASES: dict[str, tuple[str, str]] = {
    # cheapest ways
    "span": ("{months} months", "{months} 个月"),
    "span one": ("1 month", "1 个月"),
    "way stay": (
        "{region}: the cheapest {span} with one plan: {cost} {currency}{about}",
        "{region}：只用一个套餐，{span}最低 {cost} {currency}{about}",
    ),
    "way switch": (
        "{region}: the cheapest {span}, switching plans: {cost} {currency}{about}",
        "{region}：允许更换套餐，{span}最低 {cost} {currency}{about}",
    ),
    "way same": (
        "{region}: switching plans saves nothing over {span}",
        "{region}：{span}内更换套餐并不省钱",
    ),
    "way about": (" (an introduction of unknown length counted once)", "（优惠期长度未知，只计一次）"),
    "step": (
        "{when}: {plan}, {times} × {amount} {currency} a {period}",
        "{when}：{plan}，{amount} {currency}/{period}，共 {times} 次",
    ),
    "step once": (
        "{when}: {plan}, {amount} {currency} for a {period}",
        "{when}：{plan}，{amount} {currency}/{period}",
    ),
    "step month": ("month {first}", "第 {first} 个月"),
    "step months": ("months {first}–{last}", "第 {first}–{last} 个月"),
    "step intro": (" (introduction, {span})", "（首购优惠，共 {span}）"),
    "step intro unknown": (" (introduction, its length is not stated)", "（首购优惠，时长未说明）"),
    "step begun": (", begun by {day}", "，须于 {day} 前开始（含当日）"),
    "step dearer": (" (a first charge above the price)", "（首次价格高于续费）"),
    "step beyond": (" (paid to month {last})", "（付费至第 {last} 个月）"),
    "then": ("then {step}", "然后{step}"),
    "legend way": (
        "A term is paid whole when it begins. An introduction is for new customers: one per vendor and product, "
        "its charges one after the other, begun on or before its announced end. A first charge above the price is paid "
        "at every beginning. Accounts only; nothing sold out, closed, held, free or sold as a pack.",
        "每个周期在开始时整期收费。首购优惠仅限新用户：每个厂商的每个产品只用一次，连续计费，且须在公布的结束日当天或之前开始。"
        "首次价格高于续费的，每次重新开始都要付。仅限个人账号；不含售罄、停售、待核实、免费和用量包。",
    ),
    "title ways": ("The cheapest {span}", "最省钱的 {span}"),
    "ways": ("The cheapest way", "最省钱的走法"),
    "col months": ("Months", "月份"),
    "col amount": ("Charges", "收费"),
    # feeds
    "feed changes": ("AI coding plans: changes", "AI 编程套餐：变动"),
    "feed vendor": ("AI coding plans: {vendor}", "AI 编程套餐：{vendor}"),
    "feed introductions": ("AI coding plans: introductions ending", "AI 编程套餐：优惠结束"),
    "feed corrections": ("AI coding plans: our corrections", "AI 编程套餐：我们的更正"),
    "feed ends": ("introduction ends on {day}", "优惠于 {day} 结束"),
    "feed then": (
        "{price} {currency} until {day}, then {then} {currency}",
        "{price} {currency} 至 {day}，之后 {then} {currency}",
    ),
    "feed seen": ("First seen {at}", "首次见到 {at}"),
    # whose words a piece of evidence is
    "words scraped": ("Official page", "官网原文"),
    "words curated": ("Evidence (curated)", "依据（人工整理）"),
    "words derived": ("Evidence (another tracker)", "依据（其他比价站）"),
    "words sample": ("Sample page", "示例页面"),
    "attributed words scraped": ("Official page: “{evidence}”", "官网原文：“{evidence}”"),
    "attributed words curated": ("Evidence (curated): {evidence}", "依据（人工整理）：{evidence}"),
    "attributed words derived": ("Evidence (another tracker): {evidence}", "依据（其他比价站）：{evidence}"),
    "attributed words sample": ("Sample page: “{evidence}”", "示例页面：“{evidence}”"),
}
