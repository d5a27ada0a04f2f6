"""What `codingplans alerts` says of its own work: who was told, who was not, and that there is nothing to tell."""

from reports.words.catalogue import gettext


def sent_line(name: str, count: int, refused: str | None, lang: str) -> str:
    """What came of a message of so many things to an address; `refused` are the service's words, None where it took it."""
    if refused is None:
        return gettext(lang, "alert told", name=name, count=count)
    return gettext(lang, "alert not taken", name=name, words=refused)


def trial_line(name: str, refused: str | None, lang: str) -> str:
    """What came of a test message to an address."""
    if refused is None:
        return gettext(lang, "alert delivered", name=name)
    return gettext(lang, "alert refused", name=name, words=refused)


def nothing_line(lang: str, *, watched: bool = True) -> str:
    """That there is nothing to tell, also where news is not watched for yet."""
    return gettext(lang, "alert nothing") if watched else gettext(lang, "alert unwatched")
