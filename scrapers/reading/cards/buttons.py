"""What the buttons of a card say of its stock."""

from lxml import etree

from scrapers.refusals import PageChanged
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.words import squash


def stock(card: etree._Element) -> tuple[str | None, str]:
    """The availability that a card's buttons state and their words; a disabled button offers nothing.

    Raises PageChanged for buttons that contradict each other.
    """
    found = {}
    for button in card.iter(etree.Element):
        if button.tag not in ("button", "a") and button.get("role") != "button":
            continue
        said = squash(str(button.xpath("string()")))
        stated = availability(said)
        if stated and not (_disabled(button) and stated in ("InStock", "LimitedAvailability")):
            found[stated] = said
    if len(found) > 1:
        raise PageChanged(f"buttons that contradict each other: {', '.join(found.values())}")
    return next(iter(found.items()), (None, ""))


def _disabled(button: etree._Element) -> bool:
    classes = (button.get("class") or "").lower().replace("_", "-").split()
    named = any(name in ("disabled", "is-disabled") or name.endswith("-disabled") for name in classes)
    return named or button.get("disabled") is not None or button.get("aria-disabled") == "true"
