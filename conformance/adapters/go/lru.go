package main

import "container/list"

// lru is a cache of last-used numbers that forgets those that were longest not asked for.
type lru struct {
	size    int
	order   *list.List
	entries map[Key]*list.Element
}

func newLRU(size int) *lru {
	return &lru{size, list.New(), map[Key]*list.Element{}}
}

func (c *lru) get(key Key) (int64, bool) {
	element, found := c.entries[key]
	if !found {
		return 0, false
	}
	c.order.MoveToFront(element)
	return element.Value.(*Value).Number, true
}

func (c *lru) put(key Key, number int64) {
	if element, found := c.entries[key]; found {
		element.Value.(*Value).Number = number
		c.order.MoveToFront(element)
		return
	}
	c.entries[key] = c.order.PushFront(&Value{key, number})
	if len(c.entries) > c.size {
		delete(c.entries, c.order.Remove(c.order.Back()).(*Value).Key)
	}
}
