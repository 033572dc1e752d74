package main

import (
	"context"
	"time"
)

const maxPieceValues = 500

// publish merges by max, never by plain overwrite (R9). Needs the lock, and cover in the same critical section.
func (s *Sequencer) publish(key Key, last int64) {
	if last > 0 {
		s.pending[key] = max(last, s.pending[key])
	}
}

// cover moves the offset and the checkpoint behind an event (R4).
func (s *Sequencer) cover(plogOffset int64) {
	s.nextOffset = plogOffset + 1
	s.pendingCheckpoint = plogOffset + 1
}

func (s *Sequencer) signal() {
	s.signalled = true
	s.broadcast()
}

func (s *Sequencer) broadcast() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait returns when the condition holds, or with an error when the context ends, which comes first. Needs the lock,
// and leaves it while it waits.
func (s *Sequencer) wait(ctx context.Context, condition func() bool) error {
	for ctx.Err() == nil && !condition() {
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
		}
		s.mu.Lock()
	}
	return ctx.Err()
}

func (s *Sequencer) runFlusher(stop context.Context, stopped chan<- struct{}) {
	defer close(stopped)
	for {
		s.mu.Lock()
		err := s.wait(stop, func() bool { return s.signalled })
		s.mu.Unlock()
		if err != nil {
			return
		}
		if s.flushPending(s.life) != nil {
			sleep(stop, s.limits.RetryDelayMs)
		}
	}
}

// flushPending copies values and checkpoint in one critical section (R5) and writes them.
func (s *Sequencer) flushPending(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.signalled = false
	if s.pendingCheckpoint == 0 { // nothing was published since the rebuild: 0 must not be written (R13)
		s.broadcast()
		return nil
	}
	checkpoint := s.pendingCheckpoint
	batch := make([]Value, 0, len(s.pending))
	for key, last := range s.pending {
		batch = append(batch, Value{key, last})
	}
	s.writing = true
	s.mu.Unlock()
	err := s.write(ctx, batch, checkpoint)
	s.mu.Lock()
	s.writing = false
	if err != nil {
		s.signalled = true // the next batch has all that this one had
		return err
	}
	for _, written := range batch {
		if s.pending[written.Key] == written.Number { // else a newer number came meanwhile (R10)
			delete(s.pending, written.Key)
		}
	}
	s.broadcast()
	return nil
}

// write stores the values first, then the checkpoint (R7). The log is made durable before: what is stored never runs
// ahead of a log that may lose its tail.
func (s *Sequencer) write(ctx context.Context, values []Value, checkpoint int64) error {
	if err := s.storage.SyncPLog(ctx, checkpoint); err != nil {
		return err
	}
	for len(values) > 0 {
		piece := values[:min(len(values), maxPieceValues)]
		if err := s.storage.WriteValues(ctx, piece); err != nil {
			return err
		}
		values = values[len(piece):]
	}
	return s.storage.WriteCheckpoint(ctx, checkpoint)
}

// rebuild stops the flusher, clears and reads, in this order (R11).
func (s *Sequencer) rebuild() {
	s.stopFlusher()
	select {
	case <-s.flusherStopped:
	case <-s.work.Done():
		return
	}
	if !s.clear() {
		return
	}
	var checkpoint int64
	if s.retry(func() (err error) { checkpoint, err = s.storage.ReadCheckpoint(s.work); return }) != nil {
		return
	}
	s.mu.Lock()
	s.nextOffset = max(checkpoint, 1) // an empty storage means 1 (R16)
	s.mu.Unlock()
	for end := false; !end; {
		var events []Event
		// A scan that failed goes on where it stopped (R14).
		if s.retry(func() (err error) { events, end, err = s.storage.ReadPLog(s.work, s.nextOffset); return }) != nil {
			return
		}
		for _, event := range events {
			if s.scan(event) != nil {
				return
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.actualizing = false
	s.signal() // or the rest would stay pending (R12)
}

func (s *Sequencer) clear() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.cache = newLRU(s.limits.CacheSize)
	s.pending = map[Key]int64{}
	s.pendingCheckpoint = 0
	s.signalled = false
	var stop context.Context
	stop, s.stopFlusher = context.WithCancel(s.work)
	s.flusherStopped = make(chan struct{})
	go s.runFlusher(stop, s.flusherStopped)
	return true
}

// scan publishes one event, once there is room.
func (s *Sequencer) scan(event Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	hasRoom := func() bool { return len(s.pending) < s.limits.MaxUnflushedValues }
	if !hasRoom() {
		s.signal() // nobody else would (R12)
	}
	if err := s.wait(s.work, hasRoom); err != nil {
		return err
	}
	for _, value := range event.Values {
		s.publish(Key{event.WsID, value.SeqID}, value.Number)
	}
	s.cover(event.PLogOffset)
	return nil
}

func (s *Sequencer) retry(call func() error) error {
	for s.work.Err() == nil && call() != nil {
		sleep(s.work, s.limits.RetryDelayMs)
	}
	return s.work.Err()
}

// Close ends what waits or retries, tries once to write what is pending, and returns within the timeout (R15).
func (s *Sequencer) Close() {
	deadline, cancel := context.WithTimeout(s.life, milliseconds(s.limits.CloseTimeoutMs))
	defer cancel()
	defer s.end()
	s.mu.Lock()
	s.closed = true
	stopped := s.flusherStopped
	s.mu.Unlock()
	s.endWork()
	select {
	case <-stopped:
		s.flushPending(deadline)
	case <-deadline.Done():
	}
}

func sleep(ctx context.Context, ms int) {
	select {
	case <-time.After(milliseconds(ms)):
	case <-ctx.Done():
	}
}

func milliseconds(ms int) time.Duration { return time.Duration(ms) * time.Millisecond }
