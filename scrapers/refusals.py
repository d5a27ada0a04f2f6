"""Why a page was not read. Every refusal has a public name and a message a person can act on."""


class Refused(Exception):
    """A page that yields no offers. `error` is the public name; `outcome` the word kept in the database."""

    outcome = "refused"

    @property
    def error(self) -> str:
        return type(self).__name__


class PageChanged(Refused):
    """The page no longer says what the source expects, or says two things at once."""

    outcome = "changed"


class PageInDoubt(PageChanged):
    """A doubt about all of a page, such as its currency, though one card shows it: no card of it is read."""

    @property
    def error(self) -> str:
        return "PageChanged"


class UnknownSource(Refused):
    """No source reads this address."""

    outcome = "unknown"


class Truncated(Refused):
    """The body ends too early: unparsable JSON, an unclosed table."""

    outcome = "truncated"


class NotAPricePage(Refused):
    """A challenge, login, queue, empty shell, maintenance or error page, or one that states nothing.

    `kind` is one of challenge, login, queue, shell, maintenance, missing, region, language, charset, too-big, nothing.
    """

    def __init__(self, message: str, kind: str = "nothing") -> None:
        super().__init__(message)
        self.kind = kind

    @property
    def outcome(self) -> str:  # type: ignore[override]
        return self.kind


class Unfetched(Refused):
    """No page came, or one that may not be used: the outcome's word and what happened.

    The words: dns, timeout, refused, reset, truncated, too-big, loop, elsewhere, robots, no-browser, skipped, unsaved,
    error.
    """

    def __init__(self, outcome: str, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:  # it comes from another process too
        return type(self), (self.outcome, str(self))
