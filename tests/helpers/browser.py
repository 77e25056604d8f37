"""A browser for tests: the book on a server of its own, a desktop and a phone that have never seen it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
TABLET = {"width": 768, "height": 1024}
DEVICES = {"desktop": DESKTOP, "phone": PHONE}
# Colours change at once, as for a reader who wants little motion.
STILL = {"reduced_motion": "reduce"}

# A browser that speaks to nobody but the server of this test, however curious it is.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# Milliseconds; what is waited for takes a few on an idle machine.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)

# Formulas are set after the page has loaded, and boxes are made focusable then.
SETTLED = """async () => {
    await document.fonts.ready;
    await window.MathJax?.startup?.promise;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
}"""

# What reaches beyond the screen without a box of its own to scroll in. The contents of a phone wait beside the screen.
TOO_WIDE = """() => {
    const screen = document.documentElement.clientWidth;
    const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    const out = [...document.querySelectorAll(".bd-main *, .bd-footer *, header *")].filter((box) => {
        const {left, right, width} = box.getBoundingClientRect();
        // Of letters in a drawing a browser tells no width of what would scroll.
        const own = scrolls(box) || !(box instanceof HTMLElement);
        const end = own ? right : Math.max(right, left + box.scrollWidth);
        if (width === 0 || (left >= -1 && end <= screen + 1) || box.closest(".bd-sidebar-secondary")) return false;
        for (let around = box.parentElement; around; around = around.parentElement)
            if (scrolls(around) && around.getBoundingClientRect().right <= screen + 1) return false;
        return true;
    }).map((box) => `${box.tagName.toLowerCase()}.${box.className}`);
    const page = document.documentElement.scrollWidth;
    return page > screen ? [`the page itself, ${page} on ${screen}`, ...out] : out;
}"""


class Handler(SimpleHTTPRequestHandler):
    """Serves files, for the browser to keep, without a word about it."""

    def end_headers(self) -> None:
        """Let the browser keep what it got; the book does not change during a test."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(browser: Path, built_book: Path) -> Iterator[str]:  # without a browser no book is set
    """Return the address at which the pages are served, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built_book)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium(browser: Path, site: str) -> Iterator[Browser]:
    """Return a running browser, one for all tests; it comes after the book, so that none waits for the other."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser,
            args=QUIET,
            chromium_sandbox=os.geteuid() != 0,  # root has no sandbox
            timeout=PATIENCE,
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def tabs(chromium: Browser) -> dict[str, Page]:
    """Return an empty page on each device."""
    pages = {device: chromium.new_context(**STILL, **settings).new_page() for device, settings in DEVICES.items()}
    for page in pages.values():
        page.set_default_timeout(PATIENCE)
    return pages


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """Return an empty page on a phone that has never seen the book."""
    context = chromium.new_context(**STILL, **PHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(chromium: Browser) -> Iterator[Page]:
    """Return an empty page on a desktop that has never seen the book."""
    context = chromium.new_context(**STILL, **DESKTOP)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
