"""How long each Swift suite took: from its first test's start to its last test's end, and how many tests."""

import json
import sys
from collections import defaultdict


def moment(event):
    return event["payload"]["instant"]["absolute"]


def main(path):
    first, last, count = {}, {}, defaultdict(int)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if event.get("kind") != "event" or "testID" not in event["payload"]:
                continue
            target = event["payload"]["testID"].split(".")[0]
            kind = event["payload"]["kind"]
            if kind == "testStarted":
                first.setdefault(target, moment(event))
            elif kind == "testEnded":
                last[target] = moment(event)
                # A suite's identifier has no source location behind it; a test's has.
                count[target] += "/" in event["payload"]["testID"]
    for target in sorted(last, key=lambda name: first[name]):
        print(f"  {target:<26} {last[target] - first[target]:9.1f}  {count[target]} tests")


main(sys.argv[1])
