#!/usr/bin/env python3
"""Crashes, syncs and restores of the built program on real files.

    run.py              all of them, 50 kills (1,000 with BUENO_CAMPAIGN=1)
    run.py kill         those with this word in their name
"""

import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Browser"))

import durability
import kill_loop
import restoring
from server import Server

ALL = [
    kill_loop.acknowledged_survives_a_kill, durability.every_acknowledged_enrolment_was_synced,
    durability.without_synchronous_full_this_test_fails, restoring.erased_stays_erased_in_either_order,
]


def main(words):
    tests = [test for test in ALL if not words or any(word in test.__name__ for word in words)]
    failed = 0
    for test in tests:
        start = time.time()
        with Server(persons=20) as site:
            try:
                test(site)
                outcome = "ok  "
            except Exception:
                outcome = "FAIL"
                failed += 1
                traceback.print_exc()
                print(pathlib.Path(site.directory, "server.log").read_text()[-1500:])
        print(f"{outcome} {test.__name__.replace('_', ' ')}  {time.time() - start:.1f} s", flush=True)
    print(f"\nCrash: {len(tests) - failed} of {len(tests)} passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
