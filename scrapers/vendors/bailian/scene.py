"""Bailian's marketing page."""

from scrapers.reading.no_prices import NoPrices


class Scene(NoPrices):
    """The marketing page of Coding Plan: without any price since summer 2026."""

    name = "bailian-scene-cn"
    vendor = "bailian"
    product = "coding-plan"
    region = "CN"
    url = "https://www.aliyun.com/benefit/scene/codingplan"
    addresses = r"(?:www\.)?aliyun\.com/benefit/scene/(?:codingplan|tokenplan)"
    why = "the scene page states no price; prices are in the help pages"
