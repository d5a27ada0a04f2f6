"""Vendors, brands and products by the names people and pages give them: one vocabulary for every reader of words.

`names` say whose a plan is wherever they stand in what names it: a row, a card, a column, a heading. `aliases` are
what people type beside them (nicknames, models, tiers, tools) and serve search only. Case, width and blanks do not
matter, but a name that is also an ordinary English word (`words`) counts only with its capital. The name of a model is
nobody's: one vendor's plan may serve another's models.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from scrapers.vocabulary.lazy_pattern import lazy
from scrapers.vocabulary.words import comparable, remembered

PRODUCTS: Mapping[
    str, tuple[str, ...]
] = {  # what vendors call a product; the names that hold another come first
    "hy-token-plan": ("Hy Token Plan", "混元 Token Plan"),
    "token-plan": ("Token Plan",),
    "coding-plan": ("Coding Plan", "Code Plan", "编程套餐"),
    "agent-plan": ("Agent Plan",),
    "step-plan": ("Step Plan",),
    "m-plan": ("M Plan",),
    "kimi-code": ("Kimi Code",),
}


CHANNELS: Mapping[str, str] = {
    "membership-ios": "App Store"
}  # where a product is sold, whose name no page reads


@dataclass(frozen=True)
class Brand:
    """A vendor: what it is called, in mainland China and abroad, which names mean it, what it sells and where."""

    vendor: str
    en: str
    zh: str
    products: tuple[str, ...] = ()  # slugs, the best known first; none where it sells no plan
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    abroad: str = ""  # the brand of its international sale, where that is another
    zh_abroad: str = ""  # that in Chinese, where it is another

    def called(self, lang: str, region: str = "CN") -> str:
        """What the vendor is called in a language, for its sale in a region."""
        chinese = lang == "zh"
        abroad = ((self.zh_abroad if chinese else "") or self.abroad) if region == "INTL" else ""
        return abroad or (self.zh if chinese else self.en)


_ALL = (
    Brand(
        "zhipu", "Zhipu", "智谱", ("coding-plan",),
        ("智谱", "智谱AI", "智谱清言", "清言", "GLM", "ChatGLM", "BigModel", "Z.ai", "Zai", "Zhipu", "ZhipuAI", "Zhipu AI", "CodeGeeX"),
        ("GLM Coding", "BigModel 开放平台", "Knowledge Atlas"), hosts=("bigmodel.cn", "z.ai", "zhipuai.cn"), abroad="Z.ai",
    ),
    Brand(
        "minimax", "MiniMax", "MiniMax", ("token-plan", "coding-plan", "m-plan"),
        ("MiniMax", "MiniMaxi", "稀宇", "稀宇科技", "名之梦", "海螺", "海螺AI", "Hailuo"), ("星野", "abab", "M2", "M3"),
        hosts=("minimaxi.com", "minimax.io", "minimax.cn", "minimax.chat"),
    ),
    Brand(
        "kimi", "Kimi", "Kimi", ("membership", "kimi-code"),
        ("Kimi", "月之暗面", "月暗", "Moonshot", "Moonshot AI"),
        ("暗面", "Kimi 会员", "K2", "Kimi K2", "Andante", "Moderato", "Allegretto", "Allegro", "Vivace"),
        hosts=("kimi.com", "kimi.ai", "moonshot.cn", "moonshot.ai"),
    ),
    Brand(
        "volcengine", "Volcengine Ark", "火山方舟", ("coding-plan", "agent-plan"),
        ("火山引擎", "火山方舟", "方舟", "火山", "豆包", "Doubao", "Volcengine", "Volcano Engine", "Volces", "BytePlus", "ModelArk", "Ark"),
        ("豆包大模型", "字节", "字节跳动", "ByteDance", "volc", "seed", "Agent Plan"),
        hosts=("volcengine.com", "byteplus.com"), abroad="BytePlus",
    ),
    Brand(
        "bailian", "Alibaba Cloud Bailian", "阿里云百炼", ("coding-plan", "token-plan"),
        (
            "百炼", "阿里百炼", "阿里云百炼", "阿里云", "阿里", "通义", "通义千问", "千问", "Qwen", "Qwen Code", "DashScope", "灵积", "Aliyun",
            "Alibaba", "Alibaba Cloud", "Model Studio", "Bailian", "Tongyi",
        ),
        hosts=("aliyun.com", "alibabacloud.com"), abroad="Alibaba Cloud Model Studio", zh_abroad="阿里云百炼（国际站）",
    ),
    Brand(
        "claude", "Claude", "Claude", ("membership", "membership-ios"), ("Claude", "Anthropic", "克劳德"),
        ("Claude Code", "cc", "A 社", "opus", "sonnet", "Max 5x", "Max 20x"),
        hosts=("claude.com", "claude.ai", "anthropic.com"),
    ),
    Brand(
        "tencent", "Tencent Cloud", "腾讯云", ("coding-plan", "token-plan", "hy-token-plan"),
        ("腾讯云", "腾讯", "混元", "元宝", "Hunyuan", "Tencent", "Tencent Cloud", "Hy Token Plan"),
        ("鹅厂", "hy", "CodeBuddy"), hosts=("cloud.tencent.com", "tencentcloud.com"),
    ),
    Brand(
        "qianfan", "Baidu Qianfan", "百度千帆", ("coding-plan", "token-plan", "token-plan-enterprise"),
        ("百度", "千帆", "百度千帆", "百度智能云", "百度云", "文心", "文心一言", "ERNIE", "Baidu", "Qianfan"), ("智能云", "Comate"),
        hosts=("cloud.baidu.com",),
    ),
    Brand(
        "jdcloud", "JD Cloud", "京东云", ("coding-plan", "token-plan", "token-plan-enterprise"),
        ("京东云", "京东", "言犀", "JD Cloud", "JDCloud"), ("狗东", "jd"), hosts=("jdcloud.com", "jd.com"),
    ),
    Brand(
        "xfyun", "iFLYTEK Astron", "讯飞星辰", ("coding-plan", "token-plan"),
        ("讯飞", "科大讯飞", "讯飞星火", "讯飞星辰", "星火", "Astron", "Xfyun", "iFLYTEK"), ("星辰", "星辰 MaaS", "spark"),
        hosts=("xfyun.cn", "xf-yun.com", "iflytek.com"),
    ),
    Brand(
        "copilot", "GitHub Copilot", "GitHub Copilot", ("copilot",), ("GitHub Copilot", "Copilot"),
        ("GitHub", "ghcp", "gh copilot", "副驾驶"), hosts=("docs.github.com",),
    ),
    Brand(
        "cursor", "Cursor", "Cursor", ("cursor",), ("Cursor", "Anysphere"), ("Cursor AI", "Cursor IDE"),
        hosts=("cursor.com", "cursor.sh"),
    ),
    Brand(
        "huawei", "Huawei Cloud", "华为云", ("codearts", "token-plan"),
        ("华为", "华为云", "盘古", "Pangu", "码道", "CodeArts", "Huawei", "Huawei Cloud", "HuaweiCloud", "ModelArts", "AgentOrchard"),
        hosts=("huaweicloud.com",),
    ),
    Brand(
        "xiaomi", "Xiaomi MiMo", "小米 MiMo", ("token-plan",), ("小米", "MiMo", "Xiaomi"), ("小米大模型",),
        hosts=("xiaomimimo.com", "mi.com"),
    ),
    Brand(
        "stepfun", "StepFun", "阶跃星辰", ("step-plan",), ("阶跃", "阶跃星辰", "跃问", "StepFun", "Step Plan"), ("step",),
        hosts=("stepfun.com", "stepfun.ai"),
    ),
    Brand(
        "kwaikat", "Kuaishou KAT-Coder", "快手 KAT-Coder", ("coding-plan",),
        ("快手", "KAT", "KAT-Coder", "Kwai", "Kuaishou", "KwaiKAT", "StreamLake"), hosts=("streamlake.com", "streamlake.ai"),
    ),
    Brand(
        "codebuddy", "CodeBuddy", "腾讯 CodeBuddy", ("codebuddy",), ("CodeBuddy", "WorkBuddy", "腾讯云代码助手"), ("代码助手", "Code Buddy"),
        hosts=("codebuddy.cn", "codebuddy.ai"),
    ),
    Brand(
        "trae", "TRAE", "TRAE", ("trae",), ("TRAE", "MarsCode", "豆包 MarsCode"), ("字节 trae", "字节", "字节跳动", "ByteDance", "速通", "solo"),
        hosts=("trae.ai", "trae.cn", "trae.com.cn"),
    ),
    Brand(
        "qoder", "Qoder", "Qoder", ("qoder",), ("Qoder", "通义灵码", "灵码", "Lingma", "Tongyi Lingma"), ("阿里 qoder", "iFlow", "心流"),
        hosts=("qoder.com", "qoder.com.cn", "qoder.cn"),
    ),
    Brand(
        "comate", "Baidu Comate", "文心快码", ("comate",), ("文心快码", "快码", "Comate", "百度 Comate"), ("zulu",),
        hosts=("comate.baidu.com",),
    ),
    Brand("dumate", "Baidu DuMate", "百度 DuMate", ("dumate",), ("DuMate", "百度 DuMate")),
    Brand(
        "compshare", "UCloud CompShare", "优云智算", ("coding-plan",),
        ("优云", "优云智算", "优刻得", "UCloud", "CompShare", "ModelVerse"), hosts=("compshare.cn", "ucloud.cn"),
    ),
    Brand("scnet", "SCNet", "超算互联网", ("coding-plan",), ("超算", "超算互联网", "国家超算互联网", "SCNet"), ("曙光",), hosts=("scnet.cn",)),
    Brand(
        "mthreads", "Moore Threads", "摩尔线程", ("coding-plan",),
        ("摩尔线程", "摩尔", "Moore Threads", "MThreads", "夸娥", "KUAE"), ("musa",), hosts=("mthreads.com",),
    ),
    Brand(
        "infini", "Infinigence AI", "无问芯穹", ("coding-plan",),
        ("无问", "无问芯穹", "Infini", "Infini-AI", "Infinigence", "GenStudio"), hosts=("infini-ai.com",),
    ),
    Brand("xaio", "X-AIO", "X-AIO", ("coding-plan",), ("X-AIO", "XAIO"), ("x aio",), hosts=("x-aio.com",)),
    Brand("qiniu", "Qiniu Cloud", "七牛云", ("token-plan",), ("七牛", "七牛云", "Qiniu"), hosts=("qiniu.com",)),
    Brand(
        "sensenova", "SenseNova", "商汤日日新", ("token-plan",),
        ("商汤", "日日新", "SenseTime", "SenseNova", "小浣熊"), ("raccoon",), hosts=("sensenova.cn", "sensetime.com"),
    ),
    Brand("lanyun", "Lanyun", "蓝耘", ("coding-plan",), ("蓝耘", "蓝耘科技", "元生代", "Lanyun"), hosts=("lanyun.net",)),
    Brand(
        "alayanew", "Alaya NeW", "九章智算云", ("coding-plan", "token-plan"),
        ("九章", "九章云极", "九章智算云", "Alaya NeW", "AlayaNew", "Alaya", "DataCanvas"), hosts=("alayanew.com",),
    ),
    Brand("taotoken", "CSDN TaoToken", "CSDN TaoToken", ("token-plan",), ("CSDN", "TaoToken", "淘 token"), hosts=("taotoken.net",)),
    Brand("wenming7", "Wenming7", "稳明光语纪", ("coding-plan",), ("稳明", "光语纪", "Wenming7"), ("wenming",)),
    Brand(
        "cucloud", "China Unicom Cloud", "联通云", ("coding-plan", "token-plan"),
        ("联通", "联通云", "沃云", "元景", "Unicom", "CUCloud"), hosts=("cucloud.cn",),
    ),
    Brand(
        "ctyun", "China Telecom Tianyi Cloud", "天翼云", ("coding-plan", "token-plan"),
        ("天翼", "天翼云", "中国电信", "息壤", "Xirang", "CTyun", "Tianyi Cloud"), ("电信", "telecom"), hosts=("ctyun.cn",),
    ),
    Brand(
        "ecloud", "China Mobile Cloud", "移动云", ("coding-plan",), ("移动云", "中国移动", "eCloud"), ("移动", "10086", "九天"),
        hosts=("ecloud.10086.cn",),
    ),
    Brand(
        "chatgpt", "ChatGPT", "ChatGPT", ("membership",), ("ChatGPT", "OpenAI", "Codex", "GPT"), ("chatgpt plus", "plus 会员", "oai"),
        hosts=("openai.com", "chatgpt.com"),
    ),
    Brand(
        "google", "Google AI", "Google AI", ("google-ai", "gemini-code-assist"),
        ("谷歌", "Google AI", "Google One", "Gemini", "Gemini CLI", "Gemini Code Assist", "Antigravity"), ("Google", "AI Studio", "AI Pro", "AI Ultra", "one"),
        hosts=("gemini.google", "one.google.com", "ai.google.dev", "antigravity.google", "codeassist.google"),
    ),
    Brand("kiro", "Kiro", "Kiro", ("kiro",), ("Kiro",), ("Kiro IDE", "aws", "亚马逊"), hosts=("kiro.dev",)),
    Brand(
        "amazon-q", "Amazon Q Developer", "Amazon Q Developer", ("q-developer",), ("Amazon Q", "Q Developer", "CodeWhisperer"),
        ("Amazon", "AWS", "亚马逊", "亚马逊 q"), hosts=("aws.amazon.com",),
    ),
    Brand("devin", "Devin", "Devin", ("devin", "windsurf"), ("Devin", "Windsurf", "Codeium"), ("Cognition",), hosts=("devin.ai", "windsurf.com")),
    Brand("opencode", "OpenCode Go", "OpenCode Go", ("go",), ("OpenCode", "OpenCode Zen"), ("oc", "anomaly", "sst"), hosts=("opencode.ai",)),
    Brand("factory", "Factory Droid", "Factory Droid", ("droid",), ("Factory AI", "Factory Droid"), words=("Factory", "Droid"), hosts=("factory.ai", "factory.com")),
    Brand(
        "jetbrains", "JetBrains AI", "JetBrains AI", ("jetbrains-ai",), ("JetBrains", "JetBrains AI", "Junie", "IntelliJ", "PyCharm"),
        ("jb", "idea", "AI Assistant"), hosts=("jetbrains.com",),
    ),
    Brand("replit", "Replit", "Replit", ("replit",), ("Replit",), ("Replit Agent", "Replit Core"), hosts=("replit.com",)),
    Brand("augment", "Augment Code", "Augment Code", ("augment-code",), ("Augment Code", "Auggie"), words=("Augment",), hosts=("augmentcode.com",)),
    Brand("amp", "Amp", "Amp", ("amp",), ("AmpCode", "Sourcegraph", "Amp Code"), ("Cody",), words=("Amp",), hosts=("ampcode.com",)),
    Brand("zed", "Zed", "Zed", ("zed",), ("Zed Editor", "Zed AI"), words=("Zed",), hosts=("zed.dev",)),
    Brand("warp", "Warp", "Warp", ("warp",), ("Warp Terminal",), words=("Warp",), hosts=("warp.dev",)),
    Brand("tabnine", "Tabnine", "Tabnine", ("tabnine",), ("Tabnine",), hosts=("tabnine.com",)),
    Brand("mistral", "Mistral", "Mistral", ("le-chat",), ("Mistral", "Mistral AI", "Le Chat", "Mistral Vibe"), ("vibe", "codestral", "devstral"), hosts=("mistral.ai",)),
    Brand("xai", "xAI SuperGrok", "xAI SuperGrok", ("supergrok",), ("xAI", "SuperGrok", "Grok"), ("x.ai", "Grok Code", "马斯克", "heavy"), hosts=("x.ai", "grok.com")),
    Brand("cline", "Cline", "Cline", ("clinepass",), ("Cline", "ClinePass"), ("claude dev",), hosts=("cline.bot",)),
    Brand("kilo", "Kilo Code", "Kilo Code", ("kilo-pass", "kilo-teams"), ("Kilo Code", "KiloCode", "Kilo Pass", "Kilo Teams"), words=("Kilo",), hosts=("kilo.ai", "kilocode.ai")),
    Brand("roo", "Roo Code", "Roo Code", ("roomote",), ("Roo Code", "RooCode", "Roomote", "Roo Cline"), words=("Roo",), hosts=("roocode.com",)),
    Brand("command-code", "Command Code", "Command Code", ("command-code",), ("Command Code", "CommandCode"), hosts=("commandcode.ai",)),
    Brand("cerebras", "Cerebras Code", "Cerebras Code", ("cerebras-code",), ("Cerebras", "Cerebras Code"), ("code max",), hosts=("cerebras.ai",)),
    Brand("synthetic", "Synthetic", "Synthetic", ("synthetic",), ("synthetic.new", "glhf"), words=("Synthetic",), hosts=("synthetic.new",)),
    Brand("chutes", "Chutes", "Chutes", ("chutes",), ("chutes.ai",), ("rayon",), words=("Chutes",), hosts=("chutes.ai",)),
    Brand("ollama", "Ollama Cloud", "Ollama", ("ollama-cloud",), ("Ollama",), ("羊驼",), hosts=("ollama.com",)),
    Brand("nano-gpt", "NanoGPT", "NanoGPT", ("nano-gpt",), ("NanoGPT", "Nano GPT"), hosts=("nano-gpt.com",)),
    Brand("featherless", "Featherless", "Featherless", ("featherless",), ("Featherless", "featherless.ai"), hosts=("featherless.ai",)),
    Brand("zenmux", "ZenMux", "ZenMux", ("zenmux",), ("ZenMux", "Zen Mux"), hosts=("zenmux.ai",)),
    Brand("agnes", "Agnes AI", "Agnes AI", ("coding-plan",), ("Agnes", "Agnes AI"), hosts=("agnes-ai.com",)),
    Brand("llmgateway", "LLM Gateway", "LLM Gateway", ("devpass",), ("LLM Gateway", "LLMGateway", "DevPass"), hosts=("llmgateway.io",)),
    Brand("canopywave", "CanopyWave", "CanopyWave", ("canopywave",), ("CanopyWave", "Canopy Wave"), hosts=("canopywave.com",)),
    Brand("freebuff", "Freebuff", "Freebuff", ("freebuff",), ("Freebuff", "Codebuff"), hosts=("freebuff.com", "codebuff.com")),
    Brand("abacus", "Abacus.AI ChatLLM", "Abacus.AI ChatLLM", ("chatllm",), ("Abacus.AI", "Abacus AI", "ChatLLM", "DeepAgent"), words=("Abacus",), hosts=("abacus.ai",)),
    Brand("lovable", "Lovable", "Lovable", ("lovable",), ("lovable.dev",), words=("Lovable",), hosts=("lovable.dev",)),
    Brand("bolt", "Bolt", "Bolt", ("bolt",), ("bolt.new", "StackBlitz"), words=("Bolt",), hosts=("bolt.new",)),
    Brand("v0", "v0 by Vercel", "v0 by Vercel", ("v0",), ("v0", "v0.dev", "Vercel"), hosts=("v0.dev", "v0.app", "vercel.com")),
    Brand("deepseek", "DeepSeek", "DeepSeek", names=("DeepSeek", "深度求索", "幻方"), aliases=("ds",), hosts=("deepseek.com",)),
    Brand("siliconflow", "SiliconFlow", "硅基流动", names=("SiliconFlow", "硅基流动", "硅基", "SiliconCloud"), hosts=("siliconflow.cn", "siliconflow.com")),
    Brand("ppio", "PPIO", "派欧云", names=("PPIO", "派欧", "派欧云", "Novita", "Novita AI"), hosts=("ppio.com", "novita.ai")),
    Brand("modelscope", "ModelScope", "魔搭社区", names=("ModelScope", "魔搭"), hosts=("modelscope.cn",)),
    Brand("longcat", "Meituan LongCat", "美团 LongCat", names=("LongCat", "美团", "Meituan"), aliases=("龙猫",), hosts=("longcat.chat",)),
    Brand("moark", "Gitee AI", "模力方舟", names=("Gitee AI", "Gitee", "模力方舟", "MoArk", "码云"), aliases=("方舟",), hosts=("gitee.com", "moark.com")),
    Brand("iflow", "iFlow", "心流", names=("iFlow", "心流"), hosts=("iflow.cn",)),
    Brand("baichuan", "Baichuan", "百川智能", aliases=("百川",)),
    Brand("teleai", "TeleAI", "TeleAI", aliases=("星辰",)),
    Brand("wps", "WPS AI", "WPS AI", aliases=("wps", "金山办公")),
    Brand("01ai", "01.AI", "零一万物", aliases=("零一", "01ai")),
    Brand("aixcoder", "aiXcoder", "aiXcoder"),
    Brand("codefuse", "CodeFuse", "蚂蚁 CodeFuse", aliases=("CodeFuse", "蚂蚁")),
    Brand("gitcode", "GitCode AtomCode", "GitCode AtomCode", aliases=("GitCode", "AtomCode")),
)  # fmt: skip
BRANDS: Mapping[str, Brand] = {brand.vendor: brand for brand in _ALL}

_FAMILIES = "GLM|Kimi|Qwen|QwQ|MiniMax|DeepSeek|Doubao|豆包|ERNIE|文心|Hunyuan|混元|Hy|GPT|Gemini|Grok|MiMo|Step|KAT|Mistral|Claude"
_MODEL = lazy(
    rf"(?<![A-Za-z])(?:{_FAMILIES})(?:[- ]?(?:(?:coder|seed|code|opus|sonnet|haiku|flash|turbo)[- ]?)?[a-z]{{0,2}}"
    r"\d+(?![\d.]* ?(?:折|元|个|月|年|天|次|小时|倍|x\b|%))(?:\.\d+)*(?:-[a-z][\w.]*)*"
    r"| ?(?:系列|全系|(?:系列|大)?模型| models?\b))"
    r"|(?<![a-z])(?:(?:Qwen-?coder|Doubao-?seed)(?:-[\w.]+)*|KAT-Coder-[\w.-]+|Claude (?:opus|sonnet|haiku)\b|kimi-for-coding)",
    re.I,
)
_FAMILY = lazy(_FAMILIES.lower())  # in small letters: without one no model is named
_JOINED = {"coding-plan": "coding(?=lite|pro|max)", "agent-plan": "agent(?=small|medium|large|max)"}


def brands_named(words: str) -> list[str]:
    """The vendors that words name, in that order, each once; names of models name nobody."""
    return list(dict.fromkeys(vendor for vendor, _ in _named(words)))


@remembered
def may_name(words: str) -> bool:
    """Whether the name of any vendor or model stands in the words: without one no part of them names a vendor."""
    said = comparable(words)
    return _NAME.search(_small(said)) is not None or _names_model(said)


@remembered
def may_name_product(words: str) -> bool:
    """Whether the name of any product stands in the words, whole or not: without one no part of them names a product."""
    return _ANY_PRODUCT.search(_small(comparable(words))) is not None


def called(vendor: str, lang: str = "en", region: str = "CN") -> str:
    """What a vendor is called; one that is not listed, by its slug: "acme" is Acme."""
    return BRANDS[vendor].called(lang, region) if vendor in BRANDS else vendor.replace("-", " ").title()


def spoken(vendor: str) -> tuple[str, ...]:
    """What people type for a vendor: its names and aliases in both languages, for a search."""
    brand = BRANDS.get(vendor)
    return (brand.en, brand.zh, *brand.names, *brand.aliases, *brand.words) if brand else (vendor,)


def product_called(product: str) -> str:
    """What a product is called; one that is not listed, by its slug: "le-chat" is Le Chat."""
    if product in PRODUCTS:
        return PRODUCTS[product][0]
    return CHANNELS.get(product) or product.replace("-", " ").title()


def name_of_another(words: str, vendor: str) -> str | None:
    """The first name in the words that means another vendor than this, as it stands there; None where none does."""
    return next((said for named, said in _named(words) if named != vendor), None)


def products_named(words: str) -> list[str]:
    """The slugs of the products that words name, in that order, each once."""
    return list(_products_named(words))


@remembered
def _products_named(words: str) -> tuple[str, ...]:
    found = _PRODUCT.finditer(comparable(words)) if may_name_product(words) else ()
    return tuple(dict.fromkeys((match.lastgroup or "").replace("_", "-") for match in found))


def product_named(words: str, vendor: str | None = None) -> str | None:
    """The slug of the product that words name: 腾讯 Hy Token Plan Lite is hy-token-plan, CodingLite coding-plan.

    A vendor's edition of its own (Token Plan 企业版) needs the vendor. None where the words name no product, or two.
    """
    found = products_named(words)
    if len(found) != 1:
        return None
    product = found[0]
    enterprise = f"{product}-enterprise"
    sold = BRANDS[vendor].products if vendor and vendor in BRANDS else ()
    return enterprise if enterprise in sold and re.search("企业|enterprise", words, re.I) else product


def without_names(words: str, vendor: str) -> str:
    """What is left of a plan's name without those of its vendor and products: "GLM Coding Lite" of zhipu is "Lite"."""
    text = comparable(words)
    joined = _joined(text)
    if any(name in joined for name in _own_names(vendor)):  # elsewhere the pattern of all names finds none
        for said in (said for named, said in _named(words) if named == vendor):
            text = text.replace(said, " ")
    joined = _joined(text)
    said_alone = "|".join(sorted(_pattern(word) for word in _sold_words(vendor) if _joined(word) in joined))
    return re.sub(said_alone, " ", text, flags=re.I) if said_alone else text


