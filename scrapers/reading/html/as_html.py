"""The text of a page as HTML, however it reached us: HTML, Markdown (also with JSX in it) or plain text.

Markdown is rendered with markdown-it; plain text becomes one paragraph a line.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from scrapers.reading.truncation import (
    refuse_cut_amount,
    refuse_cut_markup,
    refuse_cut_table,
    refuse_unclosed,
)
from scrapers.refusals import NotAPricePage

_HTML = re.compile(
    r"^\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body|title|meta|link|script|style|noscript|nav|header|footer|aside|div|section|main|article|form|p|table|tr|ul|ol|li|dl|h[1-6]|span|b|strong|button)\b",
    re.I | re.S,
)
_WHOLE = re.compile(r"^\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body)\b", re.I | re.S)
_BLOCKS = re.compile(r"^#{1,6} \S|^ *+\|?(?: *+:?-{2,}:? *\|)+", re.M)  # Markdown that begins with a tag
_MARKDOWN = re.compile(r"^(?:#{1,6} |[ \t]*\|.*\||> |[-*] |[ \t]*```|---$)|\*\*|\]\(", re.M)
_PLAIN = re.compile(r"[^\n\\`~*_\[<&]+")  # holds nothing that the rules of words in a line begin with
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_WIDEST = 500  # columns of a Markdown table


@lru_cache(2)  # a page is looked at several times: for its cards, its tables, and for whose it is
def as_html(text: str) -> str:
    """The text of a page as HTML, whatever it was; raises Truncated where it breaks off."""
    text = text.removeprefix("\ufeff")
    if _HTML.match(text) and (_WHOLE.match(text) or not _BLOCKS.search(text)):
        refuse_cut_markup(text)
        html = text
    elif _MARKDOWN.search(text) or _BLOCKS.search(text):
        refuse_cut_table(text)
        refuse_cut_amount(text)
        html = markdown(_FRONT_MATTER.sub("", text))
    else:
        refuse_cut_amount(text)
        lines = (line.strip() for line in text.splitlines())
        html = "".join(f"<p>{_escape(line)}</p>\n" for line in lines if line)
    refuse_unclosed(html)
    return html


def markdown(text: str) -> str:
    """HTML of Markdown as doc sites serve it: tables, ~~struck~~ text, HTML and JSX tags left in place.

    Raises NotAPricePage for a table that is too wide to be one.
    """
    if max((line.count("|") for line in text.splitlines()), default=0) > _WIDEST:
        raise NotAPricePage(f"a table of more than {_WIDEST} columns", "too-big")
    return str(_MARKDOWN_TO_HTML.render(_without_styles(text.replace("\\&nbsp;", "&nbsp;"))))


def _inline(state: StateCore) -> None:
    """markdown-it's rule for the words of blocks; what is plain text alone, as most cells are, is taken as it stands."""
    for token in state.tokens:
        if token.type == "inline" and _PLAIN.fullmatch(token.content):
            token.children = [Token("text", "", 0, content=token.content)]
        elif token.type == "inline":
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


_MARKDOWN_TO_HTML = (
    MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
)
_MARKDOWN_TO_HTML.core.ruler.at("inline", _inline)


def _without_styles(text: str) -> str:
    """The text without JSX's attribute values in double braces."""
    parts, end = [], 0
    while (start := text.find("={{", end)) >= 0 and (stop := text.find("}}", start)) >= 0:
        parts.append(text[end:start])
        end = stop + 2
    return "".join([*parts, text[end:]])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
