"""`codingplans new`: the files a new vendor begins with, from a saved page of its prices."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import Wrong, readable


def new(
    vendor: Annotated[str, typer.Argument(help="Its id: small letters, digits and dashes, such as xfyun.")],
    url: Annotated[str, typer.Argument(help="The address of the page that states its prices.")],
    page: Annotated[Path, typer.Option(help="The page, as a browser or `curl` saved it.")],
    product: Annotated[str, typer.Option(help="What it sells the plans as.")] = "coding-plan",
    region: Annotated[str, typer.Option(metavar="CN|INTL", help="Where it sells them.")] = "CN",
    currency: Annotated[
        str, typer.Option(metavar="CNY|USD", help="Its money, where the page shows only ¥ or $.")
    ] = "CNY",
) -> None:
    """Make a new vendor in a source checkout: a source on the reader that its page is for, and a sample to check."""
    root = _checkout()
    readable(page)
    sys.path.insert(0, str(root / "docs"))  # what makes a vendor is no part of an installation
    maker = import_module("new_vendor")
    try:
        wanted = maker.NewVendor(vendor, url, product, region, currency)
        made = maker.make(wanted, page.read_bytes(), root)
    except maker.BadVendor as error:
        raise Wrong(str(error)) from None
    for path in made.files:
        typer.echo(f"made {path}")
    typer.echo(made.message)
    typer.echo("Next, as docs/adding-a-vendor.md says:")
    typer.echo("  read plans.py and the stand-in page beside the real one: does each say the same?")
    typer.echo("  say in the note of page.json what the stand-in imitates, and of when its figures are")
    typer.echo(
        f"  pytest tests/scrapers/vendors/test_samples.py -k {vendor}   writes offers.json once, for you to check number by number"
    )


def _checkout() -> Path:
    """The source checkout this program runs from; raises Wrong where it runs from an installation."""
    root = Path(__file__).resolve().parents[1]
    if not (root / "pyproject.toml").is_file() or not (root / "docs" / "new_vendor.py").is_file():
        raise Wrong(
            f"{root} is no source checkout: a new vendor is a change of the program. Clone its repository, "
            "install it with `pip install -e '.[dev]'` and run this again there"
        )
    return root
