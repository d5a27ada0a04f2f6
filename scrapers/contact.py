"""Who the crawler says it is: its name, and where the people behind it are reached."""

import re

VARIABLE = "CODINGPLANS_CONTACT"
DEFAULT = "https://github.com/codingplans/codingplans#the-crawler"
_CONTACT = re.compile(r"https?://[!#-\'*-;=?-~]+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.A)


class BadContact(ValueError):
    """A contact that nobody could be reached at."""


def user_agent(contact: str | None = None) -> str:
    """The user agent with the contact, an address of the web or of mail; raises BadContact for anything else."""
    contact = contact or DEFAULT
    if not _CONTACT.fullmatch(contact):
        raise BadContact(
            f"{VARIABLE} must be an address such as https://example.org/crawler or crawler@example.org"
        )
    return f"codingplans/0.1 (+{contact})"
