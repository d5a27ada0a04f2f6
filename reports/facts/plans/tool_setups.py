"""How a coding tool is set up for a plan: its settings with the plan's own address, as text to copy; no key, no guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from reports.facts.plans.plan_facts import plan_facts
from scrapers.about.vendor_facts import Api
from scrapers.offer import Offer

TOOLS = ("Claude Code", "Cline", "OpenCode", "Cursor")
KEY, MODEL = "YOUR_API_KEY", "MODEL_ID"  # what a buyer fills in


@dataclass(frozen=True)
class ToolSetup:
    """The settings of a tool: the file they stand in (or the place in its menu), the text, and whose protocol it speaks.

    `named` says whether the vendor names the tool, None where it names none.
    """

    tool: str
    where: str
    text: str
    protocol: str
    named: bool | None

    def to_json(self) -> dict[str, str | bool | None]:
        return {
            "tool": self.tool,
            "where": self.where,
            "protocol": self.protocol,
            "text": self.text,
            "named_by_vendor": self.named,
        }


def tool_setups(offer: Offer) -> list[ToolSetup]:
    """The tools that a plan's addresses fit; none where it works in the vendor's own client alone."""
    facts = plan_facts(offer)
    if any(tools.only_own for tools in facts.tools):
        return []
    names = {name.lower() for tools in facts.tools for name in tools.names}
    found: dict[str, ToolSetup] = {}
    for api in facts.apis:
        for tool, where, protocol, text in _settings(api, offer):
            named = tool.lower() in names if names else None
            found.setdefault(tool, ToolSetup(tool, where, text, protocol, named))
    return [found[tool] for tool in TOOLS if tool in found]


def _settings(api: Api, offer: Offer) -> list[tuple[str, str, str, str]]:
    model, key = api.models[0] if api.models else MODEL, f"{api.key or ''}{KEY}"
    said = []
    if api.anthropic:
        said.append(
            ("Claude Code", "~/.claude/settings.json", "anthropic", _claude_code(api.anthropic, model, key))
        )
    if api.openai:
        fields = f"Base URL: {api.openai}\nAPI key:  {key}\nModel ID: {model}"
        said += [
            ("Cline", "API Provider: OpenAI Compatible", "openai", fields),
            ("OpenCode", "opencode.json", "openai", _opencode(api.openai, model, key, offer)),
            ("Cursor", "Settings > Models: Override OpenAI Base URL", "openai", fields),
        ]
    return said


def _claude_code(base: str, model: str, key: str) -> str:
    variables = {"ANTHROPIC_BASE_URL": base, "ANTHROPIC_AUTH_TOKEN": key, "ANTHROPIC_MODEL": model}
    return _indented({"env": variables})


def _opencode(base: str, model: str, key: str, offer: Offer) -> str:
    provider = {
        "npm": "@ai-sdk/openai-compatible",
        "options": {"baseURL": base, "apiKey": key},
        "models": {model: {}},
    }
    name = f"{offer.vendor}-{offer.product}"
    return _indented({"$schema": "https://opencode.ai/config.json", "provider": {name: provider}})


def _indented(settings: Mapping[str, Any]) -> str:
    return orjson.dumps(settings, option=orjson.OPT_INDENT_2).decode()
