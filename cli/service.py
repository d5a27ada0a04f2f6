"""`codingplans service`: nights and light rounds at their hours, until it is stopped."""

from cli.options import Archive, MaybeDb


def service(db: MaybeDb = None, archive: Archive = None) -> None:
    """Run every night until stopped. Between nights it looks at stock at the hours it comes back.

    Hours, limits, site, log and the rest are configured in codingplans.toml. What was missed while the machine slept, or
    this did not run, runs once. Others' schedulers start `codingplans run --nightly` instead.
    """
    from cli.unattended import configured_for, endpoints_of
    from db.lock import SERVICE, crawl_lock
    from db.open import open_db
    from pipeline.unattended.log import open_log
    from pipeline.unattended.program import program
    from pipeline.unattended.service import Service, keep, schedules

    settings = configured_for(db, archive)
    if (
        settings.alerts.to
    ):  # a night in which one that cannot be sent to is found out is a night nobody is told of
        endpoints_of(settings.alerts)
    log = open_log(settings.log, "service")
    base, path = open_db(settings.db), str(settings.db)
    more = ["--archive", str(settings.archive)] if settings.archive else []

    def command(what: str) -> list[str]:
        return program("run", "--nightly" if what == "night" else "--round", "--db", path, *more)

    with crawl_lock(path, "a service", SERVICE):
        longest = 4 * settings.night.limit_minutes * 60
        keep(lambda: Service(base, path, schedules(settings), command, log, longest))
