"""The words of the files that a new vendor begins with."""

import json
from collections.abc import Mapping
from typing import Any

INIT = '''"""{brand}: TODO who sells what, in one sentence."""

from scrapers.source import Source
{imports}from {package}.{folder}.plans import {title}Plans

SOURCES: tuple[Source, ...] = ({title}Plans(),)
{spider}'''
SPIDER_IMPORT = "from scrapers.spider import PlanSpider\n"
SPIDER = """

class {title}Spider(PlanSpider):
    name = "{vendor}"
    sources = SOURCES
"""
SOURCE = '''"""TODO what the page shows, and what is odd about it, in one sentence."""

from {module} import {reader}


class {title}Plans({reader}):
    """TODO in which words it says what."""

    name = "{source}"
    vendor = "{vendor}"
    product = "{product}"
    region = "{region}"
    currency = "{currency}"
    url = "{url}"
    addresses = r"{addresses}"
    minimum = {minimum}
{declared}'''
BODY = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>A stand-in with the labels and figures of {url}</title></head>
<body>
{body}
</body></html>
"""
_LINE = 103  # letters of a name and its value in one line of code


def declarations(declared: Mapping[str, Any]) -> str:
    """The lines of a source's class that declare what its reader found out."""
    return "".join(_declaration(name, value) for name, value in declared.items())


def _declaration(name: str, value: Any) -> str:
    text = str(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
    if name == "tiers":
        lines = (
            f"        {json.dumps(said, ensure_ascii=False)}: {json.dumps(plan)},\n"
            for said, plan in value.items()
        )
        text = "{\n" + "".join(lines) + "    }"
    elif isinstance(value, tuple):
        text = f"({text[1:-1]},)"
    elif isinstance(value, str) and len(name) + len(text) > _LINE:
        text = f"(\n        {text}\n    )"
    return f"    {name} = {text}\n"
