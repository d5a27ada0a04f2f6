"""Pictures of the site: every main page in both languages, on a phone and on a desk, from the sample data.

`make screenshots` writes them all to screenshots/ and the two that the README shows to docs/images/.
"""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pipeline.unattended.program import program

ROOT = Path(__file__).parents[1]
DAY = "2026-10-06"
PAGES = (
    "index",
    "plans",
    "pay",
    "compare",
    "value",
    "time",
    "article",
    "method",
    "plan/zhipu_coding-plan_lite_cn",
)
SIZES = {"phone": (360, 780), "desktop": (1200, 900)}
SHOWN = {
    ("index", "zh", "desktop"): "tonight.png",
    ("plan/zhipu_coding-plan_lite_cn", "en", "desktop"): "plan.png",
}
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def site(folder: Path) -> Path:
    """A site of the sample pages in a folder."""
    words = (["run", "--offline"], ["site", str(folder / "site"), "--as-of", DAY])
    for command in words:
        subprocess.run(
            program(*command, "--db", str(folder / "sample.db")),
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return folder / "site"


def take(browser: Browser, built: Path) -> None:
    """Write every picture."""
    for size, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        for lang in ("zh", "en"):
            for name in PAGES:
                page.goto((built / lang / f"{name}.html").as_uri())
                target = ROOT / "screenshots" / f"{name.split('/')[-1]}-{lang}-{size}.png"
                page.screenshot(path=target, full_page=True)
                if shown := SHOWN.get((name, lang, size)):
                    page.screenshot(path=ROOT / "docs" / "images" / shown)
        page.close()


def main() -> None:
    for folder in ("screenshots", "docs/images"):
        (ROOT / folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        take(browser, site(Path(folder)))
        browser.close()


if __name__ == "__main__":
    main()