@cache
def _own_names(vendor: str) -> frozenset[str]:
    return frozenset(name for name, named in _VENDORS.items() if named == vendor)


@cache
def _sold_words(vendor: str) -> frozenset[str]:
    """The words of the names of a vendor's products."""
    products = BRANDS[vendor].products if vendor in BRANDS else ()
    return frozenset(
        word for product in products for name in PRODUCTS.get(product, ()) for word in name.split()
    )


def vendors_called(text: str) -> list[str]:
    """The vendors a person may mean by a text: whose slug, name, alias or product's brand it is, or holds; for a search.

    The closest first: what equals the text, then the longest that stands in it.
    """
    wanted = _folded(text)
    found = [
        (spoken == wanted, len(spoken), brand.vendor)
        for brand in BRANDS.values()
        for spoken in _spoken(brand)
        if spoken == wanted or _stands_in(spoken, text)
    ]
    return list(dict.fromkeys(vendor for *_, vendor in sorted(found, reverse=True)))


@remembered
def _named(words: str) -> tuple[tuple[str, str], ...]:
    """Each vendor a text names, with the words that do."""
    text = comparable(words)
    text = _MODEL.sub(" / ", text) if _names_model(text) else text
    found = [(text[match.start() : match.end()], match.end()) for match in _NAME.finditer(_small(text))]
    return tuple(
        (_VENDORS[_folded(said)], said)
        for said, end in found
        if _ends(text, end) and (_folded(said) not in _CAPITAL or said[0].isupper())
    )


