#!/usr/bin/env python3
"""Measures how `trace validate` grows with steps and keys, for docs/benchmarks.md.

    benchmarks/trace-curve.py [--most STEPS] [--tlc STEPS] [--jobs N] [--keep DIR] [--isequencer COMMAND] > benchmarks/traces.json

Each trace is that of one owner whose transactions take two numbers, in one workspace after the other, and of its flusher,
which writes after each hundred transactions. A key is missed once, then cached. With one key both numbers are of it. The
figures are those of the whole process, its start included. TLC follows traces of at most --tlc steps, and of few keys, in the same run.
"""

import argparse
import concurrent.futures
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time

BETWEEN_FLUSHES = 100
FIRST_WS = 140_737_488_355_328
FIRST_NUMBERS = (1, 200_001)
STEPS = (10_000, 100_000, 1_000_000, 10_000_000)
KEYS = (1, 200, 1_000, 100_000, 1_000_000)
# Few keys are there for TLC alone: with a thousand it takes minutes for as many steps.
TLC_MOST_KEYS = 200
HEAP_MIB = 256
COLUMNS = ("keys", "steps", "MB", "s on the clock", "s of CPU", "steps a second of CPU", "peak MiB", "TLC, s of CPU")
ABOUT = (
    "`./isequencer trace validate` in a heap of %d MiB, of traces that `benchmarks/trace-curve.py` writes: transactions of"
    " two numbers, in one workspace after the other, and all that the flusher does. A short trace does not get to see all of"
    " many keys. TLC is given the shortest ones." % HEAP_MIB
)
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
    """Steps, seconds on the clock and of CPU, and the peak of the memory in MiB; fails unless every step fits."""
    begin = time.monotonic()
    environment = dict(os.environ)
    if engine == "relation":
        environment["ISEQUENCER_JAVA_OPTS"] = "-Xmx%dm" % HEAP_MIB
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([command, "trace", "validate", "--engine", engine, path], stdout=out, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        out.seek(0)
        text = out.read().decode("utf-8")
    told = re.search(r": (\d+) steps, all of the specification", text)
    if child.returncode != 0 or not told:
        sys.exit("every step must fit: trace=%s, engine=%s, exitCode=%d\n%s" % (path, engine, child.returncode, text))
    return int(told.group(1)), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def point(arguments, keys, path, tlc):
    steps, seconds, cpu, peak = measure(arguments.isequencer, "relation", path)
    by_tlc = measure(arguments.isequencer, "tlc", path)[2] if tlc else None
    return [keys, steps, os.path.getsize(path) / 1e6, seconds, cpu, steps / cpu, peak, by_tlc]


def machine(loads):
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        names = [line.split(":", 1)[1].split() for line in lines if line.startswith("model name")]
    java = subprocess.run(["java", "-XshowSettings:properties", "-version"], stderr=subprocess.PIPE, encoding="utf-8")
    properties = dict(re.findall(r"(java\.vm\.name|java\.version) = (.*)", java.stderr))
    return {
        "system": platform.system(),
        "processor": " ".join(names[0][:2]),
        "cores": str(os.cpu_count()),
        "Java": "%s %s" % (properties["java.vm.name"], properties["java.version"]),
        "load": "%.0f to %.0f" % (min(loads), max(loads)),
    }


def sizes(arguments):
    """Keys, steps, and whether TLC follows too."""
    for keys in KEYS:
        for steps in (count for count in STEPS if count <= arguments.most):
            tlc = steps <= arguments.tlc and keys <= TLC_MOST_KEYS
            if tlc or steps > STEPS[0] and keys != TLC_MOST_KEYS:
                yield keys, steps, tlc


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=STEPS[-1], help="the longest trace")
    parser.add_argument("--tlc", type=int, default=STEPS[0], help="the longest trace that TLC follows too")
    parser.add_argument("--jobs", type=int, default=1, help="how many traces at a time: of a busy machine CPU time counts")
    parser.add_argument("--keep", help="where the traces stay")
    parser.add_argument("--isequencer", default=os.path.join(ROOT, "isequencer"))
    arguments = parser.parse_args()
    loads = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as scratch:
        directory = arguments.keep or scratch
        os.makedirs(directory, exist_ok=True)

        def follow(size):
            keys, steps, tlc = size
            path = os.path.join(directory, "trace-%d-%d.ndjson" % (steps, keys))
            if not os.path.exists(path):
                write_trace(path, steps, keys)
            result = point(arguments, keys, path, tlc)
            loads.append(os.getloadavg()[0])
            print(result, file=sys.stderr, flush=True)
            if not arguments.keep:
                os.remove(path)
            return result

        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as jobs:
            points = list(jobs.map(follow, sizes(arguments)))
    curve = {"name": "trace validate", "about": ABOUT, "columns": COLUMNS, "points": points}
    json.dump({"machine": machine(loads), "rows": [], "curves": [curve], "leftOut": []}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
