"""`codingplans new`: the files a new vendor begins with, from a saved page of its prices."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Wrong, readable

if TYPE_CHECKING:
    from pipeline.vendor_kit.new_vendor import Room


def new(
    vendor: Annotated[str, typer.Argument(help="Its id: small letters, digits and dashes, such as xfyun.")],
    url: Annotated[str, typer.Argument(help="The address of the page that states its prices.")],
    page: Annotated[Path, typer.Option(help="The page, as a browser or `curl` saved it.")],
    product: Annotated[str, typer.Option(help="What it sells the plans as.")] = "coding-plan",
    region: Annotated[str, typer.Option(metavar="CN|INTL", help="Where it sells them.")] = "CN",
    currency: Annotated[
        str, typer.Option(metavar="CNY|USD", help="Currency, where the page shows only ¥ or $.")
    ] = "CNY",
    mine: Annotated[
        bool, typer.Option("--mine", help="Into your own folder of vendors, which the configuration names.")
    ] = False,
) -> None:
    """Create the files for a new vendor. A source on the reader that its page is for, and a sample to check.

    It becomes part of the source checkout that runs, or, with --mine, of the folder that `vendors` in codingplans.toml
    names, for yourself.
    """
    from pipeline.vendor_kit.new_vendor import BadVendor, NewVendor, Room, make

    room = Room.of_user(_folder(), vendor) if mine else Room.of_checkout(_checkout(), vendor)
    readable(page)
    try:
        made = make(NewVendor(vendor, url, product, region, currency), page.read_bytes(), room)
    except BadVendor as error:
        raise Wrong(str(error)) from None
    for path in made.files:
        typer.echo(f"made {path}")
    typer.echo(made.message)
    typer.echo("Next, as docs/adding-a-vendor.md says:")
    typer.echo("  read plans.py and the stand-in page beside the real one: does each say the same?")
    typer.echo("  say in the note of page.json what the stand-in imitates, and of when its figures are")
    for line in _next(vendor, room):
        typer.echo(f"  {line}")


def _next(vendor: str, room: "Room") -> list[str]:
    if not room.own:
        return [
            f"pytest tests/scrapers/vendors/test_samples.py -k {vendor}   writes offers.json once, for you to check number by number"
        ]
    return [
        "compare every number of offers.review.json with the page, then rename it to offers.json",
        f"codingplans save {vendor}   fetches the page as a crawl does; from the next night on it is read with the others",
    ]


def _folder() -> Path:
    """The user's folder of vendors; raises Wrong where none is configured."""
    from scrapers.own.modules import VARIABLE, folder

    place = folder()
    if place is None:
        raise Wrong(
            f'no folder for your own vendors: set `vendors = "my-vendors"` in codingplans.toml, or {VARIABLE}'
        )
    return place


def _checkout() -> Path:
    """The source checkout this program runs from; raises Wrong where it runs from an installation."""
    root = Path(__file__).resolve().parents[1]
    if not (root / "pyproject.toml").is_file() or not (root / "docs" / "adding-a-vendor.md").is_file():
        raise Wrong(
            f"{root} is no source checkout: a new vendor is a change of the program. Make one for yourself with --mine, "
            "or clone its repository, install it with `pip install -e '.[dev]'` and run this again there"
        )
    return root
