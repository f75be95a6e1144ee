"""Kill -9 under enrolment load, again and again. What was acknowledged is present; what was not is absent or whole."""

import os
import random
import statistics
import time

from checks import Before, ask_the_program, look_at_files
from enrolling import Crowd

ROUNDS = 1_000 if os.environ.get("BUENO_CAMPAIGN") else 50
READY_SECONDS = 3


def codes(site, count):
    done = site.run(
        "codes", "issue", "--contract", site.card["contract"], "--count", str(count), "--until", "2099-12-31",
        "--reason", "kill loop")
    return [line.split("\t")[1] for line in done.stdout.splitlines()]


def acknowledged_survives_a_kill(site):
    seed = int(os.environ.get("BUENO_TEST_SEED") or time.time())
    chance = random.Random(seed)
    number, total, starts = 0, 0, []
    supply = []
    before = Before(site.data, site.data + "-keys", site.directory)
    for round_number in range(1, ROUNDS + 1):
        if len(supply) < 500:
            supply += codes(site, 2_000)
        crowd = Crowd(site.port, supply, number)
        crowd.start()
        time.sleep(0.15 + chance.random() * 0.6)
        site.kill()
        crowd.wait()
        number = crowd.next
        where = f"round {round_number}, seed {seed}"
        assert not crowd.refused, f"{where}: {crowd.refused[:3]}"
        found = look_at_files(site.data, site.data + "-keys", site.directory, before)
        assert not found, f"{where}: {found}"
        began = time.time()
        site.start()
        starts.append(time.time() - began)
        missing = [person.email for person in crowd.acknowledged if not person.is_present(site.port)]
        assert not missing, f"{where}: acknowledged and gone: {len(missing)} of {len(crowd.acknowledged)}"
        total += len(crowd.acknowledged)
        # The whole log and every promise take longer, so not in each round.
        if round_number % 10 == 0 or round_number == ROUNDS:
            found = ask_the_program(site)
            assert not found, f"{where}: {found}"
    # The middle one: a machine that is busy with something else is no fault of ours.
    usual = statistics.median(starts)
    assert usual < READY_SECONDS, f"a start takes {usual:.1f} s"
    assert total > ROUNDS, "too little load to say anything"
    print(
        f"     {ROUNDS} kills, {total} acknowledged enrolments, 0 lost; a start takes {usual:.2f} s, at most {max(starts):.2f}; seed {seed}")