def _names_model(said: str) -> bool:
    return _FAMILY.search(_small(said)) is not None and _MODEL.search(said) is not None


def _ends(text: str, end: int) -> bool:
    """Whether a name that ends here is whole: Latin letters end where a word or CamelCase does."""
    return not text[end - 1].isascii() or _GOES_ON.match(text, end) is None


def _folded(text: str) -> str:
    return _joined(comparable(text))


def _joined(text: str) -> str:
    return re.sub(r"[\s-]+", "", text).lower()


_BEFORE, _AFTER = r"(?<![A-Za-z0-9])", r"(?-i:(?![a-z0-9]))(?!\.\d)"


def _pattern(name: str) -> str:
    """A name as a pattern: blanks and hyphens may be left out, Latin letters end where a word or CamelCase does."""
    before = _BEFORE if name[0].isascii() else ""
    after = _AFTER if name[-1].isascii() else ""
    return f"{before}{_bare(name)}{after}"


def _bare(name: str) -> str:
    return re.sub(r"(?:\\[ -]|[ -])+", "[ -]?", re.escape(name))


def _of_names(latin: bool) -> str:
    """The names that begin with a Latin letter, or with another, the longest of each letter first, as a pattern of small letters.

    It looks at the letter first, and whether a word begins there: most letters of a text are passed over.
    """
    letters = sorted({name[0].lower() for name in _WRITTEN if name[0].isascii() is latin})
    names = (f"{letter}(?:{'|'.join(_rests(letter))})" for letter in letters)
    before = "(?<![a-z0-9])" if latin else ""
    return f"{before}(?=[{''.join(letters)}])(?:{'|'.join(names)})"


