"""Kill keeps the page cache, so it cannot see a commit that was never synced. This counts fdatasync itself."""

import pathlib
import re
import shutil
import subprocess
import sys

from enrolling import Person
from kill_loop import codes

HERE = pathlib.Path(__file__).resolve().parent
COUNT = 20


def syncs_during_each_answer(site, preload=None):
    """Enrols one person after another under strace; how many syncs ended between each last question and its yes."""
    trace = pathlib.Path(site.directory, "trace")
    trace.unlink(missing_ok=True)
    issued = codes(site, COUNT)
    if site.process and site.process.poll() is None:
        site.stop()
    site.wrapper = ["strace", "-f", "-ttt", "-T", "-e", "trace=fdatasync,fsync", "-o", str(trace)]
    if preload:
        site.wrapper += ["-E", f"LD_PRELOAD={preload}"]
    site.start()
    people = []
    for number in range(COUNT):
        person = Person(90_000 + number + (COUNT if preload else 0), issued[number])
        person.enrol(site.port)
        people.append(person)
    site.stop()
    site.wrapper = []
    ends = sync_ends(trace.read_text())
    return [sum(person.sent <= end <= person.answered for end in ends) for person in people]


def sync_ends(text):
    """When each sync that succeeded was done. One that another thread interrupted in the trace is resumed later."""
    ends = []
    for line in text.splitlines():
        whole = re.match(r"\d+\s+([\d.]+) (?:fdatasync|fsync)\(.*\)\s+= 0 <([\d.]+)>", line)
        resumed = re.match(r"\d+\s+([\d.]+) <\.\.\. (?:fdatasync|fsync) resumed>.*= 0 <", line)
        if whole:
            ends.append(float(whole.group(1)) + float(whole.group(2)))
        elif resumed:
            ends.append(float(resumed.group(1)))
    return ends


def every_acknowledged_enrolment_was_synced(site):
    counts = syncs_during_each_answer(site)
    assert min(counts) >= 1, f"acknowledged without a sync: {counts}"
    print(f"     {COUNT} acknowledged enrolments, {min(counts)} to {max(counts)} syncs during each answer")


def without_synchronous_full_this_test_fails(site):
    library = pathlib.Path(site.directory, "no_sync.so")
    subprocess.run(
        [shutil.which("cc") or "clang", "-shared", "-fPIC", "-o", library, HERE / "no_sync.c", "-ldl"], check=True)
    counts = syncs_during_each_answer(site, preload=str(library))
    assert min(counts) == 0, f"synchronous is OFF and the test would still pass: {counts}"
    print(f"     synchronous OFF: {counts.count(0)} of {COUNT} acknowledged without a sync, so the test would fail")


if __name__ == "__main__":
    sys.exit("Run run.py.")
