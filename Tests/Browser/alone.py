"""One way to run tests: chosen by words in their name, in a browser, each with its outcome on a line.

What needs no server of ours is run from its own file, by `run`.
"""

import os
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

from server import ROOT

CHROMIUM = "/usr/bin/chromium"
PICTURES = ROOT / ".artifacts" / "browser"


def chosen(tests, words):
    return [test for test in tests if not words or any(word in test.__name__ for word in words)]


def failures(tests, site):
    """The names of those that failed; a word that chooses nothing is a failure too."""
    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    PICTURES.mkdir(parents=True, exist_ok=True)
    failed = [] if tests else ["there is no such test"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--force-prefers-reduced-motion"])
        for test in tests:
            start = time.time()
            try:
                test(site, browser)
                outcome = "ok  "
            except Exception:
                outcome = "FAIL"
                failed.append(test.__name__)
                traceback.print_exc()
            print(f"{outcome} {test.__name__.replace('_', ' ')}  {time.time() - start:.1f} s", flush=True)
        browser.close()
    return failed


def run(tests):
    sys.exit(1 if failures(chosen(tests, sys.argv[1:]), None) else 0)