def _rests(letter: str) -> Iterator[str]:
    return (_bare(name.lower())[1:] for name in _WRITTEN if name[0].lower() == letter)


def _small(text: str) -> str:
    """The text in small letters, each in its place: a search without case takes ten times as long."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.translate(_LOWER)


def _spoken(brand: Brand) -> set[str]:
    said = (brand.vendor, brand.en, brand.zh, brand.abroad, *brand.names, *brand.aliases, *brand.words)
    return {_folded(name) for name in said if name}


def _stands_in(spoken: str, text: str) -> bool:
    return len(spoken) > 2 and re.search(_pattern(spoken), comparable(text), re.I) is not None


_VENDORS = {_folded(name): brand.vendor for brand in _ALL for name in (*brand.names, *brand.words)}
_CAPITAL = {_folded(name) for brand in _ALL for name in brand.words}
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOWER = str.maketrans(_CAPITALS, _CAPITALS.lower())
_GOES_ON = lazy(r"[a-z0-9]|\.\d")
_WRITTEN = sorted((name for brand in _ALL for name in (*brand.names, *brand.words)), key=len, reverse=True)
_NAME = lazy(lambda: f"(?:{_of_names(latin=True)}|{_of_names(latin=False)})")
_ANY_PRODUCT = lazy(
    lambda: "|".join(
        [*(_bare(name.lower()) for names in PRODUCTS.values() for name in names), *_JOINED.values()]
    )
)
_PRODUCT = lazy(
    lambda: "|".join(
        f"(?P<{slug.replace('-', '_')}>{'|'.join([*map(_pattern, names), *_JOINED.get(slug, '').split()])})"
        for slug, names in PRODUCTS.items()
    ),
    re.I,
)
