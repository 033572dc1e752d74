//! The wire: messages, a JSON object a line, and which of them answers which. Any adapter can use this file as it is.

use crate::json::{Json, quote};
use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

/// Why a request is refused: a code of the protocol, and a text. A text alone says that it was malformed.
pub struct Refusal(pub u32, pub String);

impl From<String> for Refusal {
    fn from(text: String) -> Self {
        Refusal(12, text)
    }
}

#[derive(Default)]
pub struct Wire {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    asked: u64,
    live_owner: u64,
    waiting: HashMap<u64, Sender<Json>>,
}

impl Wire {
    /// From now on only this owner's requests are sent; those that wait for a reply fail.
    pub fn set_live(&self, owner: u64) {
        let mut state = self.state.lock().unwrap();
        state.live_owner = owner;
        state.waiting.clear();
    }

    /// Sends a request, given its fields behind the owner, and waits for the reply.
    pub fn ask(&self, owner: u64, op: &str, fields: &str) -> Result<Json, String> {
        let (sender, receiver) = channel();
        {
            let mut state = self.state.lock().unwrap();
            if owner != state.live_owner {
                return Err(format!("owner must be alive: owner={owner}"));
            }
            state.asked += 1;
            let id = state.asked;
            state.waiting.insert(id, sender);
            send(&format!(r#"{{"id":{id},"op":"{op}","owner":{owner}{fields}}}"#));
        }
        let reply = receiver.recv().map_err(|_| format!("owner must be alive: owner={owner}"))?;
        match reply.get("error") {
            Ok(error) => Err(error.text("text")?.to_string()),
            Err(_) => Ok(reply),
        }
    }

    /// Reads requests and replies until the input ends. Each request has a thread of its own: it may wait for storage,
    /// whose replies come by the same way. It is for the sequencer that is `open` when it comes, however late its thread
    /// begins. What `perform` gives are the fields of the reply.
    pub fn run<S, F>(self: &Arc<Self>, open: impl Fn() -> S, perform: F) -> std::io::Result<()>
    where
        S: Send + 'static,
        F: Fn(&Arc<Wire>, &S, &str, &Json) -> Result<String, Refusal> + Send + Sync + 'static,
    {
        let perform = Arc::new(perform);
        for line in std::io::stdin().lock().lines() {
            let message = Json::parse(&line?).map_err(std::io::Error::other)?;
            if let Ok(request) = message.integer::<u64>("re") {
                let sender = self.state.lock().unwrap().waiting.remove(&request);
                sender.map(|sender| sender.send(message));
                continue;
            }
            let (wire, perform, sequencer) = (self.clone(), perform.clone(), open());
            std::thread::spawn(move || {
                let op = message.text("op").unwrap_or("");
                wire.answer(op, &message, perform(&wire, &sequencer, op, &message));
            });
        }
        Ok(())
    }

    fn answer(&self, op: &str, request: &Json, result: Result<String, Refusal>) {
        let fields = result.unwrap_or_else(|Refusal(code, text)| {
            format!(r#","error":{{"code":{code},"definite":true,"text":{}}}"#, quote(&text))
        });
        let _one_line_at_a_time = self.state.lock().unwrap();
        send(&format!(r#"{{"re":{}{fields}}}"#, request.integer::<u64>("id").unwrap_or(0)));
        if op == "bye" {
            std::process::exit(0);
        }
    }
}

/// The list `values` of a write.
pub fn values_json(values: &[((u64, u16), u64)]) -> String {
    let item = |((ws_id, seq_id), number): &((u64, u16), u64)| {
        format!(r#"{{"wsId":"{ws_id}","seqId":{seq_id},"number":"{number}"}}"#)
    };
    format!("[{}]", values.iter().map(item).collect::<Vec<_>>().join(","))
}

/// The events of a reply to `readPLog`, and whether the last one of the log is among them.
pub fn events(page: &Json) -> Result<(Vec<(u64, Vec<((u64, u16), u64)>)>, bool), String> {
    let mut events = Vec::new();
    for event in page.list("events")? {
        let ws_id = event.decimal("wsId")?;
        let value = |v: &Json| Ok(((ws_id, v.integer("seqId")?), v.decimal("number")?));
        let values = event.list("values")?.iter().map(value).collect::<Result<_, String>>()?;
        events.push((event.decimal("plogOffset")?, values));
    }
    Ok((events, matches!(page.get("end")?, Json::Bool(true))))
}

fn send(line: &str) {
    // If nobody listens any more, the end of the input comes next.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
