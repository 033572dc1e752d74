"""An engine over SQLite, as an adapter of `./isequencer oracle engine`: see conformance/ENGINES.md."""
import json
import os
import sqlite3
import sys

TABLES = """PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS numbers (ws INTEGER, seq INTEGER, number INTEGER, PRIMARY KEY (ws, seq));
CREATE TABLE IF NOT EXISTS checkpoint (id INTEGER PRIMARY KEY, value INTEGER);
CREATE TABLE IF NOT EXISTS plog (plog_offset INTEGER PRIMARY KEY, event TEXT);"""


class Refused(Exception):
    """An error of the protocol: code and text."""


def require(kept, code, rule):
    if not kept:
        raise Refused(code, rule)


def signed(text):
    """SQLite's integers are signed: the upper half of the workspaces is negative there."""
    return int(text) - (1 << 64 if int(text) >> 63 else 0)


class Engine:
    RAISE = "INSERT INTO numbers VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = max(number, excluded.number)"
    ADVANCE = "INSERT INTO checkpoint VALUES (1, ?) ON CONFLICT DO UPDATE SET value = max(value, excluded.value)"
    INSERT = "INSERT INTO plog VALUES (?, ?) ON CONFLICT DO NOTHING"

    def hello(self, m):
        self.directory, self.handles = m["directory"], {}
        return {"name": "sqlite", "version": sqlite3.sqlite_version, "language": "Python", "protocol": 1,
                "ports": ["storage", "log"], "capabilities": ["reopen", "shared"]}

    def openStorage(self, m):
        db = sqlite3.connect(os.path.join(self.directory, m["store"] + ".db"), isolation_level=None)
        db.executescript(TABLES)
        self.handles[m["handle"]] = db
    openLog = openStorage

    def close(self, m):
        if m["handle"] in self.handles:
            self.handles.pop(m["handle"]).close()

    def sql(self, m, sql, *args):
        require(m["handle"] in self.handles, 1006, "closed")
        return self.handles[m["handle"]].execute(sql, args)

    def value(self, m, sql, *args):
        row = self.sql(m, sql, *args).fetchone()
        return str(row[0] if row else 0)

    def readNumber(self, m):
        require(1 <= m["seqId"] <= 65535, 12, "seqId must be 1..65535")
        query = "SELECT number FROM numbers WHERE ws = ? AND seq = ?"
        return {"number": self.value(m, query, signed(m["wsId"]), m["seqId"])}

    def readCheckpoint(self, m):
        return {"checkpoint": self.value(m, "SELECT value FROM checkpoint")}

    def write(self, m):
        require(int(m["checkpoint"]) >= 0, 12, "checkpoint must be >= 0")
        self.sql(m, "BEGIN IMMEDIATE")
        for v in m["values"]:
            self.sql(m, self.RAISE, signed(v["wsId"]), v["seqId"], int(v["number"]))
        if m["checkpoint"] != "0":
            self.sql(m, self.ADVANCE, int(m["checkpoint"]))
        self.sql(m, "COMMIT")

    def listNumbers(self, m):
        skip = int(m["cursor"] or 0)
        rows = self.sql(m, "SELECT * FROM numbers ORDER BY ws, seq LIMIT ? OFFSET ?", m["limit"], skip)
        values = [{"wsId": str(w % (1 << 64)), "seqId": s, "number": str(n)} for w, s, n in rows]
        return {"values": values, "cursor": str(skip + len(values)) if len(values) == m["limit"] else ""}

    def append(self, m):
        at = int(m["event"]["plogOffset"])
        require(at <= int(self.end(m)["plogOffset"]), 12, "plogOffset must be <= end of the log")
        return {"appended": self.sql(m, self.INSERT, at, json.dumps(m["event"])).rowcount == 1}

    def scan(self, m):
        require(int(m["from"]) >= 1, 12, "from must be >= 1")
        query = "SELECT event FROM plog WHERE plog_offset >= ? ORDER BY plog_offset LIMIT ?"
        events = [json.loads(row[0]) for row in self.sql(m, query, int(m["from"]), m["limit"])]
        return {"events": events, "end": len(events) < m["limit"]}

    def sync(self, m):
        self.end(m)  # What was appended is durable.

    def end(self, m):
        return {"plogOffset": self.value(m, "SELECT coalesce(max(plog_offset), 0) + 1 FROM plog")}

    def resources(self, m):
        return {"count": len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else len(self.handles)}


def serve(engine):
    for m in map(json.loads, sys.stdin):
        try:
            reply = getattr(engine, m["op"])(m) or {}
        except Refused as e:
            reply = {"error": {"code": e.args[0], "definite": True, "text": e.args[1]}}
        print(json.dumps({"re": m["id"], **reply}), flush=True)


if __name__ == "__main__":
    serve(Engine())
