package gateway

import (
	"errors"
	"sync/atomic"
	"time"

	"onair/server/limit"
	"onair/signaling"
)

// Client is a WebSocket on a porch. It implements Under, for the gateway that it goes to.
type Client struct {
	*socket
	Joining
	porch   *Porch
	ending  atomic.Bool
	refused limit.Bucket // the reader's

	up    Upstairs // the next two are guarded by the porch
	upper Upper    // nil: nobody hears this client
}

// End implements Under.
func (c *Client) End(code int, text string) {
	c.ending.Store(true)
	c.socket.End(code, text)
}

// Post implements Under. Who reads too slowly is cut here.
func (c *Client) Post(seq uint64, ev *signaling.Event) bool { return c.put(c.socket.Post(seq, ev)) }

// Send implements Under. Who reads too slowly is cut here.
func (c *Client) Send(b []byte) bool { return c.put(c.socket.Send(b)) }

func (c *Client) put(ok bool) bool {
	if !ok && c.ending.CompareAndSwap(false, true) {
		c.porch.stats.Slow.Add(1)
		c.socket.End(signaling.CloseSlow, "reading too slowly")
		c.Wake()
	}
	return true
}

// seeking is what clients are told while there is no gateway. It has no number: it is
// none of the session's events.
var seeking = signaling.NewEvent(signaling.EventServerSeeking, struct{}{})

func (c *Client) seek() { c.Post(0, seeking) }

func (c *Client) place() Upper {
	c.porch.mu.Lock()
	defer c.porch.mu.Unlock()
	return c.upper
}

// hear implements user.
func (c *Client) hear(kind int, b []byte) error {
	c.porch.stats.Received.Add(1)
	if c.ending.Load() {
		return errOver // who goes on after the end is not read any more
	}
	if up := c.place(); up != nil {
		err := up.Hear(isText(kind), b)
		if err == nil || c.ending.Load() {
			return err
		}
	}
	return c.alone(kind, b)
}

// aloneRate is how much is answered while there is no gateway.
var aloneRate = limit.Rate{PerSecond: 10, Burst: 200}

// alone answers while there is no gateway.
func (c *Client) alone(kind int, b []byte) error {
	received := time.Now()
	if c.refused.Take(aloneRate, cost(len(b)), received) > 0 {
		c.flooding()
		return errFlooding
	}
	env, err := readRequest(kind, b)
	if err != nil {
		c.Send(encodeReply(env, 0, nil, err, plain))
		c.End(signaling.CloseProtocol, err.Error())
		return err
	}
	var in signaling.PingRequest
	if env.Type == signaling.TypePing && env.Decode(&in) == nil {
		c.Send(encodeReply(env, 0, pongOf(in, received), nil, plain))
		return nil
	}
	refusal := signaling.NewError(signaling.CodeNoLeader, "", "")
	refusal.Wait = 1
	c.Send(encodeReply(env, 0, nil, refusal, plain))
	return nil
}

func plain(err error) *signaling.Error {
	if e, ok := errors.AsType[*signaling.Error](err); ok {
		return e
	}
	return signaling.NewError(signaling.CodeInternal, "", "")
}

// flooding implements user.
func (c *Client) flooding() {
	c.porch.stats.Flooding.Add(1)
	c.porch.cfg.Log.Info("a connection is cut because it floods", "from", c.Addr)
	c.End(signaling.CloseFlood, signaling.CodeTooFast.Info().Text)
}
