package lossy

import (
	"container/heap"
	"net"
	"sync"
	"time"

	"github.com/pion/transport/v2"
)

// conn delays and drops at its two ends. Packets that wait are held in one
// queue a direction, emptied by one goroutine each, which Close ends.
type conn struct {
	transport.UDPConn
	net *Net

	up, down *delayLine
	wg       sync.WaitGroup
	once     sync.Once
}

func newConn(n *Net, c transport.UDPConn) *conn {
	l := &conn{UDPConn: c, net: n, up: newDelayLine(), down: newDelayLine()}
	l.wg.Add(2)
	go l.runUp()
	go l.runDown()
	return l
}

func (c *conn) runUp() {
	defer c.wg.Done()
	for {
		p, ok := c.up.next()
		if !ok {
			return
		}
		_, _ = c.UDPConn.WriteTo(p.data, p.addr)
	}
}

func (c *conn) runDown() {
	defer c.wg.Done()
	defer c.down.close()
	buf := make([]byte, 65536)
	for {
		n, addr, err := c.UDPConn.ReadFrom(buf)
		if err != nil {
			return
		}
		now := time.Now()
		c.net.watchDown(buf[:n])
		if wait, ok := c.net.admit(Down, n, now); ok {
			c.down.put(buf[:n], addr, now.Add(wait))
		}
	}
}

// WriteTo sends p, perhaps late, perhaps never.
func (c *conn) WriteTo(p []byte, addr net.Addr) (int, error) {
	now := time.Now()
	c.net.watch(c, p, addr)
	wait, ok := c.net.admit(Up, len(p), now)
	switch {
	case !ok:
		return len(p), nil
	case wait <= 0:
		return c.UDPConn.WriteTo(p, addr)
	}
	c.up.put(p, addr, now.Add(wait))
	return len(p), nil
}

// ReadFrom returns the next packet that got through.
func (c *conn) ReadFrom(b []byte) (int, net.Addr, error) {
	p, ok := c.down.next()
	if !ok {
		return 0, nil, net.ErrClosed
	}
	return copy(b, p.data), p.addr, nil
}

// Close ends both directions; packets still waiting are lost.
func (c *conn) Close() error {
	var err error
	c.once.Do(func() {
		err = c.UDPConn.Close()
		c.up.close()
		c.down.close()
		c.wg.Wait()
	})
	return err
}

type late struct {
	data []byte
	addr net.Addr
	due  time.Time
	seq  uint64
}

type lateHeap []late

func (h lateHeap) Len() int { return len(h) }
func (h lateHeap) Less(i, j int) bool {
	if h[i].due.Equal(h[j].due) {
		return h[i].seq < h[j].seq
	}
	return h[i].due.Before(h[j].due)
}
func (h lateHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *lateHeap) Push(x any)   { *h = append(*h, x.(late)) }
func (h *lateHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// delayLine gives packets back when they are due.
type delayLine struct {
	mu     sync.Mutex
	heap   lateHeap
	seq    uint64
	wake   chan struct{}
	closed chan struct{}
	once   sync.Once
}

func newDelayLine() *delayLine {
	return &delayLine{wake: make(chan struct{}, 1), closed: make(chan struct{})}
}

func (d *delayLine) put(p []byte, addr net.Addr, due time.Time) {
	d.mu.Lock()
	d.seq++
	heap.Push(&d.heap, late{append([]byte(nil), p...), addr, due, d.seq})
	d.mu.Unlock()
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// next waits for the next due packet; false once the line is closed. Only one
// goroutine may call it.
func (d *delayLine) next() (late, bool) {
	for {
		wait := time.Hour
		d.mu.Lock()
		if len(d.heap) > 0 {
			if wait = time.Until(d.heap[0].due); wait <= 0 {
				p := heap.Pop(&d.heap).(late)
				d.mu.Unlock()
				return p, true
			}
		}
		d.mu.Unlock()
		t := time.NewTimer(wait)
		select {
		case <-d.closed:
			t.Stop()
			return late{}, false
		case <-d.wake:
			t.Stop()
		case <-t.C:
		}
	}
}

func (d *delayLine) close() { d.once.Do(func() { close(d.closed) }) }
