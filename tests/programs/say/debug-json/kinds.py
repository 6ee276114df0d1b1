"""The kinds of events on standard input, sorted; fails on a line that is no object of schema 1."""
import json
import sys

kinds, last = set(), 0
for line in sys.stdin.buffer:
    event = json.loads(line.decode("utf-8"))
    assert event["v"] == 1 and event["pid"] > 0 and event["t"] >= last, line
    last = event["t"]
    kinds.add(event["ev"])
print(*sorted(kinds))
