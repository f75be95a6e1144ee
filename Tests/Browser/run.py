#!/usr/bin/env python3
"""Browser tests: the built program, a demonstration of its own, and Debian's Chromium.

    run.py              all of them
    run.py sign link    those with these words in their name
"""

import os
import pathlib
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

import accessibility
import batches
import contact
import customers
import guardians
import journeys
import labels
import letter_file
import letter_paper
import letters
import office
import own_contact
import sign_on
import work
from server import ROOT, Server

CHROMIUM = "/usr/bin/chromium"


def main(words):
    pictures = ROOT / ".artifacts" / "browser"
    pictures.mkdir(parents=True, exist_ok=True)
    everything = [*journeys.ALL, *accessibility.ALL, *letters.ALL, *letter_paper.ALL,
                  *letter_file.ALL, *labels.ALL, *work.ALL, *batches.ALL, *office.ALL,
                  *sign_on.ALL, *own_contact.ALL, *contact.ALL, *guardians.ALL,
                  # Last: here an agreement ends that the others live by.
                  *customers.ALL]
    tests = [test for test in everything if not words or any(w in test.__name__ for w in words)]
    failed = []
    began = time.time()
    with Server() as site, sync_playwright() as playwright:
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
        if site.stop() != 0:
            failed.append("the server did not drain")
        if failed:
            print(pathlib.Path(site.directory, "server.log").read_text()[-3000:])
    print(f"\nBrowser: {len(tests) - len(failed)} of {len(tests)} passed in {time.time() - began:.0f} s.")
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    sys.exit(main(sys.argv[1:]))
