//! The sequencer of one partition. The rules R1 ... R18 are explained in docs/protocol.md. Numbers and offsets use all
//! 64 bits.
//!
//! One client calls it. Two threads share its state: the flusher writes what is pending, the actualizer rebuilds the
//! state from the storage and the log.

#[path = "cache.rs"]
mod cache;
#[path = "tasks.rs"]
mod tasks;

use cache::Cache;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

pub const MAX_NUMBER: u64 = u64::MAX;
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

pub type SeqTypes = HashMap<u16, HashMap<u16, u64>>;

struct Transaction {
    ws_kind: u16,
    ws_id: u64,
    plog_offset: u64,
    last: HashMap<u16, u64>, // inproc: last-used numbers (R6)
}

pub(crate) struct State {
    tx: Option<Transaction>, // not "workspace 0": that is a workspace (R16)
    pub(crate) cache: Cache,
    pub(crate) pending: HashMap<Key, u64>,
    pub(crate) pending_checkpoint: u64,
    pub(crate) next_offset: u64,
    pub(crate) actualizing: bool,
    pub(crate) closed: bool,
    pub(crate) flusher_running: bool,
    pub(crate) flusher_cancelled: bool,
    pub(crate) signalled: bool,
    pub(crate) writing: bool,
}

pub struct Sequencer {
    seq_types: SeqTypes,
    pub(crate) limits: Limits,
    pub(crate) storage: Box<dyn Storage>,
    pub(crate) state: Mutex<State>,
    changed: Condvar,
}

impl Sequencer {
    /// Creates a sequencer and begins its recovery. `max_unflushed_values` must be at least 1 (R16).
    pub fn open(seq_types: SeqTypes, limits: Limits, storage: Box<dyn Storage>) -> Arc<Sequencer> {
        assert!(limits.max_unflushed_values >= 1);
        let state = State {
            tx: None,
            cache: Cache::new(limits.cache_size),
            pending: HashMap::new(),
            pending_checkpoint: 0,
            next_offset: 1,
            actualizing: true,
            closed: false,
            flusher_running: false,
            flusher_cancelled: false,
            signalled: false,
            writing: false,
        };
        let sequencer =
            Arc::new(Sequencer { seq_types, limits, storage, state: Mutex::new(state), changed: Condvar::new() });
        sequencer.spawn_rebuild();
        sequencer
    }

    /// Begins a transaction and tells the offset of its event, which stays where it is (R3).
    pub fn start(&self, ws_kind: u16, ws_id: u64) -> Result<u64, Refused> {
        let mut state = self.open_state()?;
        if state.tx.is_some() {
            return Err(Refused::AlreadyStarted);
        }
        if !self.seq_types.contains_key(&ws_kind) {
            return Err(Refused::UnknownWsKind);
        }
        if state.actualizing {
            return Err(Refused::BusyActualizing);
        }
        if state.pending.len() > self.limits.max_unflushed_values {
            return Err(Refused::BusyBackPressure);
        }
        if state.next_offset > MAX_PLOG_OFFSET {
            return Err(Refused::Exhausted);
        }
        let plog_offset = state.next_offset;
        state.tx = Some(Transaction { ws_kind, ws_id, plog_offset, last: HashMap::new() });
        Ok(plog_offset)
    }

    /// Issues the next number. After the last one there is none (R17).
    pub fn next(&self, seq_id: u16) -> Result<u64, Refused> {
        self.with_last_used(seq_id, |last, initial| {
            let number = last.max(initial - 1).checked_add(1).ok_or(Refused::Exhausted)?;
            Ok((number, number))
        })
    }

    /// Tells of a number that the event brings along (R18). Returns whether it was above the last-used one.
    pub fn use_number(&self, seq_id: u16, number: u64) -> Result<bool, Refused> {
        if number == 0 {
            return Err(Refused::Malformed);
        }
        self.with_last_used(seq_id, |last, _| Ok((last.max(number), number > last)))
    }

