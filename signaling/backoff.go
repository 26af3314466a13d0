package signaling

import (
	"math/rand/v2"
	"time"
)

// reconnect makes a new link: resume first, a new login when the session is
// gone. It returns an error only when there is no point in going on. A link
// that did not live long was of no use: then even the first try waits.
func (c *Client) reconnect(cause error, lived time.Duration) (*link, error) {
	wait := time.Duration(0)
	if lived < 2*time.Second {
		wait = c.opt.MinBackOff
	}
	for attempt := 1; ; attempt++ {
		delay := jitter(wait)
		c.setStatus(Status{State: StateReconnecting, Err: cause, Attempt: attempt, NextTry: time.Now().Add(delay)})
		if !c.pause(delay) {
			return nil, c.ctx.Err()
		}
		c.setStatus(Status{State: StateReconnecting, Err: cause, Attempt: attempt})
		l, reply, err := c.reopen()
		if err == nil {
			reply.Moved = c.adopt(l, reply)
			c.announce(reply)
			return l, nil
		}
		if c.ctx.Err() != nil || isFinal(err) {
			return nil, err
		}
		cause = err
		wait = min(max(2*wait, c.opt.MinBackOff), c.opt.MaxBackOff)
	}
}

// announce tells the callbacks that the link is back, before any event of it.
func (c *Client) announce(reply LoginReply) {
	if f := c.opt.OnSession; f != nil {
		c.queue <- func() { f(reply) }
	}
	if f := c.opt.OnState; f != nil {
		c.queue <- func() { f(Status{State: StateConnected}) }
	}
}

// pause waits for d or RetryNow; false when the client closes.
func (c *Client) pause(d time.Duration) bool {
	select { // a wish from before the loss does not count
	case <-c.retry:
	default:
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-c.retry:
	case <-c.ctx.Done():
	}
	return c.ctx.Err() == nil
}

// jitter spreads d over 70..130 %, so that a thousand clients of a restarted
// server do not knock at the same moment. The very first try waits 0..100 ms.
func jitter(d time.Duration) time.Duration {
	if d == 0 {
		return rand.N(100 * time.Millisecond)
	}
	return d*7/10 + rand.N(d*6/10+1)
}

func (c *Client) reopen() (*link, LoginReply, error) {
	c.mu.Lock()
	req := ResumeRequest{Token: c.session.Token, LastSeq: c.lastSeq}
	c.mu.Unlock()
	l, reply, err := c.open(c.ctx, TypeResume, req)
	if CodeOf(err) != CodeSessionGone {
		return l, reply, err
	}
	login := c.opt.Login
	if c.opt.Sign != nil {
		sig, err := c.opt.Sign(c.ctx)
		if err != nil {
			return nil, LoginReply{}, &Error{Code: CodeUnreachable, Op: TypeLogin, Desc: "no fresh signature", Err: err}
		}
		login.UserSig = sig
	}
	return c.open(c.ctx, TypeLogin, login)
}
