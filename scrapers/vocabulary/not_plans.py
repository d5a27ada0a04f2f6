"""What stands beside plans and is none: codes to redeem, vouchers, packages of speech, pictures or video, what is paid by use."""

import re

from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.words import remembered

_CODES = re.compile(
    r"兑换[卡码券]|激活码|礼品卡|储值卡|代金券|优惠券|\b(?:gift cards?|redeem(?:able)? (?:codes?|cards?)|vouchers?|coupons?)\b",
    re.I,
)
_MEDIA = "语音|音频|音?视频|图[像片]|音乐|绘[图画]|配音|数字人|speech|voice|audio|video|images?|music|tts|asr"
# "视频生成包月 Pro" and "Audio subscription", not "Pro（支持图像理解）": nothing in the name is of code
_OF_MEDIA = re.compile(
    rf"(?:ai )?(?:{_MEDIA})(?: ?(?:合成|生成|识别|理解|克隆|处理|大?模型|服务|generation|synthesis|recognition|models?|and|和|与|及|{_MEDIA}))*"
    r"(?: ?(?:套餐|资源|包月|会员|订阅|版|plans?|packages?|subscriptions?|packs?|包))*(?: [\w+]+)?",
    re.I,
)
_BY_USE = re.compile(
    r"按(?:量|需|用量)(?:付费|计费|后付费)?|pay[- ]as[- ]you[- ]go|payg|usage[- ]based", re.I
)


@remembered
def no_plan(name: str) -> bool:
    """Whether a name is of what no developer subscribes to for code."""
    said = clean(name)
    whole = _OF_MEDIA.fullmatch(said) or _BY_USE.fullmatch(said)
    return whole is not None or _CODES.search(said) is not None
