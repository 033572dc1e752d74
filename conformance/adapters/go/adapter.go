// The adapter: what the oracle asks (conformance/PROTOCOL.md) becomes calls of the sequencer, and what the sequencer
// wants of its storage becomes requests to the oracle.

package main

import (
	"context"
	"errors"
	"sync/atomic"
)

type oracleStorage struct {
	wire  *wire
	owner int64
}

func (o oracleStorage) ReadNumber(ctx context.Context, key Key) (int64, error) {
	reply, err := o.wire.ask(ctx, "readNumbers", o.owner, fields{"wsId": text(key.WsID), "seqIds": []uint16{key.SeqID}})
	if err != nil {
		return 0, err
	}
	return reply.Numbers[0].Int64()
}

func (o oracleStorage) ReadCheckpoint(ctx context.Context) (int64, error) {
	reply, err := o.wire.ask(ctx, "readNextPLogOffset", o.owner, fields{})
	return reply.NextPLogOffset, err
}

func (o oracleStorage) ReadPLog(ctx context.Context, from int64) ([]Event, bool, error) {
	reply, err := o.wire.ask(ctx, "readPLog", o.owner, fields{"from": text(from), "limit": 100})
	return reply.Events, reply.End, err
}

func (o oracleStorage) WriteValues(ctx context.Context, values []Value) error {
	_, err := o.wire.ask(ctx, "writeValues", o.owner, fields{"values": values})
	return err
}

func (o oracleStorage) WriteCheckpoint(ctx context.Context, checkpoint int64) error {
	_, err := o.wire.ask(ctx, "writeNextPLogOffset", o.owner, fields{"nextPLogOffset": text(checkpoint)})
	return err
}

func (o oracleStorage) SyncPLog(ctx context.Context, below int64) error {
	_, err := o.wire.ask(ctx, "syncPLog", o.owner, fields{"below": text(below)})
	return err
}

type adapter struct {
	wire      *wire
	sequencer atomic.Pointer[Sequencer]
}

func (a *adapter) perform(s *Sequencer, r message) (fields, error) {
	switch r.Op {
	case "hello":
		return fields{"name": "go", "version": "1.0", "language": "Go", "protocol": 1,
			"capabilities": []string{"use", "crash", "writeAhead"}}, nil
	case "open":
		opened, err := Open(r.SeqTypes, r.Limits, oracleStorage{a.wire, r.Owner})
		a.sequencer.Store(opened)
		return fields{}, err
	case "start":
		offset, err := s.Start(*r.WsKind, *r.WsID)
		if busy := Busy(""); errors.As(err, &busy) {
			return fields{"busy": busy}, nil
		}
		return fields{"plogOffset": text(offset)}, err
	case "next":
		number, err := s.Next(*r.SeqID)
		return fields{"number": text(number)}, err
	case "use":
		raised, err := s.Use(*r.SeqID, *r.Number)
		return fields{"raised": raised}, err
	case "flush":
		return fields{}, s.Flush()
	case "actualize":
		return fields{}, s.Actualize()
	case "quiesce":
		s.WaitUntilIdle()
		return fields{"idle": true}, nil
	case "crash":
		s.Kill()
	case "close":
		s.Close()
	case "bye":
	default:
		return nil, refuse(10, "op must be known: op=%s", r.Op)
	}
	return fields{}, nil
}

func main() {
	a := &adapter{wire: &wire{waiting: map[int64]chan message{}}}
	a.sequencer.Store(Closed())
	run(a.wire, a.sequencer.Load, a.perform)
}
