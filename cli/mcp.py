"""`codingplans mcp`: prices for coding agents."""

from cli.options import DEFAULT, Db


def mcp(db: Db = DEFAULT) -> None:
    """Serve prices to coding agents over MCP (stdio). Needs the extra `mcp`."""
    from db.reading import open_read_only
    from reports.serve.mcp import server

    open_read_only(db).close()
    server(db).run("stdio")
