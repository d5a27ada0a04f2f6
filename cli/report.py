"""`codingplans report …`: what people look at."""

import typer

report = typer.Typer(no_args_is_help=True, help="What people look at.")
