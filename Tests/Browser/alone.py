"""Runs tests that need no server of ours, with a browser and nothing else."""

import os
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

from server import ROOT

CHROMIUM = "/usr/bin/chromium"


def run(tests):
    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    (ROOT / ".artifacts" / "browser").mkdir(parents=True, exist_ok=True)
    chosen = [test for test in tests if not sys.argv[1:] or any(word in test.__name__ for word in sys.argv[1:])]
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--force-prefers-reduced-motion"])
        for test in chosen:
            start = time.time()
            try:
                test(None, browser)
                outcome = "ok  "
            except Exception:
                outcome = "FAIL"
                failed += 1
                traceback.print_exc()
            print(f"{outcome} {test.__name__.replace('_', ' ')}  {time.time() - start:.1f} s", flush=True)
        browser.close()
    sys.exit(1 if failed else 0)
