"""An acknowledgement comes after the sync, in both stores, with nothing written in between."""

import pathlib
import re
import shutil
import subprocess

from hammer import Hammer

HERE = pathlib.Path(__file__).resolve().parent
PERSONS = 20
CALL = re.compile(r"(\d+) +(pwrite64|fdatasync|fsync|write)\((\d+)<([^>]*)>(.*)")
RESUMED = re.compile(r"(\d+) +<\.\.\. (pwrite64|fdatasync|fsync) resumed>.*= (-?\d+)")


class Trace:
    """What a trace shows per store: how often it was synced, and whether something written was not synced yet."""

    def __init__(self, text):
        self.dirty, self.syncs = set(), {"data": 0, "keys": 0}
        self.pending, self.early = {}, []
        self.answers = {"E": 0, "X": 0}
        since = dict(self.syncs)
        for line in text.splitlines():
            call = CALL.match(line)
            resumed = RESUMED.match(line)
            if call:
                thread, name, number, path, rest = call.groups()
                store = pathlib.Path(path).name.split(".")[0]
                if name == "write" and number == "1" and rest[:4] in (', "E', ', "X'):
                    kind = rest[3]
                    self.answers[kind] += 1
                    wanted = ["data", "keys"] if kind == "E" else ["data"]
                    if self.dirty or any(self.syncs[store] == since[store] for store in wanted):
                        self.early.append(kind)
                    since = dict(self.syncs)
                elif name == "pwrite64" and path.endswith("-wal"):
                    self.dirty.add(store)
                elif name in ("fdatasync", "fsync") and path.endswith("-wal"):
                    if "unfinished" in rest:
                        self.pending[thread] = store
                    elif rest.endswith("= 0"):
                        self.synced(store)
            elif resumed and resumed.group(2) != "pwrite64" and resumed.group(3) == "0":
                store = self.pending.pop(resumed.group(1), None)
                if store:
                    self.synced(store)

    def synced(self, store):
        self.dirty.discard(store)
        self.syncs[store] += 1


def traced(directory, *words, preload=None):
    hammer = Hammer(directory)
    trace = directory / "trace"
    wrapper = ["strace", "-f", "-y", "-s", "16", "-e", "trace=pwrite64,fdatasync,fsync,write", "-o", str(trace)]
    if preload:
        wrapper += ["-E", f"LD_PRELOAD={preload}"]
    hammer.start(*words, wrapper=wrapper)
    assert hammer.wait(120) == 0, hammer.errors
    assert not hammer.said("F"), hammer.said("F")[:3]
    return Trace(trace.read_text())


def an_answer_follows_the_sync_of_both_stores(directory):
    alone = ["--quiet", "--workers", "1", "--erases", "4", "--persons", str(PERSONS)]
    seen = traced(directory / "alone", *alone)
    assert seen.answers == {"E": PERSONS, "X": PERSONS // 4}, seen.answers
    assert not seen.early, f"answered before the sync: {seen.early}"
    each = {store: count / PERSONS for store, count in seen.syncs.items()}

    together = traced(directory / "together", "--workers", "32", "--erases", "0", "--persons", "200")
    ratio = {store: count / 200 for store, count in together.syncs.items()}
    assert min(seen.syncs.values()) >= PERSONS

    library = directory / "no_sync.so"
    compiler = shutil.which("cc") or "clang"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, HERE / "no_sync.c", "-ldl"], check=True)
    off = traced(directory / "off", *alone, preload=str(library))
    assert len(off.early) == PERSONS + PERSONS // 4, f"synchronous is OFF and the test would pass: {off.early}"
    print(f"     {PERSONS} enrolments and {PERSONS // 4} erasures, one after the other: none answered before its sync "
          f"(syncs per enrolment: data {each['data']:.1f}, keys {each['keys']:.1f})")
    print(f"     32 at the same time: syncs per enrolment: data {ratio['data']:.2f}, keys {ratio['keys']:.2f}")
    print(f"     synchronous OFF: all {len(off.early)} are seen as answered too early")
