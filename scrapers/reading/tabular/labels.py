"""The labels that tables of plans go by, in Chinese and in English: patterns of whole labels, that a source may replace."""

from scrapers.reading.tables import NAME_LABELS

_BRACKETS = r"(?: ?[(\[].*[)\]])?"
_SAID_OF_PRICES = (
    r"(?:套餐|[座坐]席|会员|订阅|刊例|标准|官网|官方|日常|续费|续订|原|现|限时|活动|优惠|特惠|促销|首购|新购|折后|目录|首?[月季年]度?|单[月季年]|每[月年]|"
    r"(?:连续)?包[月季年])*"
)
PRICES = (
    rf"(?:{_SAID_OF_PRICES}(?:定价|价格|单价|售价|费用|月费|年费|价)(?:/[月季年])?"
    r"|(?:连续|自动续费)?包[月季年]|[月季年]付(?:价格?)?|单[月季年]"
    r"|(?:(?:plan|seat|monthly|annual|yearly|list|original|regular|sale|promo(?:tional)?|renewal|discounted|subscription) ){0,3}"
    rf"(?:price|pricing|cost|fee)s?(?: ?(?:/|per) ?(?:seat|user|month|year|mo|yr))*|monthly|annual(?:ly)?|yearly|quarterly){_BRACKETS}"
)
USES = (
    r".*(?:用量(?!包)|额度|限额|限制|积分).{0,8}|.*(?:调用|请求)次数.*"
    r"|(?:(?:weekly|monthly|total|5-hour|7-day) )*(?:usage|quota|credits?|limits?|requests?|prompts?)(?: limits?)?"
    r"|(?:limit|quota|usage|credits) (?:per|every) .*|(?:5|7|five|seven)[- ](?:hour|day)s? (?:limit|quota)s?"
    r"|.*(?:积分|credits?|tokens?|requests?|prompts?) ?(?:/|per) ?(?:月|周|天|month|week|day).*|(?:月度?|每月) ?(?:credits?|tokens?)"
)
MODELS = r"(?:支持的?)?模型|(?:supported )?models?"
NAMES = (
    rf"{NAME_LABELS}|(?:会员|活动|适用|订阅)套餐|套餐(?:规格|档位|版本|等级)|(?:成员|[座坐]席|席位|会员)(?:类型|档位|规格)?"
    r"|档位|类型|对比项|item|(?:seat|member)s?(?: type)?|edition"
)
PACKS = r"(?:加油|用量|加量|资源|流量|积分|增购|请求|次数|调用)包(?:名称|类型|规格)?|add-?ons?|top-?ups?|packs?|packages?|bundles?"
CYCLES = r"(?:订阅|购买|计费|套餐|付费)?(?:周期|时长)|billing (?:cycle|period)|term|cycle"
OTHERS = (
    r"并发 ?(?:agent|数)|购买(?:条件|限制)|harness ?工具|团队管理|适[用合](?:人群|场景)|concurrent agents?"
    r"|(?:purchase )?(?:conditions?|requirements?)|harness tools?|team management|best for|features"
)
TIERS = (  # names of plans, by which the lines of a flattened table and a table without prices are known
    r"(?:lite|essential|standard|pro|max|ultra|plus|basic|premium)(?: ?(?:基础|高级|标准)?(?:套餐|版)| plan| seat)?"
    r"|[\w ]{1,14}?(?:套餐|[座坐]席)(?: ?[a-z]+)?|(?:共享|个人)?(?:用量|加油)包(?: ?[a-z ]+)?"
    r"|(?:(?:extra|shared|quota|usage|add-on) ){1,3}(?:bundle|pack)|(?:personal|team) [a-z]+(?: seat)?"
)
EDITIONS = (
    r"(?:token plan )?(?:个人版|团队版|(?:personal|team)(?: edition| plan)?)"  # headings that lost their mark
)
