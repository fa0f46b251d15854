"""A real Chromium: what it complains of, whether a page fits its width, and whether everybody can read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = (1280, 900), (390, 844)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = Path(os.environ.get("LIANHENG_SCREENS", ROOT / "build" / "screens"))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. The test is skipped, saying so, on a machine without it."""
    program = which("chromium") or which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not installed; make test installs it")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs in the test's own thread
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One reader's window, and all that the browser complained of in it."""

    context: BrowserContext
    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        answer = self.page.goto(f"{self.base}{address}", wait_until="load")
        assert answer is not None and answer.status == 200, f"{address}: {answer and answer.status}"

    def too_wide(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def barriers(self) -> list[str]:
        """What keeps somebody from reading the page, after WCAG 2.1 AA."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: Any = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r => r.violations)"
        )
        return [
            f"{item['id']}: {node['target']} {node.get('failureSummary', '')}"
            for item in found
            for node in item["nodes"]
        ]

    def screenshot(self, name: str) -> Path:
        SCREENS.mkdir(parents=True, exist_ok=True)
        file = SCREENS / f"{name}.png"
        self.page.screenshot(path=file, full_page=True)
        return file


@contextmanager
def visit(browser: Browser, base: str, session: str, language: str, size: tuple[int, int]) -> Iterator[Visit]:
    """A window of a signed-in reader, in a language and at a width."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    context.add_cookies(
        [
            {"name": "sessionid", "value": session, "url": base},
            {"name": "django_language", "value": language, "url": base},
        ]
    )
    page = context.new_page()
    seen = Visit(context, page, base)
    page.on(
        "console",
        lambda message: (
            seen.complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("requestfailed", lambda request: seen.complaints.append(f"{request.url} {request.failure}"))
    yield seen
    context.close()
