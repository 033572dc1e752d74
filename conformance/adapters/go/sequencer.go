// The sequencer of one partition. The rules R1 ... R18 are explained in docs/protocol.md.

package main

import (
	"context"
	"fmt"
	"math"
	"sync"
)

const (
	maxNumber     = math.MaxInt64
	maxPLogOffset = maxNumber - 1 // so that the checkpoint behind the last event still is an offset
)

// Key names a sequence of a workspace.
type Key struct {
	WsID  uint64 `json:"wsId,string"`
	SeqID uint16 `json:"seqId"`
}

// Value is a key with a number.
type Value struct {
	Key
	Number int64 `json:"number,string"`
}

// Event is what the log has of an event.
type Event struct {
	PLogOffset int64   `json:"plogOffset,string"`
	WsID       uint64  `json:"wsId,string"`
	Values     []Value `json:"values"`
}

// Kind declares the sequences of a kind of workspaces.
type Kind struct {
	WsKind uint16
	Seqs   []struct {
		SeqID   uint16
		Initial int64 `json:",string"`
	}
}

// Storage is the database and the log. A call ends early, with an error, when its context does.
type Storage interface {
	ReadNumber(ctx context.Context, key Key) (int64, error)
	ReadCheckpoint(ctx context.Context) (int64, error)
	ReadPLog(ctx context.Context, from int64) (events []Event, end bool, err error)
	WriteValues(ctx context.Context, values []Value) error
	WriteCheckpoint(ctx context.Context, checkpoint int64) error
	SyncPLog(ctx context.Context, below int64) error
}

// Limits of a sequencer.
type Limits struct {
	MaxUnflushedValues int
	CacheSize          int
	RetryDelayMs       int
	CloseTimeoutMs     int
}

// Error refuses a client's call, which has changed nothing.
type Error struct {
	code int
	text string
}

func (e *Error) Error() string { return e.text }

// Code is one of those in conformance/PROTOCOL.md.
func (e *Error) Code() int { return e.code }

func refuse(code int, format string, args ...any) error {
	return &Error{code, fmt.Sprintf(format, args...)}
}

// Busy is why Start must be called again later.
type Busy string

func (b Busy) Error() string { return string(b) }

type transaction struct {
	wsID     uint64
	initials map[uint16]int64
	offset   int64
	last     map[uint16]int64 // inproc: last-used numbers (R6)
}

// Sequencer serves one client. Two goroutines share its state: the flusher writes what is pending, the actualizer
// rebuilds the state from the storage and the log.
type Sequencer struct {
	seqTypes map[uint16]map[uint16]int64
	limits   Limits
	storage  Storage
	life     context.Context // ends when Close returns, and with it the flusher's call
	end      context.CancelFunc
	work     context.Context // ends when Close begins, and with it whatever waits or retries (R15)
	endWork  context.CancelFunc

	mu                sync.Mutex // guards all that follows
	changed           chan struct{}
	tx                *transaction // not "workspace 0": that is a workspace (R16)
	cache             *lru
	pending           map[Key]int64
	pendingCheckpoint int64
	nextOffset        int64
	actualizing       bool
	closed            bool
	signalled         bool
	writing           bool
	stopFlusher       context.CancelFunc
	flusherStopped    chan struct{}
}

// Closed is a sequencer that refuses all calls.
func Closed() *Sequencer {
	ended, end := context.WithCancel(context.Background())
	end()
	return &Sequencer{closed: true, life: ended, end: end, work: ended, endWork: end, flusherStopped: make(chan struct{})}
}

// Open creates a sequencer and begins its recovery.
func Open(kinds []Kind, limits Limits, storage Storage) (*Sequencer, error) {
	if limits.MaxUnflushedValues < 1 {
		return Closed(), refuse(12, "maxUnflushedValues must be >= 1: maxUnflushedValues=%d", limits.MaxUnflushedValues)
	}
	seqTypes := map[uint16]map[uint16]int64{}
	for _, kind := range kinds {
		seqTypes[kind.WsKind] = map[uint16]int64{}
		for _, seq := range kind.Seqs {
			seqTypes[kind.WsKind][seq.SeqID] = seq.Initial
		}
	}
	stopped := make(chan struct{})
	close(stopped)
	life, end := context.WithCancel(context.Background())
	work, endWork := context.WithCancel(life)
	s := &Sequencer{seqTypes: seqTypes, limits: limits, storage: storage,
		life: life, end: end, work: work, endWork: endWork, changed: make(chan struct{}),
		pending: map[Key]int64{}, cache: newLRU(limits.CacheSize), actualizing: true, stopFlusher: func() {}, flusherStopped: stopped}
	go s.rebuild()
	return s, nil
}

