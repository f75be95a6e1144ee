"""Kill -9 under enrolments and erasures at once, on both engines, by way of the hidden load."""

import os
import pathlib
import random
import shutil
import sqlite3
import time

from cluster import Cluster
from hammer import Hammer

CAMPAIGN = bool(os.environ.get("BUENO_CAMPAIGN"))
# A fresh installation after so many kills, so that a round stays short.
GENERATION = 10


def rounds(count, hammer_for, crash=None):
    """Each start first examines what all earlier rounds of its installation acknowledged."""
    seed = int(os.environ.get("BUENO_TEST_SEED") or time.time())
    chance = random.Random(seed)
    enrolled = erased = early = 0
    slowest = 0.0
    for number in range(count):
        where = f"round {number + 1}, seed {seed}"
        if number % GENERATION == 0:
            hammer = hammer_for(number // GENERATION)
        began = time.time()
        hammer.start("--workers", "8")
        if number % 5 == 4:
            # While it opens and examines.
            time.sleep(chance.random() * 0.3)
            early += 1
        else:
            assert hammer.ready.wait(30) or hammer.said("BROKEN"), f"{where}: {hammer.lines[-5:]}"
            slowest = max(slowest, time.time() - began)
            time.sleep(0.05 + chance.random() * 0.5)
        if crash:
            crash(number)
        hammer.kill()
        assert not hammer.said("BROKEN"), f"{where}: {hammer.said('BROKEN')[:5]}"
        enrolled += len(hammer.said("E"))
        erased += len(hammer.said("X"))
        if number % GENERATION == GENERATION - 1 or number == count - 1:
            hammer.examine(f"{where}, at the end")
    assert enrolled > count * 2 and erased > 0, f"too little load to say anything: {enrolled} and {erased}"
    print(f"     {count} kills ({early} while opening), {enrolled} enrolments and {erased} erasures acknowledged, "
          f"0 lost, 0 back; from start to load at most {slowest:.2f} s; seed {seed}")
    return hammer


def erasures_and_enrolments_survive_kills_on_sqlite(directory):
    count = 1_000 if CAMPAIGN else 20
    hammer = rounds(count, lambda generation: Hammer(directory / f"hammer{generation}"))
    the_examination_notices(hammer, directory)


def enrolments_survive_kills_on_postgresql(directory):
    """In every third round it is the server that is torn away, with everything it had not synced."""
    count = 500 if CAMPAIGN else 12
    with Cluster() as cluster:
        def crash(number):
            if number % 3 == 2:
                cluster.crash()
                cluster.start()
        rounds(count, lambda generation: Hammer(directory / f"hammer_{generation}", cluster.connection), crash)


def the_examination_notices(hammer, directory):
    """A check that cannot fail says nothing: each break is seen."""
    fields = "(SELECT end_user_id FROM end_user WHERE code_id IS NOT NULL LIMIT 1)"
    breaks = {
        "a field is gone": ("data", "DELETE FROM sealed_field WHERE rowid = (SELECT MIN(rowid) FROM sealed_field)"),
        "a ciphertext is another's": ("data", f"UPDATE sealed_field SET sealed = zeroblob(64) WHERE end_user_id = {fields}"),
        "keys are gone": ("keys", "DELETE FROM person_key"),
        "a leaf is gone": ("data", "DELETE FROM log_leaf WHERE seq = 1"),
        "a leaf is another": ("data", "UPDATE log_leaf SET body = (SELECT body FROM log_leaf WHERE seq = 0) WHERE seq = 1"),
        "a code is open again": ("data", "UPDATE enrolment_code SET state = 'issued', redeemed_at = NULL WHERE code_id = "
                                         "(SELECT code_id FROM end_user WHERE code_id IS NOT NULL LIMIT 1)"),
        "an erasure is undone": ("data", "DELETE FROM erasure WHERE rowid = (SELECT MIN(rowid) FROM erasure)"),
    }
    for number, (what, (store, sql)) in enumerate(breaks.items()):
        broken = directory / f"broken{number}"
        shutil.copytree(hammer.directory, broken)
        connection = sqlite3.connect(pathlib.Path(broken, f"{store}.sqlite"))
        with connection:
            assert connection.execute(sql).rowcount > 0, what
        connection.close()
        Hammer(broken).expect_broken(what)
    print(f"     {len(breaks)} breaks made by hand, each was noticed")
