#!/usr/bin/env python3
"""Measures how `oracle history` grows with lines and keys, and writes the table of docs/benchmarks.md.

    benchmarks/history-curve.py [--most LINES] [--keep DIR] [--isequencer COMMAND]

Each history is that of a service whose events draw their workspace evenly: two numbers an event, a write of twenty
events at a time. The figures are those of the whole process, its start included.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import tempfile
import time

EVENTS_PER_WRITE = 20
LINES_PER_EVENT = 5
LINES = (100_000, 1_000_000, 10_000_000)
KEYS = (1, 1_000, 1_000_000)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def write_history(path, lines, keys):
    """Two keys a workspace; a single key if there is only one."""
    seq_ids = (1,) if keys == 1 else (1, 2)
    workspaces = max(1, keys // len(seq_ids))
    draw = random.Random(1)
    last = {}
    changed = {}
    offset = 0
    written = 2
    with open(path, "w", encoding="ascii", buffering=1 << 20) as out:
        out.write('{"e":"history","version":1,"types":[[1,1,"1"],[1,2,"200001"]]}\n{"e":"open","o":1}\n')
        while written < lines:
            offset += 1
            workspace = draw.randrange(workspaces)
            out.write('{"e":"start","o":1,"k":1,"w":"%d","p":"%d"}\n' % (workspace, offset))
            values = []
            for seq_id in (seq_ids * 2)[:2]:
                number = last.get((workspace, seq_id), 0 if seq_id == 1 else 200_000) + 1
                last[workspace, seq_id] = number
                changed[workspace, seq_id] = number
                values.append('[%d,"%d"]' % (seq_id, number))
                out.write('{"e":"next","o":1,"s":%d,"n":"%d"}\n' % (seq_id, number))
            out.write(
                '{"e":"append","o":1,"p":"%d","w":"%d","v":[%s],"r":"ok"}\n{"e":"flush","o":1}\n'
                % (offset, workspace, ",".join(values))
            )
            written += LINES_PER_EVENT
            if offset % EVENTS_PER_WRITE == 0:
                pairs = ",".join('["%d",%d,"%d"]' % (*key, number) for key, number in changed.items())
                out.write('{"e":"writeBegin","o":1,"id":%d,"v":[%s],"c":"%d"}\n' % (offset, pairs, offset + 1))
                out.write('{"e":"writeEnd","o":1,"id":%d,"r":"ok"}\n' % offset)
                changed.clear()
                written += 2


def measure(command, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    result = subprocess.run([*command, "oracle", "history", "--json", path], stdout=subprocess.PIPE, check=True)
    seconds = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    verdict = json.loads(result.stdout)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "lines": verdict["lines"],
        "keys": verdict["keys"],
        "bytes": os.path.getsize(path),
        "seconds": round(seconds, 2),
        "cpuSeconds": round(cpu, 2),
        "linesPerCpuSecond": round(verdict["lines"] / cpu),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=LINES[-1], help="the longest history")
    parser.add_argument("--keep", help="where the histories stay")
    parser.add_argument("--isequencer", default=os.path.join(ROOT, "isequencer"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = arguments.keep or scratch
        os.makedirs(directory, exist_ok=True)
        print("| lines | keys | MB | s on the clock | s of CPU | lines a second of CPU |")
        print("|--:|--:|--:|--:|--:|--:|")
        for keys in KEYS:
            for lines in (count for count in LINES if count <= arguments.most):
                path = os.path.join(directory, "history-%d-%d.ndjson" % (lines, keys))
                if not os.path.exists(path):
                    write_history(path, lines, keys)
                row = measure([arguments.isequencer], path)
                print(
                    "| {lines:,} | {keys:,} | {mb:.0f} | {seconds:.1f} | {cpuSeconds:.1f} | {linesPerCpuSecond:,} |".format(
                        mb=row["bytes"] / 1e6, **row
                    ),
                    flush=True,
                )
                if not arguments.keep:
                    os.remove(path)


if __name__ == "__main__":
    main()
