//! Your sequencer goes here: the one file to fill in, adapter.rs, wire.rs and json.rs do the rest.
//!
//! Write the functions in the order in which they stand, and run the oracle after each. The rules R1 ... R18 are
//! explained in docs/protocol.md, and by ./isequencer explain R3.

#![allow(dead_code, unused_variables)] // until it is written

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

pub const MAX_NUMBER: u64 = i64::MAX as u64;
pub const MAX_PLOG_OFFSET: u64 = MAX_NUMBER - 1; // so that the checkpoint behind the last event still is an offset

/// A workspace and a sequence in it.
pub type Key = (u64, u16);

/// An offset, and the numbers of the event there.
pub type Event = (u64, Vec<(Key, u64)>);

/// The database and the log. An error says that the call failed, or that its outcome is unknown.
pub trait Storage: Send + Sync {
    fn read_number(&self, key: Key) -> Result<u64, String>;
    fn read_checkpoint(&self) -> Result<u64, String>;
    /// Some events, and whether the last one of the log is among them.
    fn read_plog(&self, from: u64) -> Result<(Vec<Event>, bool), String>;
    fn sync_plog(&self, below: u64) -> Result<(), String>;
    fn write_values(&self, values: &[(Key, u64)]) -> Result<(), String>;
    fn write_values_and_checkpoint(&self, values: &[(Key, u64)], checkpoint: u64) -> Result<(), String>;
}

pub struct Limits {
    pub max_unflushed_values: usize,
    pub cache_size: usize,
    pub retry_delay: Duration,
    pub close_timeout: Duration,
}

/// Why a call was refused. It has changed nothing. The figures are the protocol's codes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refused {
    BusyActualizing,
    BusyBackPressure,
    NotWritten = 10,
    Unavailable = 11,
    Malformed = 12,
    UnknownSequence = 1000,
    AlreadyStarted = 1001,
    NotStarted = 1002,
    Actualizing = 1003,
    Exhausted = 1004,
    UnknownWsKind = 1005,
    Closed = 1006,
}

/// By wsKind and seqId the first number.
pub type SeqTypes = HashMap<u16, HashMap<u16, u64>>;

/// The oracle shows what is written to standard error.
fn must_be_written<T>(what: &str) -> Result<T, Refused> {
    eprintln!("sequencer.rs: {what} must be written");
    Err(Refused::NotWritten)
}

/// The sequencer of one partition. One client calls it.
pub struct Sequencer {
    seq_types: SeqTypes,
    limits: Limits,
    storage: Box<dyn Storage>,
}

impl Sequencer {
    /// Creates a sequencer. To be written: it begins its recovery, in a thread (R14).
    pub fn open(seq_types: SeqTypes, limits: Limits, storage: Box<dyn Storage>) -> Arc<Sequencer> {
        Arc::new(Sequencer { seq_types, limits, storage })
    }

    /// Begins a transaction and tells the offset of its event (R3). Busy while it recovers.
    pub fn start(&self, ws_kind: u16, ws_id: u64) -> Result<u64, Refused> {
        must_be_written("open and start")
    }

    /// The next number of a sequence (R6).
    pub fn next(&self, seq_id: u16) -> Result<u64, Refused> {
        must_be_written("next")
    }

    /// The event is in the log: its numbers are to be written, in the background (R4, R5).
    pub fn flush(&self) -> Result<(), Refused> {
        must_be_written("flush")
    }

    /// Returns true when recovery has finished and everything flushed is written.
    pub fn wait_until_idle(&self) -> bool {
        true
    }

    /// The event is not in the log, or nobody knows: forgets, and recovers again (R11).
    pub fn actualize(self: &Arc<Self>) -> Result<(), Refused> {
        must_be_written("actualize")
    }

    /// Tells of a number that the event brings along; whether it was above the last-used one (R18).
    pub fn use_number(&self, seq_id: u16, number: u64) -> Result<bool, Refused> {
        must_be_written("use_number")
    }

    /// Tries once to write what is pending; returns after close_timeout at the latest (R15).
    pub fn close(&self) {}
}
