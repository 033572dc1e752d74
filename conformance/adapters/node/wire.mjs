// The wire: messages, a JSON object a line, and which of them answers which. Any adapter can use this file as it is.

import { createInterface } from "node:readline";

const DECIMALS = ["wsId", "number", "plogOffset", "nextPLogOffset", "initial"]; // a BigInt here, a string on the wire
const waiting = new Map();
let asked = 0;

function send(message) {
  process.stdout.write(JSON.stringify(message, (_, value) => (typeof value === "bigint" ? `${value}` : value)) + "\n");
}

function parse(line) {
  return JSON.parse(line, (name, value) => (DECIMALS.includes(name) && /^\d+$/.test(value) ? BigInt(value) : value));
}

/** Sends a request and returns a promise of its reply, which may be an error. */
export function ask(request) {
  send({ id: ++asked, ...request });
  return new Promise((resolve) => waiting.set(asked, resolve));
}

/** Resolves when another line has come. */
export function nextLine() {
  return new Promise((resolve) => lines.once("line", resolve));
}

/**
 * Answers each request of the oracle with what perform returns, or resolves to. An error that has a code of the protocol
 * is an error reply, any other means that the request was malformed.
 */
export function serve(perform) {
  lines.on("line", async (line) => {
    const message = parse(line);
    if (message.re !== undefined) {
      waiting.get(message.re)?.(message);
      waiting.delete(message.re);
      return;
    }
    if (message.op === "crash") {
      waiting.clear(); // no reply comes any more, and each crash would leave a sequencer that waits
    }
    let reply;
    try {
      reply = await perform(message);
    } catch (e) {
      reply = { error: { code: e.code ?? 12, definite: true, text: e.message } };
    }
    send({ re: message.id, ...reply });
    if (message.op === "bye") {
      process.exit(0);
    }
  });
}

const lines = createInterface({ input: process.stdin });
