"""`codingplans new`: the files a new vendor begins with."""

from typing import Annotated

import typer


def new(
    vendor: Annotated[str, typer.Argument(help="Its id: small letters and digits, such as xfyun.")],
    url: Annotated[str, typer.Argument(help="The page that states its prices.")],
    product: Annotated[str, typer.Option(help="What it sells the plans as.")] = "coding-plan",
    region: Annotated[str, typer.Option(metavar="CN|INTL", help="Where it sells them.")] = "CN",
    currency: Annotated[
        str, typer.Option(metavar="CNY|USD", help="Its money, where the page shows only ¥ or $.")
    ] = "CNY",
) -> None:
    """Make a new vendor's spider and sample in a source checkout; its test fails until a person has written both."""
    from scrapers.new_vendor import Newcomer, make

    for path in make(Newcomer(vendor, url, product, region, currency)):
        typer.echo(f"made {path}")
    typer.echo("Next, as docs/adding-a-vendor.md says:")
    typer.echo(f"  codingplans save {vendor}           the page as the spider gets it, for your eyes")
    typer.echo("  write body.html                 a stand-in of your own, in the page's structure and words")
    typer.echo(
        f"  pytest tests/scrapers/vendors/test_samples.py -k {vendor}   fails until the spider reads it and you checked every number"
    )
