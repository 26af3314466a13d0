package gateway

import (
	"io"
	"time"

	"onair/server/limit"
	"onair/server/logs"
	"onair/signaling"
)

// End queues the end of the connection behind what waits already. A code is one of
// the Close... constants or of WebSocket's.
func (c *Conn) End(code int, text string) {
	c.out.put(outItem{close: code, text: logs.Cut(text, 120)})
	c.dropOpen()
}

// dropOpen forgets the requests that wait: nobody is there for their answers.
func (c *Conn) dropOpen() {
	c.ending.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open = nil
}

// flooding ends a connection that sends far too much.
func (c *Conn) flooding() {
	c.gw.stats.Flooding.Add(1)
	c.gw.cfg.Log.Info("a connection is cut because it floods", "from", c.addr)
	c.End(signaling.CloseFlood, signaling.CodeTooFast.Info().Text)
}

// flush gives the writer a moment to send what is queued, the end included.
func (c *Conn) flush() {
	deadline := time.NewTimer(time.Second)
	defer deadline.Stop()
	select {
	case <-c.out.finished:
	case <-deadline.C:
	}
}

// drain reads on for a moment without looking: a socket closed with unread data
// is reset, and the peer would not learn the reason.
func (c *Conn) drain() {
	raw := limit.Uncounted(c.ws.UnderlyingConn())
	_ = raw.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	_, _ = io.Copy(io.Discard, io.LimitReader(raw, 4<<20))
}
