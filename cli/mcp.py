"""`codingplans mcp`: prices for coding agents."""

from cli.options import DEFAULT, Db


def mcp(db: Db = DEFAULT) -> None:
    """Answer a coding agent over standard input and output (MCP). Needs the extra `mcp`."""
    from db.open import open_read_only
    from reports.serve.mcp import server

    open_read_only(db).close()
    server(db).run("stdio")
