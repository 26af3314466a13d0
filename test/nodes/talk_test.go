package nodes

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"onair/internal/nodetest"
	"onair/signaling"
)

// price of the gift that is given.
const (
	gift  = "cake"
	price = 30
)

// crowd is who writes and gives, and what all of them have heard.
type crowd struct {
	w     *world
	stop  context.CancelFunc
	tasks sync.WaitGroup

	mu     sync.Mutex
	texts  map[uint64]string // of the messages that were heard or found in the history
	ids    map[string]uint64 // by text
	acked  map[uint64]string
	heard  int
	givers []*giver
	write  []*gaps // at each node: when what was said was confirmed
}

type giver struct {
	*signaling.Client
	name     string
	acked    int64
	unproven bool // the last one came to no answer
}

// gather has the crowd come in and begin.
func (w *world) gather() *crowd {
	c := &crowd{w: w, texts: map[uint64]string{}, ids: map[string]uint64{}, acked: map[uint64]string{}}
	ctx, cancel := context.WithCancel(w.Context())
	c.stop = cancel
	for i := range w.nodes {
		c.write = append(c.write, &gaps{})
		p := c.come(fmt.Sprint("probe-", names[i]), i)
		c.tasks.Go(func() { c.talk(ctx, p, fmt.Sprint("probe-", names[i]), 200*time.Millisecond, c.write[i]) })
	}
	for i := range w.writers {
		name := fmt.Sprint("writer", i)
		p := c.come(name, i%len(w.nodes))
		c.tasks.Go(func() { c.talk(ctx, p, name, 2*time.Second, nil) })
	}
	for i := range w.givers {
		g := &giver{Client: c.come(fmt.Sprint("giver", i), i%len(w.nodes)), name: fmt.Sprint("giver", i)}
		c.givers = append(c.givers, g)
		pause := time.Duration(w.givers) * time.Second / time.Duration(w.giftsPerSecond)
		c.tasks.Go(func() { c.give(ctx, g, pause) })
	}
	return c
}

// come signs somebody in at a node and has them enter the room.
func (c *crowd) come(name string, at int) *signaling.Client {
	var last uint64 // message
	var p *signaling.Client
	opt := signaling.Options{URL: "ws://" + c.w.nodes[at].Addr, MaxBackOff: 500 * time.Millisecond, CallTimeout: 8 * time.Second,
		Login: signaling.LoginRequest{SDKAppID: nodetest.App, UserID: name, UserSig: nodetest.Sign(c.w, name)},
		OnEvent: func(e signaling.Envelope) {
			if e.Type != signaling.EventRecvRoomTextMsg {
				return
			}
			var m signaling.MessageEvent
			if err := e.Decode(&m); err != nil {
				c.w.wrong("%s: %v", name, err)
				return
			}
			if m.MsgID <= last {
				c.w.wrong("%s hears message %d after %d", name, m.MsgID, last)
			}
			last = m.MsgID
			c.heardOf(name, m.Message, true)
		},
		OnSession: func(r signaling.LoginReply) {
			if r.RoomID != room {
				c.w.wrong("%s comes back to room %d (%s)", name, r.RoomID, r.Mode)
			}
			if r.Mode == signaling.ModeSnapshot {
				c.tasks.Go(func() { c.readUp(name, p) })
			}
		}}
	ctx, cancel := context.WithTimeout(c.w.Context(), time.Minute)
	defer cancel()
	p, err := signaling.Dial(ctx, opt)
	if err != nil {
		c.w.Fatalf("%s: %v", name, err)
	}
	c.w.Cleanup(func() { p.Close() })
	if err := p.Call(ctx, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: room}, nil); err != nil {
		c.w.Fatalf("%s: %v", name, err)
	}
	return p
}

