"""The engine over SQLite with one fault, by its name: what `./isequencer oracle engine` must find."""
import sys

from sqlite_engine import Engine, serve


class LastWriterWins(Engine):
    """A number is replaced, not raised (E4)."""
    RAISE = "INSERT OR REPLACE INTO numbers VALUES (?, ?, ?)"


class OrderedAsText(Engine):
    """Offsets are ordered as text: 10 before 2 (E39)."""

    def scan(self, m):
        found = super().scan({**m, "limit": -1})["events"]
        found.sort(key=lambda event: event["plogOffset"])
        return {"events": found[:m["limit"]], "end": len(found) <= m["limit"]}


class AcknowledgedNotStored(Engine):
    """Appended events wait for the close, whatever sync is asked for (E52)."""

    def hello(self, m):
        return {**super().hello(m), "ports": ["log"], "capabilities": ["reopen"]}

    def append(self, m):
        if m["handle"] in self.handles and not self.handles[m["handle"]].in_transaction:
            self.sql(m, "BEGIN")
        return super().append(m)

    def close(self, m):
        if m["handle"] in self.handles and self.handles[m["handle"]].in_transaction:
            self.sql(m, "COMMIT")
        super().close(m)


class ListingWithoutEnd(Engine):
    """Each page of a listing begins at the first key again, and promises one more (E10)."""

    def listNumbers(self, m):
        return {**super().listNumbers({**m, "cursor": ""}), "cursor": "1"}


class ScanWithoutEnd(Engine):
    """A scan that has come to its second page begins anew (E39)."""

    def scan(self, m):
        return super().scan({**m, "from": "1"} if int(m["from"]) > 50 else m)


WRONG = {"last-writer-wins": LastWriterWins, "ordered-as-text": OrderedAsText,
         "acknowledged-not-stored": AcknowledgedNotStored, "listing-without-end": ListingWithoutEnd,
         "scan-without-end": ScanWithoutEnd}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in WRONG:
        sys.exit("a fault must be named: " + ", ".join(WRONG))
    serve(WRONG[sys.argv[1]]())
