"""Only the vendors' addresses: what a page names is a plain public address of its own vendor, or is not asked."""

import pytest
from twisted.internet.error import DNSLookupError

from scrapers.fetching.public_resolver import PublicResolver
from scrapers.fetching.safe_addresses import is_public, is_web_address, refuse_private, site
from scrapers.fetching.same_site import refuse_astray, refuse_foreign
from scrapers.refusals import Unfetched
from scrapers.registry import named

FOREIGN = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:8080/",
    "https://localhost/",
    "https://metadata.google.internal/",
    "https://[::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://0177.0.0.1/",
    "https://router/",
    "https://plans.example/",
    "https://www.volcengine.com.evil.example/activity/codingplan",
    "https://www.volcengine.com@127.0.0.1/activity/codingplan",
    "https://www.volcengine.com:x@169.254.169.254/",
    "https://127.0.0.1\\@www.volcengine.com/",
    "https://www.volcengine.com:22/",
    "https://www.volcengine.com:x/",
    "https://[www.volcengine.com/",
    "file:///etc/passwd",
    "ftp://www.volcengine.com/",
    "javascript:alert(1)",
    "//www.volcengine.com/activity/codingplan",
    "https://volcengine。com/",
    "",
]


@pytest.mark.parametrize("url", FOREIGN)
def test_an_address_that_a_page_names_and_that_is_not_the_vendors_is_refused(url: str) -> None:
    source = named("volcengine-activity-cn")
    with pytest.raises(Unfetched, match="not the vendor's") as refused:
        refuse_foreign(source, url)
    assert refused.value.outcome == "elsewhere"


@pytest.mark.parametrize("url", [url for url in FOREIGN if url])
def test_an_answer_from_there_is_refused_too(url: str) -> None:
    with pytest.raises(Unfetched, match="another site"):
        refuse_astray(named("volcengine-activity-cn"), "https://www.volcengine.com/activity/codingplan", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.volcengine.com/activity/codingplan",
        "https://lf6-cdn2-tos.bytegoofy.com/gftar/toutiao/fe_arch/fes2_app_17/1.0.0.336/index.js",
    ],
)
def test_what_the_source_owns_is_followed(url: str) -> None:
    refuse_foreign(named("volcengine-activity-cn"), url)
    assert is_web_address(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("198.18.0.7", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("somewhere", False),
    ],
)
def test_which_addresses_are_of_the_internet(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_that_stands_for_a_private_address_has_none() -> None:
    resolver = PublicResolver(None, 0, 1, ["mirror.example"])
    assert resolver.checked("8.8.8.8", "www.volcengine.com") == "8.8.8.8"
    assert resolver.checked("10.0.0.1", "mirror.example") == "10.0.0.1"  # set by the user
    with pytest.raises(DNSLookupError):
        resolver.checked("127.0.0.1", "rebound.volcengine.com")
    with pytest.raises(Unfetched, match="private network"):
        refuse_private("rebound.volcengine.com", ["8.8.8.8", "127.0.0.1"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.acme.com", "docs.acme.com", True),
        ("www.acme.com.cn", "docs.acme.com.cn", True),
        ("www.acme.com.cn", "www.rival.com.cn", False),
        ("acme.co.uk", "rival.co.uk", False),
        ("acme.tokyo.jp", "rival.tokyo.jp", False),  # registered below a place's name
        ("acme.github.io", "rival.github.io", False),  # rented below a shared host
        ("acme.github.io", "github.io", False),
        ("acme.example", "www.acme.example", True),  # a top-level domain that is on no list
        ("acme.example", "rival.example", False),
        ("127.0.0.1", "10.1.0.1", False),
        ("localhost:8080", "localhost", True),
    ],
)
def test_one_site_is_what_one_owner_registered(one: str, other: str, same: bool) -> None:
    assert (site(one) == site(other)) is same