func (c *crowd) heardOf(name string, m signaling.Message, live bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if live {
		c.heard++
	}
	if was, ok := c.texts[m.MsgID]; ok && was != m.Text {
		c.w.wrong("%s: message %d is %q, to others it was %q", name, m.MsgID, m.Text, was)
	}
	if was, ok := c.ids[m.Text]; ok && was != m.MsgID && m.Text != "" {
		c.w.wrong("%s: %q is told as %d and as %d", name, m.Text, was, m.MsgID)
	}
	c.texts[m.MsgID], c.ids[m.Text] = m.Text, m.MsgID
}

// readUp is what a client does that has missed events.
func (c *crowd) readUp(name string, p *signaling.Client) {
	var h signaling.History
	if p.Call(context.Background(), signaling.TypeGetHistory, nil, &h) == nil {
		for _, m := range h.Messages {
			if m.Text != "" {
				c.heardOf(name, m, false)
			}
		}
	}
}

// again asks until it is answered, with the same key.
func again(ctx context.Context, p *signaling.Client, typ string, in, out any) error {
	for {
		call, cancel := context.WithTimeout(ctx, 2*time.Second)
		err := p.Call(call, typ, in, out)
		cancel()
		switch signaling.CodeOf(err) {
		case signaling.CodeOK, signaling.CodeClosed, signaling.CodeKickedOffline:
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (c *crowd) talk(ctx context.Context, p *signaling.Client, name string, pause time.Duration, done *gaps) {
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		text := fmt.Sprint(name, " says ", n)
		var r signaling.MessageReply
		if err := again(ctx, p, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Key: text, Text: text}, &r); err != nil {
			if ctx.Err() == nil {
				c.w.wrong("%s: %v", name, err)
			}
			return
		}
		if done != nil {
			done.add()
		}
		c.mu.Lock()
		c.acked[r.MsgID] = text
		c.mu.Unlock()
	}
}

func (c *crowd) give(ctx context.Context, g *giver, pause time.Duration) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := again(ctx, g.Client, signaling.TypeSendGift, signaling.GiftRequest{Key: fmt.Sprint("k", n), GiftID: gift, Count: 1}, nil)
		if err == nil {
			g.acked++
			continue
		}
		g.unproven = true
		if ctx.Err() == nil {
			c.w.wrong("%s: %v", g.name, err)
		}
		return
	}
}

// end has all stop, and looks whether what was confirmed is so.
func (c *crowd) end() (gifts int64, said int) {
	w := c.w
	time.Sleep(time.Second) // what is under way
	c.stop()
	c.tasks.Wait()
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	taken := map[string]int64{}
	total := int64(0)
	for _, g := range c.givers {
		var wallet signaling.Wallet
		w.until("the wallet of "+g.name, func() bool { return again(ctx, g.Client, signaling.TypeGetWallet, nil, &wallet) == nil })
		if wallet.Balance+wallet.Spent != 1_000_000_000 {
			w.wrong("the wallet of %s does not add up: %+v", g.name, wallet)
		}
		taken[g.name] = wallet.Spent
		if least := g.acked * price; wallet.Spent < least || wallet.Spent > least+price || !g.unproven && wallet.Spent != least {
			w.wrong("%s: %d gifts confirmed, %d coins taken", g.name, g.acked, wallet.Spent)
		}
		total += wallet.Spent
		gifts += g.acked
	}
	if len(c.givers) > 0 {
		var snap signaling.Snapshot
		if err := again(ctx, c.givers[0].Client, signaling.TypeGetRoom, nil, &snap); err != nil || snap.Coins != total {
			w.wrong("the room counts %d coins, %d were taken, %v", snap.Coins, total, err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	lost := 0
	for id, text := range c.acked {
		if was, ok := c.texts[id]; !ok || was != text {
			if lost++; lost < 5 {
				w.wrong("%q was confirmed as message %d, which is %q", text, id, was)
			}
		}
	}
	if lost > 4 {
		w.wrong("%d messages were confirmed and are not there", lost)
	}
	c.taken(taken)
	return gifts, len(c.acked)
}
