package server

import (
	"io"
	"time"
)

// end queues the end of the connection behind what waits already.
func (c *conn) end(code int, text string) {
	c.out.put(outItem{close: code, text: cut(text, 120)})
}

// flush gives the writer a moment to send what is queued, the end included.
func (c *conn) flush() {
	deadline := time.NewTimer(time.Second)
	defer deadline.Stop()
	select {
	case <-c.out.finished:
	case <-deadline.C:
	}
}

// drain reads on for a moment without looking: a socket closed with unread data
// is reset, and the peer would not learn the reason.
func (c *conn) drain() {
	raw := c.ws.UnderlyingConn()
	_ = raw.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	_, _ = io.Copy(io.Discard, io.LimitReader(raw, 4<<20))
}

// cut shortens a text to n bytes for a close frame.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n]
}