// Start begins a transaction and tells the offset of its event, which stays where it is (R3).
func (s *Sequencer) Start(wsKind uint16, wsID uint64) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	initials, declared := s.seqTypes[wsKind]
	switch {
	case s.closed:
		return 0, errClosed()
	case s.tx != nil:
		return 0, refuse(1001, "start must follow flush or actualize: inTransaction=true")
	case !declared:
		return 0, refuse(1005, "wsKind must be declared: wsKind=%d", wsKind)
	case s.actualizing:
		return 0, Busy("actualizing")
	case len(s.pending) > s.limits.MaxUnflushedValues:
		return 0, Busy("backPressure")
	case s.nextOffset > maxPLogOffset:
		return 0, refuse(1004, "plogOffset must be <= %d: plogOffset=%d", int64(maxPLogOffset), s.nextOffset)
	}
	s.tx = &transaction{wsID, initials, s.nextOffset, map[uint16]int64{}}
	return s.nextOffset, nil
}

// Next issues the next number. After the last one there is none (R17).
func (s *Sequencer) Next(seqID uint16) (int64, error) {
	tx, last, err := s.lastUsed("next", seqID)
	if err != nil {
		return 0, err
	}
	highest := max(last, tx.initials[seqID]-1)
	if highest == maxNumber {
		return 0, refuse(1004, "number must be <= %d: seqId=%d", int64(maxNumber), seqID)
	}
	tx.last[seqID] = highest + 1
	return highest + 1, nil
}

// Use tells of a number that the event brings along (R18), and returns whether it was above the last-used one.
func (s *Sequencer) Use(seqID uint16, number int64) (bool, error) {
	if number < 1 {
		return false, refuse(12, "number must be 1..%d: number=%d", int64(maxNumber), number)
	}
	tx, last, err := s.lastUsed("use", seqID)
	if err != nil {
		return false, err
	}
	tx.last[seqID] = max(last, number)
	return number > last, nil
}

// Flush publishes the numbers and the checkpoint of the event in one critical section (R5), then signals (R12).
func (s *Sequencer) Flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.openTransaction("flush")
	if err != nil {
		return err
	}
	for seqID, last := range tx.last {
		s.publish(Key{tx.wsID, seqID}, last)
		s.cache.put(Key{tx.wsID, seqID}, last)
	}
	s.cover(tx.offset)
	s.tx = nil
	s.signal()
	return nil
}

// Actualize forgets the transaction and rebuilds the state.
func (s *Sequencer) Actualize() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errClosed()
	}
	if s.actualizing {
		return refuse(1003, "actualize must wait for the end of the actualization: actualizing=true")
	}
	s.tx = nil
	s.actualizing = true
	go s.rebuild()
	return nil
}

// WaitUntilIdle returns when nothing is left to do, or after Close.
func (s *Sequencer) WaitUntilIdle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wait(s.work, func() bool { return !s.actualizing && !s.signalled && !s.writing })
}

// lastUsed looks a number up: in the transaction, in the cache, and then takes the larger of pending and stored (R9).
// What is pending is noted before the read: afterwards the flusher may have moved it (R8).
func (s *Sequencer) lastUsed(call string, seqID uint16) (*transaction, int64, error) {
	if seqID == 0 {
		return nil, 0, refuse(12, "seqId must be 1..65535: seqId=%d", seqID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.openTransaction(call)
	if err != nil {
		return nil, 0, err
	}
	if _, declared := tx.initials[seqID]; !declared {
		return nil, 0, refuse(1000, "seqId must be declared for the wsKind: seqId=%d", seqID)
	}
	if last, known := tx.last[seqID]; known {
		return tx, last, nil
	}
	key := Key{tx.wsID, seqID}
	if last, known := s.cache.get(key); known {
		return tx, last, nil
	}
	noted := s.pending[key]
	s.mu.Unlock()
	stored, err := s.storage.ReadNumber(s.work, key)
	s.mu.Lock()
	if s.closed {
		return nil, 0, errClosed()
	}
	if err != nil {
		return nil, 0, refuse(11, "%v", err)
	}
	return tx, max(noted, stored), nil
}

func (s *Sequencer) openTransaction(call string) (*transaction, error) {
	if s.closed {
		return nil, errClosed()
	}
	if s.tx == nil {
		return nil, refuse(1002, "%s must follow start: inTransaction=false", call)
	}
	return s.tx, nil
}

// Kill forgets everything, as if the process had ended. No call of the storage begins any more.
func (s *Sequencer) Kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.end()
}

func errClosed() error { return refuse(1006, "sequencer must be open: closed=true") }
