#!/usr/bin/env python3
"""Crashes, syncs and restores of the built program on real files.

    run.py              all of them, 50 kills (1,000 with BUENO_CAMPAIGN=1)
    run.py kill         those with this word in their name
"""

import pathlib
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Browser"))

import durability
import faults
import hammering
import kill_loop
import paths
import restoring
import syncs
from server import Server

ALL = [
    kill_loop.acknowledged_survives_a_kill, durability.every_acknowledged_enrolment_was_synced,
    durability.without_synchronous_full_this_test_fails, restoring.erased_stays_erased_in_either_order,
]
# These need no server, only a place of their own.
ALONE = [
    hammering.erasures_and_enrolments_survive_kills_on_sqlite, hammering.enrolments_survive_kills_on_postgresql,
    syncs.an_answer_follows_the_sync_of_both_stores, faults.a_fault_at_any_write_or_sync_leaves_nothing_half,
    paths.a_long_path_serves_and_takes_verbs,
]


class Place:
    """A directory that is gone afterwards, and has no server's log to show."""

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="bueno-crash.")
        self.directory = pathlib.Path(self.temporary.name)
        return self

    def __exit__(self, *_):
        self.temporary.cleanup()


def main(words):
    tests = [test for test in ALL + ALONE if not words or any(word in test.__name__ for word in words)]
    failed = 0
    for test in tests:
        start = time.time()
        with Place() if test in ALONE else Server(persons=20) as site:
            try:
                test(site.directory if test in ALONE else site)
                outcome = "ok  "
            except Exception:
                outcome = "FAIL"
                failed += 1
                traceback.print_exc()
                log = pathlib.Path(site.directory, "server.log")
                print(log.read_text()[-1500:] if log.exists() else "")
        print(f"{outcome} {test.__name__.replace('_', ' ')}  {time.time() - start:.1f} s", flush=True)
    print(f"\nCrash: {len(tests) - failed} of {len(tests)} passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
