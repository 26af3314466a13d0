package gateway

import (
	"time"

	"github.com/gorilla/websocket"

	"onair/server/limit"
	"onair/signaling"
)

// hear takes one message: answers a ping, refuses, or hands it to the worker.
// What there is too much of is refused before it is parsed. An error ends the
// connection.
func (c *Conn) hear(kind int, b []byte) error {
	received := time.Now()
	c.gw.stats.Received.Add(1)
	if !c.mayGoOn(cost(len(b)), received) {
		if c.refused.Take(c.patience(), cost(len(b)), received) > 0 {
			c.flooding()
			return errFlooding
		}
		c.Refuse(peek(b), signaling.NewError(signaling.CodeTooFast, "", ""))
		return nil
	}
	env, err := readRequest(kind, b)
	if err != nil {
		c.Refuse(env, err)
		c.End(signaling.CloseProtocol, err.Error())
		return err
	}
	if env.Type == signaling.TypePing {
		c.pong(env, received)
		return nil
	}
	c.enqueue(env)
	return nil
}

// readRequest reads a message of a client's.
func readRequest(kind int, b []byte) (signaling.Envelope, error) {
	env, err := signaling.DecodeEnvelope(b, signaling.MaxMessage)
	switch {
	case err != nil:
	case kind != websocket.TextMessage:
		err = signaling.NewError(signaling.CodeMalformed, "", "not a text message")
	case env.ID == 0:
		err = signaling.NewError(signaling.CodeMalformed, "", "a request needs an id")
	}
	return env, err
}

// mayGoOn counts a message: with the user's, or before the login with this
// connection's.
func (c *Conn) mayGoOn(cost float64, now time.Time) bool {
	if s := c.Session(); s != nil {
		return c.gw.cfg.Gates.Message(s.User(), c.addr, cost, now)
	}
	r, l := beforeLogin, c.gw.cfg.Messages
	r.PerSecond, r.Burst = min(r.PerSecond, l.PerSecond), min(r.Burst, l.Burst)
	return c.first.Take(r, cost, now) == 0
}

// patience is how many refusals a connection may make necessary: so many at once,
// and as many again in a minute.
func (c *Conn) patience() limit.Rate {
	n := float64(c.gw.cfg.MaxRefused)
	if c.Session() == nil {
		n = min(n, 20)
	}
	return limit.Rate{PerSecond: n / 60, Burst: n}
}

// enqueue hands a request to the worker.
func (c *Conn) enqueue(env signaling.Envelope) {
	most := maxOpen
	if c.Session() == nil {
		most = maxOpenFirst
	}
	c.mu.Lock()
	full, start := len(c.open) >= most, !c.busy
	over := c.ending.Load() // under the lock: from then on no worker begins
	if !full && !over {
		c.open = append(c.open, env)
		c.busy = true
		if start {
			c.wg.Add(1)
		}
	}
	c.mu.Unlock()
	switch {
	case over:
	case full:
		c.Refuse(env, signaling.NewError(signaling.CodeBusy, "", "too many open requests"))
	case start:
		go func() { defer c.wg.Done(); c.work() }()
	}
}
