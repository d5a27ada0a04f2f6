"""A pattern that is compiled when it is first used does what `re.compile` gives."""

import re

from scrapers.vocabulary.lazy_pattern import lazy


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    made, now = lazy(r"(?P<word>lite)|(\d+)", re.I), re.compile(r"(?P<word>lite)|(\d+)", re.I)
    for text in ("Lite 49", "none", ""):
        assert made.findall(text) == now.findall(text)
        assert made.sub("x", text) == now.sub("x", text)
        assert bool(made.search(text)) is bool(now.search(text))
        assert made.split(text, maxsplit=1) == now.split(text, maxsplit=1)


def test_a_pattern_of_many_names_is_made_once_and_only_when_it_is_used() -> None:
    asked: list[str] = []

    def names() -> str:
        asked.append("names")
        return "lite|pro"

    pattern = lazy(names)
    assert asked == []
    assert [bool(pattern.fullmatch(word)) for word in ("pro", "lite", "max")] == [True, True, False]
    assert asked == ["names"]
