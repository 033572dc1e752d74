//! The flusher and the actualizer.

use crate::sequencer::{Key, Sequencer};
use std::sync::Arc;
use std::thread;

const MAX_BATCH_VALUES: usize = 500;

/// The sequencer was closed: the thread ends.
struct Closed;

impl Sequencer {
    pub(crate) fn spawn_rebuild(self: &Arc<Self>) {
        let sequencer = self.clone();
        thread::spawn(move || {
            // Closed while it was under way: nothing is left to do.
            let _ = sequencer.rebuild();
        });
    }

    fn run_flusher(&self) {
        let mut last_try = false;
        loop {
            let mut state = self.wait(self.lock(), None, |s| s.flusher_cancelled || s.closed || s.signalled);
            let owes_last_try = !last_try && (state.signalled || !state.pending.is_empty());
            if state.flusher_cancelled || state.closed && !owes_last_try {
                state.flusher_running = false;
                self.notify();
                return;
            }
            last_try = state.closed;
            state.signalled = false;
            // Values and checkpoint are copied in one critical section (R5).
            let batch: Vec<(Key, u64)> = state.pending.iter().map(|(key, number)| (*key, *number)).collect();
            let checkpoint = state.pending_checkpoint;
            state.writing = true;
            drop(state);
            let written = self.write(&batch, checkpoint);
            let mut state = self.lock();
            state.writing = false;
            if written.is_ok() {
                for (key, number) in batch {
                    if state.pending.get(&key) == Some(&number) {
                        state.pending.remove(&key); // else a newer number came meanwhile (R10)
                    }
                }
                self.notify();
            } else {
                self.signal(&mut state); // the next batch has all that this one had
                drop(self.wait(state, Some(self.limits.retry_delay), |s| s.flusher_cancelled || s.closed));
            }
        }
    }

    /// Values first, then the checkpoint (R7).
    fn write(&self, batch: &[(Key, u64)], checkpoint: u64) -> Result<(), String> {
        if checkpoint == 0 {
            return Ok(()); // nothing was published since the rebuild: 0 must not be written (R13)
        }
        self.storage.sync_plog(checkpoint)?; // what is stored never runs ahead of a log that may lose its tail
        let mut rest = batch;
        while rest.len() > MAX_BATCH_VALUES {
            let (piece, others) = rest.split_at(MAX_BATCH_VALUES);
            self.storage.write_values(piece)?;
            rest = others;
        }
        self.storage.write_values_and_checkpoint(rest, checkpoint)
    }

    /// Stops the flusher, clears, and reads, in this order (R11).
    fn rebuild(self: &Arc<Self>) -> Result<(), Closed> {
        let mut state = self.lock();
        state.flusher_cancelled = true;
        self.notify();
        let mut state = self.wait(state, None, |s| !s.flusher_running || s.closed);
        if state.closed {
            return Err(Closed);
        }
        state.cache.clear();
        state.pending.clear();
        state.pending_checkpoint = 0;
        state.signalled = false;
        state.flusher_cancelled = false;
        state.flusher_running = true;
        let flusher = self.clone();
        thread::spawn(move || flusher.run_flusher());
        drop(state);

        let checkpoint = self.retry(|| self.storage.read_checkpoint())?;
        let mut next = checkpoint.max(1); // an empty storage means 1 (R16)
        self.lock().next_offset = next;
        let mut end = false;
        while !end {
            let (events, is_last) = self.retry(|| self.storage.read_plog(next))?; // goes on where it stopped (R14)
            for (plog_offset, values) in events {
                self.scan(plog_offset, &values)?;
                next = plog_offset + 1;
            }
            end = is_last;
        }
        let mut state = self.lock();
        state.actualizing = false;
        self.signal(&mut state); // or the rest would stay pending (R12)
        Ok(())
    }

    fn scan(&self, plog_offset: u64, values: &[(Key, u64)]) -> Result<(), Closed> {
        let mut state = self.lock();
        let limit = self.limits.max_unflushed_values;
        if state.pending.len() >= limit {
            self.signal(&mut state); // nobody else would (R12)
            state = self.wait(state, None, |s| s.pending.len() < limit || s.closed);
        }
        if state.closed {
            return Err(Closed);
        }
        for (key, number) in values {
            state.publish(*key, *number);
        }
        state.cover(plog_offset);
        Ok(())
    }

    fn retry<T>(&self, call: impl Fn() -> Result<T, String>) -> Result<T, Closed> {
        loop {
            if self.lock().closed {
                return Err(Closed);
            }
            if let Ok(answer) = call() {
                return Ok(answer);
            }
            drop(self.wait(self.lock(), Some(self.limits.retry_delay), |s| s.closed));
        }
    }
}
