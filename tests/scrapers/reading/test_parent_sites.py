"""A vendor may sell on its parent's site: links to that site are its navigation and say nothing of whose page it is."""

import pytest

from scrapers.seller import page_of_another

PARENT = '<a href="https://cloud.tencent.com/act/pro/codingplan">活动</a>' * 3
OTHER = '<a href="https://bigmodel.cn/glm-coding">GLM Coding Plan</a>' * 3


@pytest.mark.parametrize(
    ("vendor", "url", "links"),
    [
        ("codebuddy", "https://cloud.tencent.com/document/product/1749/109769", PARENT),
        ("comate", "https://cloud.baidu.com/doc/COMATE/s/rlnvnio4a", '<a href="https://cloud.baidu.com/product/codingplan.html">'),
        ("qoder", "https://help.aliyun.com/zh/lingma/x", '<a href="https://help.aliyun.com/zh/model-studio/coding-plan">'),
    ],
)  # fmt: skip
def test_links_of_a_page_to_its_own_site_are_navigation(vendor: str, url: str, links: str) -> None:
    assert page_of_another(links, vendor, url) is None


def test_links_to_another_vendor_still_tell_whose_page_it_is() -> None:
    assert page_of_another(PARENT + OTHER, "codebuddy", "https://cloud.tencent.com/x")
    assert page_of_another(OTHER, "zhipu", "https://bigmodel.cn/glm-coding") is None
    assert page_of_another(PARENT, "zhipu", "https://bigmodel.cn/glm-coding")
