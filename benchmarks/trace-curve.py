#!/usr/bin/env python3
"""Measures how `trace validate` grows with steps and keys, and writes the tables of docs/benchmarks.md.

    benchmarks/trace-curve.py [--most STEPS] [--tlc STEPS] [--keep DIR] [--isequencer COMMAND]

Each trace is that of one owner whose transactions take two numbers, in one workspace after the other, and of its flusher,
which writes after each hundred transactions. A key is missed once, then cached. With one key both numbers are of it. The
figures are those of the whole process, its start included. TLC follows traces of at most --tlc steps, and of few keys, in the same run.
"""

import argparse
import os
import re
import resource
import subprocess
import tempfile
import time

BETWEEN_FLUSHES = 100
FIRST_WS = 140_737_488_355_328
FIRST_NUMBERS = (1, 200_001)
STEPS = (10_000, 100_000, 1_000_000, 10_000_000)
KEYS = (1, 200, 1_000, 100_000, 1_000_000)
# With a thousand keys TLC takes minutes for as many steps.
TLC_MOST_KEYS = 200
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Trace:
    def __init__(self, out, keys):
        self.out = out
        self.slots = min(2, keys)
        self.workspaces = max(1, keys // 2)
        self.numbers = {}
        self.steps = -1
        self.offset = 1
        self.signalled = False

    def line(self, text):
        self.out.write(text)
        self.out.write("\n")
        self.steps += 1

    def core(self, action, arguments, changed):
        self.line('{"a":"%s","owner":"a"%s,"changed":{%s}}' % (action, arguments, changed))

    def begin(self):
        seqs = ",".join(
            '{"wsKind":1,"seqId":%d,"initialValue":"%d"}' % (i + 1, FIRST_NUMBERS[i]) for i in range(self.slots)
        )
        self.line('{"v":1,"spec":"Sequencer","maxUnflushedValues":500,"seqs":[%s]}' % seqs)
        self.line('{"a":"Open","owner":"a"}')
        self.core("ActClear", "", '"actualizer.state":"reading","flusher.state":"idle"')
        self.core("ActReadCheckpoint", ',"plogOffset":"1"', '"actualizer.state":"scanning"')
        self.core("ActDone", "", '"actualizer.state":"idle","actualizing":false,"signalled":true')
        self.core("FlSnapshot", "", '"signalled":false')

    def write(self, steps):
        workspace = 0
        while self.steps < steps:
            pending = {}
            for i in range(BETWEEN_FLUSHES):
                pending.update(self.transaction((workspace + i) % self.workspaces))
            workspace = (workspace + BETWEEN_FLUSHES) % self.workspaces
            self.flush(pending)

    def transaction(self, workspace):
        ws_id = FIRST_WS + workspace
        self.core("Start", ',"plogOffset":"%d"' % self.offset, '"tx.ws":"%d"' % ws_id)
        event = []
        changed = {}
        for i in range(2):
            seq_id = i % self.slots + 1
            key = (ws_id, seq_id)
            if key not in self.numbers:
                of_seq = ',"seqId":%d,"number":"0"' % seq_id
                self.core("Miss", of_seq, "")
                self.line('{"a":"Read","owner":"a"%s}' % of_seq)
                self.core("Fill", of_seq, '"tx.last":{"%d":"0"}' % seq_id)
            number = self.numbers.get(key, FIRST_NUMBERS[seq_id - 1] - 1) + 1
            self.numbers[key] = changed[key] = number
            self.core("Next", ',"seqId":%d,"number":"%d"' % (seq_id, number), '"tx.last":{"%d":"%d"}' % (seq_id, number))
            event.append('{"seqId":%d,"number":"%d"}' % (seq_id, number))
        self.line(
            '{"a":"AppendOk","owner":"a","plogOffset":"%d","wsId":"%d","numbers":[%s]}'
            % (self.offset, ws_id, ",".join(event))
        )
        self.core(
            "Flush",
            ',"plogOffset":"%d"' % self.offset,
            '"nextOffset":"%d","pendingCheckpoint":"%d"%s,"tx.ws":"none","pending":{%s},"tx.last":{%s}'
            % (
                self.offset + 1,
                self.offset + 1,
                "" if self.signalled else ',"signalled":true',
                cells(changed.items()),
                ",".join('"%d":"-1"' % seq_id for _, seq_id in changed),
            ),
        )
        self.signalled = True
        self.offset += 1
        return changed

    def flush(self, pending):
        none = cells((key, 0) for key in pending)
        self.core(
            "FlSnapshot",
            ',"plogOffset":"%d"' % self.offset,
            '"flusher.checkpoint":"%d","flusher.state":"syncing","signalled":false,"flusher.batch":{%s}'
            % (self.offset, cells(pending.items())),
        )
        self.signalled = False
        self.core("FlSync", ',"plogOffset":"%d"' % self.offset, '"flusher.state":"writing"')
        for (ws_id, seq_id), number in pending.items():
            self.line(
                '{"a":"FlWriteValue","owner":"a","wsId":"%d","seqId":%d,"number":"%d"}' % (ws_id, seq_id, number)
            )
        self.line('{"a":"FlWriteCheckpoint","owner":"a","checkpoint":"%d"}' % self.offset)
        self.core(
            "FlPrune",
            "",
            '"flusher.checkpoint":"0","flusher.state":"idle","pending":{%s},"flusher.batch":{%s}' % (none, none),
        )


def cells(numbers):
    return ",".join('"%d/%d":"%d"' % (*key, number) for key, number in numbers)


def write_trace(path, steps, keys):
    with open(path, "w", encoding="ascii", buffering=1 << 20) as out:
        trace = Trace(out, keys)
        trace.begin()
        trace.write(steps)


def measure(command, engine, path):
    """CPU seconds and those on the clock; fails unless every step fits."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    result = subprocess.run(
        [*command, "trace", "validate", "--engine", engine, path], stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    seconds = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    steps = int(re.search(r": (\d+) steps, all of the specification", result.stdout).group(1))
    return steps, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=STEPS[-1], help="the longest trace")
    parser.add_argument("--tlc", type=int, default=STEPS[0], help="the longest trace that TLC follows too")
    parser.add_argument("--keep", help="where the traces stay")
    parser.add_argument("--isequencer", default=os.path.join(ROOT, "isequencer"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = arguments.keep or scratch
        os.makedirs(directory, exist_ok=True)
        print("| steps | keys | MB | s on the clock | s of CPU | steps a second of CPU | TLC, s of CPU |")
        print("|--:|--:|--:|--:|--:|--:|--:|")
        for keys in KEYS:
            for steps in (count for count in STEPS if count <= arguments.most):
                path = os.path.join(directory, "trace-%d-%d.ndjson" % (steps, keys))
                if not os.path.exists(path):
                    write_trace(path, steps, keys)
                count, cpu, seconds = measure([arguments.isequencer], "relation", path)
                tlc = ""
                if steps <= arguments.tlc and keys <= TLC_MOST_KEYS:
                    tlc = "%.1f" % measure([arguments.isequencer], "tlc", path)[1]
                print(
                    "| {:,} | {:,} | {:.0f} | {:.1f} | {:.1f} | {:,.0f} | {} |".format(
                        count, keys, os.path.getsize(path) / 1e6, seconds, cpu, count / cpu, tlc
                    ),
                    flush=True,
                )
                if not arguments.keep:
                    os.remove(path)


if __name__ == "__main__":
    main()
