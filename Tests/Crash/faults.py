"""A fault at the N-th syscall of the thread that writes: a clear error, nothing half-written, sound after a restart."""

import os
import shutil
import signal

from hammer import Hammer

KINDS = [("fdatasync", "error=EIO"), ("pwrite64", "error=EIO"), ("pwrite64", "error=ENOSPC"), ("fdatasync", "signal=KILL"),
         ("pwrite64", "signal=KILL")]
SHORT = [1, 2, 3, 5, 8, 13, 21, 34]


def a_fault_at_any_write_or_sync_leaves_nothing_half(directory):
    base = Hammer(directory / "base")
    base.start("--quiet", "--workers", "1", "--persons", "4", "--erases", "2")
    assert base.wait() == 0, base.errors
    numbers = range(1, 10_000) if os.environ.get("BUENO_CAMPAIGN") else SHORT
    hits = said = enrolled = 0
    for call, fault in KINDS:
        for number in numbers:
            where = f"{call} {fault} at {number}"
            place = directory / "fault"
            shutil.copytree(base.directory, place)
            hammer, trace = Hammer(place), directory / "trace"
            killed = "signal" in fault
            # The faster filter does not count before a signal.
            faster = [] if killed else ["--seccomp-bpf"]
            hammer.start(
                "--quiet", "--workers", "1", "--persons", "5", "--erases", "2",
                wrapper=["strace", "-f", *faster, "-o", str(trace), "-e", f"trace={call}",
                         "-e", f"inject={call}:{fault}:when={number}"])
            code = hammer.wait(60)
            text = trace.read_text()
            hit = "killed by SIGKILL" in text if killed else "(INJECTED)" in text
            hits += hit
            enrolled += len(hammer.said("E"))
            if killed:
                assert code in (0, -signal.SIGKILL, 128 + signal.SIGKILL), f"{where}: ended with {code}"
            else:
                assert code in (0, 1, 2, 3), f"{where}: ended with {code}: {hammer.errors[-300:]}"
                # Either somebody was told, or the same work was done again and succeeded.
                clear = [line for line in hammer.said("F") if "unavailable" in line or "full" in line or "outcome" in line]
                unclear = [line for line in hammer.said("F") if line not in clear]
                told = hammer.errors.strip()
                assert code == 0 or "bueno: " in told, f"{where}: ended with {code} and said nothing"
                said += bool(clear or told)
                for line in unclear:
                    # What follows from the fault: a message that was not sent.
                    assert "NoSecret" in line or "EnrolmentRefusal" in line, f"{where}: {line}"
            hammer.examine(where)
            shutil.rmtree(place)
            if not hit:
                # Every call there is has had its fault.
                break
    assert hits >= len(KINDS) * len(SHORT) - 1, f"only {hits} faults happened"
    print(f"     {hits} faults of {len(KINDS)} kinds, {said} reported by the program, "
          f"{enrolled} enrolments acknowledged in between; every examination was sound")
