"""Facts beside the prices: every file is in the documented form, and one that is not is named with what is wrong."""

from pathlib import Path

import pytest

from scrapers.about.dated_fact import FOLDER, BadFacts
from scrapers.about.vendor_facts import facts_of, read_facts
from scrapers.vocabulary.brands import BRANDS

FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_of_a_known_vendor_and_in_the_documented_form(path: Path) -> None:
    assert path.stem in BRANDS
    assert read_facts(path).pages


def test_facts_of_a_region_and_product_stand_before_those_of_all() -> None:
    said = facts_of("zhipu").of("INTL", "coding-plan")
    assert [api.anthropic for api in said.apis] == ["https://api.z.ai/api/anthropic"]
    assert {fact.region for fact in (*said.pages, *said.payments)} == {"INTL"}


def test_a_vendor_without_a_file_has_no_facts() -> None:
    assert facts_of("nobody").pages == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[page]]\n", "unknown page"),
        ('seen = 2026-11-18\nsource = "x"\n[[pages]]\nbuy = "https://a.example"\n', "price"),
        ('[[pages]]\nprice = "https://a.example"\n', "seen"),
        (
            'seen = 2026-11-18\nsource = "x"\n[[pages]]\nprice = "http://a.example"\n',
            "no.* https|not an https",
        ),
        ('seen = 2026-11-18\nsource = "x"\n[[payments]]\nways = ["shells"]\n', "shells"),
        (
            'seen = 2026-11-18\nsource = "x"\n[[pages]]\nregion = "EU"\nprice = "https://a.example"\n',
            "region",
        ),
        ("seen = \n", "acme.toml"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "acme.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFacts, match=rf"acme\.toml: .*{message}|{message}"):
        read_facts(file)