    /// Publishes the numbers and the checkpoint of the event in one critical section (R5), then signals (R12).
    pub fn flush(&self) -> Result<(), Refused> {
        let mut state = self.open_state()?;
        let tx = state.tx.take().ok_or(Refused::NotStarted)?;
        for (seq_id, last) in tx.last {
            let key = (tx.ws_id, seq_id);
            state.publish(key, last);
            state.cache.put(key, last);
        }
        state.cover(tx.plog_offset);
        self.signal(&mut state);
        Ok(())
    }

    /// Forgets the transaction and rebuilds the state.
    pub fn actualize(self: &Arc<Self>) -> Result<(), Refused> {
        let mut state = self.open_state()?;
        if state.actualizing {
            return Err(Refused::Actualizing);
        }
        state.tx = None;
        state.actualizing = true;
        self.spawn_rebuild();
        Ok(())
    }

    /// Returns when nothing is left to do in the background, or when it is closed.
    pub fn wait_until_idle(&self) -> bool {
        let idle = |s: &State| s.closed || !(s.actualizing || s.signalled || s.writing);
        drop(self.wait(self.lock(), None, idle));
        true
    }

    /// Ends what waits or retries, tries once to write what is pending, and returns within the time-out (R15).
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        self.changed.notify_all();
        drop(self.wait(state, Some(self.limits.close_timeout), |s| !s.flusher_running));
    }

    /// Looks a last-used number up, and replaces it. `change` gives the new one and the result of the call.
    fn with_last_used<T>(
        &self,
        seq_id: u16,
        change: impl FnOnce(u64, u64) -> Result<(u64, T), Refused>,
    ) -> Result<T, Refused> {
        let mut state = self.open_state()?;
        let tx = state.tx.as_ref().ok_or(Refused::NotStarted)?;
        let initial = *self.seq_types[&tx.ws_kind].get(&seq_id).ok_or(Refused::UnknownSequence)?;
        let key = (tx.ws_id, seq_id);
        let mut known = tx.last.get(&seq_id).copied();
        if known.is_none() {
            known = state.cache.get(key);
        }
        let last = match known {
            Some(last) => last,
            None => {
                // Noted before the read: afterwards the flusher may have moved it (R8).
                let pending = state.pending.get(&key).copied().unwrap_or(0);
                drop(state);
                let stored = self.storage.read_number(key);
                state = self.open_state()?;
                pending.max(stored.map_err(|_| Refused::Unavailable)?) // a low explicit number may be pending (R9)
            }
        };
        let (last, result) = change(last, initial)?;
        state.tx.as_mut().ok_or(Refused::NotStarted)?.last.insert(seq_id, last);
        Ok(result)
    }

    fn open_state(&self) -> Result<MutexGuard<'_, State>, Refused> {
        let state = self.lock();
        if state.closed { Err(Refused::Closed) } else { Ok(state) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Waits until the condition holds, or the time is over.
    pub(crate) fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        timeout: Option<Duration>,
        condition: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        match timeout {
            None => self.changed.wait_while(state, |s| !condition(s)).unwrap(),
            Some(timeout) => self.changed.wait_timeout_while(state, timeout, |s| !condition(s)).unwrap().0,
        }
    }

    pub(crate) fn signal(&self, state: &mut State) {
        state.signalled = true;
        self.changed.notify_all();
    }

    pub(crate) fn notify(&self) {
        self.changed.notify_all();
    }
}

impl State {
    /// Merges by max, never by plain overwrite (R9). Belongs into one critical section with `cover`.
    pub(crate) fn publish(&mut self, key: Key, number: u64) {
        if number > 0 {
            let pending = self.pending.entry(key).or_insert(0);
            *pending = number.max(*pending);
        }
    }

    /// Moves offset and checkpoint behind an event (R4).
    pub(crate) fn cover(&mut self, plog_offset: u64) {
        self.next_offset = plog_offset + 1;
        self.pending_checkpoint = plog_offset + 1;
    }
}
