// The wire: messages, a JSON object a line, and which of them answers which. Any adapter can use this file as it is.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
)

type fields map[string]any

// message has the fields of all requests and replies of the oracle. A pointer is nil if the field was left out.
type message struct {
	ID, Re, Owner  int64
	Op             string
	SeqTypes       []Kind
	Limits         Limits
	WsKind, SeqID  *uint16
	WsID           *uint64       `json:",string"`
	Number         *int64        `json:",string"`
	Numbers        []json.Number // decimal strings
	NextPLogOffset int64         `json:",string"`
	Events         []Event
	End            bool
	Error          *struct{ Text string }
}

type wire struct {
	mu      sync.Mutex
	asked   int64
	waiting map[int64]chan message
}

// coded is an error that has a code of the protocol. Any other means that the request was malformed.
type coded interface {
	error
	Code() int
}

// run hands each request of the oracle to a goroutine of its own: it may wait for storage, and the storage's replies
// come by the same way. It is for the sequencer that is open when it comes, however late its goroutine begins.
func run[S any](w *wire, open func() S, perform func(sequencer S, request message) (fields, error)) {
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			os.Exit(0)
		}
		var m message
		malformed := json.Unmarshal(line, &m)
		if m.Re != 0 {
			w.replied(m)
			continue
		}
		sequencer := open()
		go w.answer(m, malformed, func(m message) (fields, error) { return perform(sequencer, m) })
	}
}

func (w *wire) answer(m message, err error, perform func(message) (fields, error)) {
	var reply fields
	if err == nil {
		reply, err = try(m, perform)
	}
	if err != nil {
		code := 12
		if c, ok := err.(coded); ok {
			code = c.Code()
		}
		reply = fields{"error": fields{"code": code, "definite": true, "text": err.Error()}}
	}
	reply["re"] = m.ID
	w.mu.Lock()
	defer w.mu.Unlock()
	w.send(reply)
	if m.Op == "bye" {
		os.Exit(0)
	}
}

// try makes an error of a panic: a field that was left out is a nil pointer.
func try(m message, perform func(message) (fields, error)) (reply fields, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("request must have all its fields: %v", cause)
		}
	}()
	return perform(m)
}

// text is a number as the decimal string that the protocol wants.
func text(number any) string { return fmt.Sprint(number) }

func (w *wire) replied(m message) {
	w.mu.Lock()
	answered, found := w.waiting[m.Re]
	delete(w.waiting, m.Re)
	w.mu.Unlock()
	if found {
		answered <- m
	}
}

// ask sends a request and waits for its reply, as long as the context does. Once it has ended nothing is sent.
func (w *wire) ask(ctx context.Context, op string, owner int64, request fields) (message, error) {
	answered := make(chan message, 1)
	w.mu.Lock()
	if ctx.Err() == nil {
		w.asked++
		request["id"], request["op"], request["owner"] = w.asked, op, owner
		w.waiting[w.asked] = answered
		w.send(request)
	}
	w.mu.Unlock()
	select {
	case <-ctx.Done():
		return message{}, ctx.Err()
	case reply := <-answered:
		if reply.Error != nil {
			return message{}, errors.New(reply.Error.Text)
		}
		return reply, nil
	}
}

func (w *wire) send(m fields) {
	line, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(append(line, '\n'))
}
