// A small sequencer in Go, as a yardstick: a map of numbers behind a mutex, and a channel that wakes a flusher, which
// writes what is pending into another map. It refuses nothing and recovers nothing.
//
//	go run sequencer.go KEYS TRANSACTIONS
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

type key struct {
	wsID  uint64
	seqID uint16
}

type sequencer struct {
	mutex   sync.Mutex
	numbers map[key]uint64
	pending map[key]uint64
	wake    chan struct{}
	done    chan struct{}
	stored  map[key]uint64
}

func open(keys int) *sequencer {
	s := &sequencer{
		numbers: make(map[key]uint64, keys),
		pending: make(map[key]uint64),
		wake:    make(chan struct{}, 1),
		done:    make(chan struct{}),
		stored:  make(map[key]uint64, keys),
	}
	go s.flush()
	return s
}

// transaction is start, next and flush.
func (s *sequencer) transaction(wsID uint64) uint64 {
	k := key{wsID, 1}
	s.mutex.Lock()
	number := s.numbers[k] + 1
	s.numbers[k] = number
	s.pending[k] = number
	s.mutex.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return number
}

func (s *sequencer) flush() {
	defer close(s.done)
	for range s.wake {
		s.mutex.Lock()
		batch := s.pending
		s.pending = make(map[key]uint64)
		s.mutex.Unlock()
		for k, number := range batch {
			s.stored[k] = number
		}
	}
}

func (s *sequencer) close() {
	close(s.wake)
	<-s.done
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 {
		fmt.Fprintln(os.Stderr, "argument must be a number of at least 1: argument="+text)
		os.Exit(64)
	}
	return value
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sequencer KEYS TRANSACTIONS")
		os.Exit(64)
	}
	keys := number(os.Args[1])
	transactions := number(os.Args[2])
	s := open(keys)
	random := uint64(1)
	sum := uint64(0)
	for i := 0; i < transactions; i++ {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		sum += s.transaction(random % uint64(keys))
	}
	s.close()
	fmt.Println(sum)
}
