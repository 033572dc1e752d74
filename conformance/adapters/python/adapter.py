"""The adapter: speaks the oracle's protocol (conformance/PROTOCOL.md) on standard input and output."""

import json
import os
import sys
from concurrent.futures import Future
from threading import RLock, Thread
from types import SimpleNamespace

from sequencer import MALFORMED, NOT_SUPPORTED, Busy, Sequencer, SequencerError, StorageError

HELLO = dict(name="python", version="1.0", language="Python", protocol=1, capabilities=["use", "crash", "writeAhead"])
output, ids, waiting, current = RLock(), iter(range(1, sys.maxsize)), {}, Sequencer()


class OracleStorage(SimpleNamespace):
    """What the sequencer takes for its database and its log: each call is a message to the oracle, and waits."""
    def ask(self, op, **fields):
        with output:
            if self.crashed:
                raise StorageError(f"owner must be alive: owner={self.owner}")
            request = next(ids)
            reply = waiting[request] = Future()
            send({"id": request, "op": op, "owner": self.owner, **fields})
        if "error" in reply.result():
            raise StorageError(reply.result()["error"]["text"])
        return reply.result()

    def read_number(self, ws_id, seq_id):
        return int(self.ask("readNumbers", wsId=str(ws_id), seqIds=[seq_id])["numbers"][0])

    def read_checkpoint(self):
        return int(self.ask("readNextPLogOffset")["nextPLogOffset"])

    def read_plog(self, plog_offset, limit):
        page = self.ask("readPLog", **{"from": str(plog_offset)}, limit=limit)
        return page["end"], [(int(e["plogOffset"]), int(e["wsId"]), [(v["seqId"], int(v["number"])) for v in e["values"]])
                             for e in page["events"]]

    def write(self, values, checkpoint=None):
        offset = {} if checkpoint is None else {"nextPLogOffset": str(checkpoint)}
        values = [{"wsId": str(ws_id), "seqId": seq_id, "number": str(number)} for (ws_id, seq_id), number in values]
        self.ask("writeValuesAndNextPLogOffset" if offset else "writeValues", values=values, **offset)

    def sync_plog(self, below):
        self.ask("syncPLog", below=str(below))


def send(message):
    with output:
        print(json.dumps(message, separators=(",", ":")), flush=True)


def perform(sequencer, op, r):
    global current
    if op == "open":
        types = {kind["wsKind"]: {seq["seqId"]: int(seq["initial"]) for seq in kind["seqs"]} for kind in r["seqTypes"]}
        current = Sequencer(types, r["limits"], OracleStorage(owner=r["owner"], crashed=False))
    elif op == "crash":
        with output:  # it sends no call any more, and those that wait fail, so that no thread is left
            sequencer.storage.crashed = True
            while waiting:
                waiting.popitem()[1].set_result({"error": {"text": "the sequencer is gone"}})
        Thread(target=sequencer.close, daemon=True).start()
    elif op == "start":
        return {"plogOffset": str(sequencer.start(r["wsKind"], int(r["wsId"])))}
    elif op == "next":
        return {"number": str(sequencer.next(r["seqId"]))}
    elif op == "use":
        return {"raised": sequencer.use(r["seqId"], int(r["number"]))}
    elif op == "quiesce":
        return {"idle": sequencer.wait_until_idle()}
    elif op in ("flush", "actualize", "close"):
        getattr(sequencer, op)()
    elif op not in ("hello", "bye"):
        raise SequencerError(NOT_SUPPORTED, "op must be known: op=" + op)
    return HELLO if op == "hello" else {}


def answer(sequencer, request):
    try:
        reply = perform(sequencer, request["op"], request)
    except Busy as e:
        reply = {"busy": str(e)}
    except (SequencerError, KeyError, TypeError, ValueError) as e:
        reply = {"error": {"code": getattr(e, "code", MALFORMED), "definite": True, "text": str(e)}}
    send({"re": request["id"], **reply})
    if request["op"] == "bye":
        os._exit(0)


for line in sys.stdin.buffer:
    message = json.loads(line)
    if "re" in message:
        with output:
            waiting.pop(message["re"], Future()).set_result(message)
    else:  # in a thread of its own, as it may wait for storage; for this sequencer, even if the thread begins late
        Thread(target=answer, args=[current, message], daemon=True).start()
os._exit(0)
