// Your sequencer goes here: the one file to fill in, adapter.go and wire.go do the rest.
//
// Write the functions in the order in which they stand, and run the oracle after each. The rules R1 ... R18 are explained
// in docs/protocol.md, and by ./isequencer explain R3.

package main

import (
	"context"
	"fmt"
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

// Error refuses a client's call, which has changed nothing. The codes are those of the oracle's protocol.
type Error struct {
	code int
	text string
}

func (e *Error) Error() string { return e.text }

// Code is the protocol's code.
func (e *Error) Code() int { return e.code }

func refuse(code int, format string, args ...any) error {
	return &Error{code, fmt.Sprintf(format, args...)}
}

// Busy says that Start must be called again later: Busy("actualizing") or Busy("backPressure").
type Busy string

func (b Busy) Error() string { return string(b) }

func mustBeWritten(what string) error { return refuse(10, "sequencer.go: %s must be written", what) }

// Sequencer is the sequencer of one partition. One client calls it.
type Sequencer struct{}

// Closed is a sequencer that refuses all calls, with code 1006.
func Closed() *Sequencer { return &Sequencer{} }

// Open keeps what it is given, and begins the recovery in a goroutine (R14).
func Open(kinds []Kind, limits Limits, storage Storage) (*Sequencer, error) {
	return Closed(), mustBeWritten("Open")
}

// Start begins a transaction and tells the offset of its event (R3). Its error is Busy while it recovers.
func (s *Sequencer) Start(wsKind uint16, wsID uint64) (int64, error) {
	return 0, mustBeWritten("Start")
}

// Next gives out the next number of a sequence (R6).
func (s *Sequencer) Next(seqID uint16) (int64, error) { return 0, mustBeWritten("Next") }

// Flush says that the event is in the log: its numbers are to be written, in the background (R4, R5).
func (s *Sequencer) Flush() error { return mustBeWritten("Flush") }

// WaitUntilIdle returns when recovery has finished and everything flushed is written.
func (s *Sequencer) WaitUntilIdle() {}

// Actualize says that the event is not in the log, or that nobody knows: forget, and recover again (R11).
func (s *Sequencer) Actualize() error { return mustBeWritten("Actualize") }

// Use tells of a number that the event brings along; whether it was above the last-used one (R18).
func (s *Sequencer) Use(seqID uint16, number int64) (bool, error) { return false, mustBeWritten("Use") }

// Close tries once to write what is pending, and returns after CloseTimeoutMs at the latest (R15).
func (s *Sequencer) Close() {}

// Kill drops everything, as if the process had ended: no call of the storage follows.
func (s *Sequencer) Kill() {}
