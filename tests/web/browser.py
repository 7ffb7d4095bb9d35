"""Debian's Chromium, driven by Playwright, on a desk that a thread serves."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright

from travaux.web.app import create_app
from travaux.web.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 180_000
"""How long a page may take on a machine that does other things, before a test gives up."""
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def need_chromium() -> None:
    """Skip where there is no Chromium; fail in CI, which installs it."""
    if CHROMIUM.exists():
        return
    reason = f"there is no {CHROMIUM}: apt-get install chromium"
    if os.environ.get("TRAVAUX_CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium without a window. Its sandbox needs rights that a container's root has not."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


@contextmanager
def serve_desk(settings: Settings) -> Iterator[str]:
    """The address of a desk that is served until the block ends."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(create_app(settings), log_level="warning", lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)
