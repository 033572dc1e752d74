//! The adapter: what the oracle asks (conformance/PROTOCOL.md) becomes calls of the sequencer, and what the sequencer
//! wants of its storage becomes requests to the oracle.

mod json;
mod sequencer;
mod wire;

use json::Json;
use sequencer::{Event, Key, Limits, MAX_NUMBER, MAX_PLOG_OFFSET, Refused, SeqTypes, Sequencer, Storage};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wire::{Refusal, Wire};

const HELLO: &str = r#","name":"rust","version":"1.0","language":"Rust","protocol":1,"capabilities":["use","crash","writeAhead"]"#;

struct OracleStorage(Arc<Wire>, u64);

impl Storage for OracleStorage {
    fn read_number(&self, (ws_id, seq_id): Key) -> Result<u64, String> {
        let fields = format!(r#","wsId":"{ws_id}","seqIds":[{seq_id}]"#);
        self.0.ask(self.1, "readNumbers", &fields)?.list("numbers")?[0].as_decimal()
    }
    fn read_checkpoint(&self) -> Result<u64, String> {
        self.0.ask(self.1, "readNextPLogOffset", "")?.decimal("nextPLogOffset")
    }
    fn read_plog(&self, from: u64) -> Result<(Vec<Event>, bool), String> {
        wire::events(&self.0.ask(self.1, "readPLog", &format!(r#","from":"{from}","limit":100"#))?)
    }
    fn sync_plog(&self, below: u64) -> Result<(), String> {
        self.0.ask(self.1, "syncPLog", &format!(r#","below":"{below}""#)).map(drop)
    }
    fn write_values(&self, values: &[(Key, u64)]) -> Result<(), String> {
        self.0.ask(self.1, "writeValues", &format!(r#","values":{}"#, wire::values_json(values))).map(drop)
    }
    fn write_values_and_checkpoint(&self, values: &[(Key, u64)], checkpoint: u64) -> Result<(), String> {
        let fields = format!(r#","values":{},"nextPLogOffset":"{checkpoint}""#, wire::values_json(values));
        self.0.ask(self.1, "writeValuesAndNextPLogOffset", &fields).map(drop)
    }
}

fn open(wire: &Arc<Wire>, r: &Json) -> Result<Arc<Sequencer>, Refusal> {
    let mut seq_types = SeqTypes::new();
    for kind in r.list("seqTypes")? {
        let seq = |s: &Json| Ok((s.integer("seqId")?, s.decimal("initial")?.max(1)));
        seq_types.insert(kind.integer("wsKind")?, kind.list("seqs")?.iter().map(seq).collect::<Result<_, String>>()?);
    }
    let (limits, owner) = (r.get("limits")?, r.integer("owner")?);
    let limits = Limits {
        max_unflushed_values: Some(limits.integer("maxUnflushedValues")?).filter(|&n| n > 0).ok_or(Refused::Malformed)?, // R16
        cache_size: limits.integer("cacheSize")?,
        retry_delay: Duration::from_millis(limits.integer("retryDelayMs")?),
        close_timeout: Duration::from_millis(limits.integer("closeTimeoutMs")?),
    };
    wire.set_live(owner);
    Ok(Sequencer::open(seq_types, limits, Box::new(OracleStorage(wire.clone(), owner))))
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Refusal(refused as u32, format!("{refused:?}"))
    }
}

static CURRENT: Mutex<Option<Arc<Sequencer>>> = Mutex::new(None);

fn perform(wire: &Arc<Wire>, opened: &Option<Arc<Sequencer>>, op: &str, r: &Json) -> Result<String, Refusal> {
    let sequencer = || opened.as_ref().ok_or(Refused::Closed);
    Ok(match op {
        "hello" => format!(r#"{HELLO},"limits":{{"maxNumber":"{MAX_NUMBER}","maxPLogOffset":"{MAX_PLOG_OFFSET}"}}"#),
        "start" => match sequencer()?.start(r.integer("wsKind")?, r.decimal("wsId")?) {
            Err(Refused::BusyActualizing) => r#","busy":"actualizing""#.to_string(),
            Err(Refused::BusyBackPressure) => r#","busy":"backPressure""#.to_string(),
            offset => format!(r#","plogOffset":"{}""#, offset?),
        },
        "next" => format!(r#","number":"{}""#, sequencer()?.next(r.integer("seqId")?)?),
        "use" => format!(r#","raised":{}"#, sequencer()?.use_number(r.integer("seqId")?, r.decimal("number")?)?),
        "quiesce" => format!(r#","idle":{}"#, sequencer().map_or(true, |s| s.wait_until_idle())),
        _ => {
            match op {
                "open" => *CURRENT.lock().unwrap() = Some(open(wire, r)?),
                "flush" => sequencer()?.flush()?,
                "actualize" => sequencer()?.actualize()?,
                "crash" => {
                    wire.set_live(0);
                    CURRENT.lock().unwrap().take().inspect(|s| s.close());
                }
                "close" => sequencer()?.close(),
                "bye" => {}
                _ => return Err(Refusal(10, format!("op must be known: op={op}"))),
            }
            String::new()
        }
    })
}

fn main() -> std::io::Result<()> {
    Arc::new(Wire::default()).run(|| CURRENT.lock().unwrap().clone(), perform)
}
