#!/usr/bin/env python3
"""Browser tests: the built program, a demonstration of its own, and Debian's Chromium.

    run.py              all of them
    run.py sign link    those with these words in their name
"""

import pathlib
import sys
import time

import accessibility
import alone
import batches
import contact
import copies
import customers
import desk
import guardian_corrections
import guardians
import journeys
import labels
import letter_file
import letter_paper
import letters
import mobile
import office
import own_contact
import retention
import rights
import sign_on
import whole_day
import work
from server import Server

ALL = [*journeys.ALL, *accessibility.ALL, *letters.ALL, *letter_paper.ALL, *letter_file.ALL, *labels.ALL, *work.ALL,
       *batches.ALL, *office.ALL, *desk.ALL, *sign_on.ALL, *own_contact.ALL, *contact.ALL, *guardians.ALL,
       *guardian_corrections.ALL, *mobile.ALL, *rights.ALL, *copies.ALL, *retention.ALL,
       *whole_day.ALL,
       # Last: here an agreement ends that the others live by.
       *customers.ALL]


def main(words):
    tests = alone.chosen(ALL, words)
    began = time.time()
    with Server() as site:
        failed = alone.failures(tests, site)
        if site.stop() != 0:
            failed.append("the server did not drain")
        if failed:
            print(pathlib.Path(site.directory, "server.log").read_text()[-3000:])
    print(f"\nBrowser: {len(tests)} tests in {time.time() - began:.0f} s, failed: {', '.join(failed) or 'none'}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
