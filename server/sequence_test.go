package server

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/internal/await"
	"onair/server/wallet"
	"onair/signaling"
)

// crowd is five users of a server, with what a sequence of theirs left behind.
// Their IDs and rooms are the sequence's own.
type crowd struct {
	s     *testServer
	t     *testing.T
	n     uint32
	conns [5]*rawConn
	token [5]string
	asked int
}

var sequences atomic.Uint32

func (p *crowd) id(u int) string { return fmt.Sprintf("s%d-u%d", p.n, u) }

func (p *crowd) room(i int) uint32 { return p.n*8 + uint32(i) + 1 }

// burst in a step's first byte: the next step follows at once, unchecked.
const burst = 16

// talking in a step's first byte: the second says what is done about the chat.
const talking = 32

// talk says something, deletes or pins one of the room's first messages. A gift among
// them stays.
func (p *crowd) talk(u int, wait bool, what byte) {
	id := signaling.MessageID{MsgID: uint64(what / 3 % 8)}
	switch what % 3 {
	case 0:
		p.ask(u, wait, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: fmt.Sprint("hello ", what)})
	case 1:
		p.ask(u, wait, signaling.TypeDeleteMessage, id)
	case 2:
		p.ask(u, wait, signaling.TypePinMessage, id)
	}
}

// step does one thing, as two bytes say: the low bits of the first name the user
// and whether the answer is waited for.
func (p *crowd) step(who, what byte) {
	u, wait := int(who&7)%5, who&8 != 0
	kind := what % 14
	arg := int(what/14) % 3
	if p.conns[u] == nil {
		p.login(u)
	}
	if who&talking != 0 {
		p.talk(u, wait, what)
		return
	}
	switch kind {
	case 0:
		p.login(u) // elsewhere, if there is a session
	case 1:
		p.resume(u)
	case 2:
		p.conns[u].Close()
		p.conns[u] = nil
	case 3:
		p.ask(u, wait, signaling.TypeLogout, none{}) // without waiting the next request comes in its burst
	case 4, 5:
		p.ask(u, wait, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: p.room(arg)})
	case 6, 7, 8:
		p.ask(u, wait, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: p.room(arg)})
	case 9:
		p.ask(u, wait, signaling.TypeExitRoom, none{})
	case 10:
		p.ask(u, wait, signaling.TypeDestroyRoom, none{})
	case 11, 12:
		p.ask(u, wait, signaling.TypeSendGift, signaling.GiftRequest{Key: fmt.Sprint(what / 42), GiftID: "cake", Count: 1})
	case 13:
		p.ask(u, wait, signaling.TypeKickOut, signaling.KickRequest{UserID: p.id(arg)})
	}
}

func (p *crowd) login(u int) {
	c := p.s.raw()
	c.login(p.s, p.id(u))
	p.conns[u], p.token[u] = &c, p.s.sessions.Get(p.id(u)).Token()
}

// resume takes the session over from a connection, which stays open. One that has
// ended is logged in anew.
func (p *crowd) resume(u int) {
	c := p.s.raw()
	c.send(frame(1, signaling.TypeResume, signaling.ResumeRequest{Token: p.token[u]}))
	if e := c.reply(1); e.Code != 0 {
		c.login(p.s, p.id(u))
		p.token[u] = p.s.sessions.Get(p.id(u)).Token()
	}
	p.conns[u] = &c
}

// ask sends a request, which may be refused, and reads until its answer or the end
// of the connection.
func (p *crowd) ask(u int, wait bool, typ string, data any) {
	p.asked++
	id := 100 + p.asked
	c := p.conns[u]
	if c.WriteMessage(websocket.TextMessage, []byte(frame(id, typ, data))) != nil {
		p.conns[u] = nil // ended meanwhile
		return
	}
	for wait {
		e, err := c.next()
		if err != nil {
			p.conns[u] = nil
			return
		}
		if e.ID == uint64(id) {
			return
		}
		if e.Code == signaling.CodeInternal {
			p.t.Errorf("%s: %+v", typ, e)
		}
	}
}

// check holds the rules: each member has a session or a grace time, rooms that
// wait for their owner have a deadline, and what was taken from wallets is what
// was told.
func (p *crowd) check() {
	p.t.Helper()
	p.s.nobodyLost()
	wrong := ""
	ok := func() bool {
		wrong = p.unbalanced()
		return wrong == ""
	}
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatal(wrong)
		}
	}
	for i := range 3 {
		if h := p.s.rooms.Get(p.room(i)); h != nil {
			if err := h.Current().Check(); err != nil {
				p.t.Fatal(err)
			}
		}
	}
}

// unbalanced says what does not add up, while nothing is under way.
func (p *crowd) unbalanced() string {
	ctx := context.Background()
	sum := map[uint32]int64{}
	for u := range p.conns {
		w, _, err := p.s.bank.Wallet(ctx, p.id(u))
		told := int64(0)
		for key := range 8 {
			e, known, err2 := p.s.bank.Entry(ctx, p.id(u), fmt.Sprint(key))
			switch {
			case err != nil || err2 != nil:
				return fmt.Sprint(err, err2)
			case known && e.State == wallet.Paid:
				return fmt.Sprintf("not decided: %+v", e)
			case known && e.State == wallet.Told:
				told += e.Coins
				if h := p.s.rooms.Get(e.Room); h != nil && e.At.After(h.Current().Created()) {
					sum[e.Room] += e.Coins
				}
			}
		}
		if w.Open != nil || w.Spent != told || w.Balance+w.Spent != p.s.cfg.StartCoins {
			return fmt.Sprintf("%s has %+v, told %d", p.id(u), w, told)
		}
	}
	for id, coins := range sum {
		if h := p.s.rooms.Get(id); h != nil && h.Current().Exists() && h.Current().Coins() != coins {
			return fmt.Sprintf("room %d: %d coins, %d told", id, h.Current().Coins(), coins)
		}
	}
	return ""
}

// end logs everybody out: nothing may be left.
func (p *crowd) end() {
	for u := range p.conns {
		p.login(u)
		p.ask(u, true, signaling.TypeLogout, none{})
	}
	await.True(p.t, "the end of all rooms of the sequence", func() bool {
		return !slices.ContainsFunc([]int{0, 1, 2}, func(i int) bool { return p.s.rooms.Get(p.room(i)) != nil })
	})
}

// sequenceServer runs one server for many sequences.
func sequenceServer(t testing.TB) *Server {
	cfg := testConfig(t.TempDir())
	cfg.Limits = Limits{MessageRate: 1e6, MessageBurst: 1e6, LoginRate: 1e6, HTTPRate: 1e6, MaxPerAddress: 1e6, MaxRooms: 1 << 20, HostGrace: 30 * time.Millisecond, SessionGrace: 200 * time.Millisecond}
	s, err := newServer(cfg, newFakeRelay)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done; s.Close() })
	return s
}

func sequence(t *testing.T, s *Server, steps []byte) {
	p := &crowd{s: &testServer{Server: s, t: t}, t: t, n: sequences.Add(1)}
	for n := 1; len(steps) >= 2 && !t.Failed(); n++ {
		p.step(steps[0], steps[1])
		if steps[0]&burst == 0 {
			p.check()
		}
		steps = steps[2:]
	}
	p.end()
}

// FuzzSequences runs sequences of requests of five users over one server, with
// logouts, second logins and resumes between.
func FuzzSequences(f *testing.F) {
	f.Add([]byte{16, 3, 0, 4, 17, 3, 1, 18, 8, 5, 17, 3, 1, 6, 18, 3, 2, 6, 18, 3, 18, 6, 2, 32, 16, 3, 0, 4, 17, 6, 1, 0})
	f.Add([]byte{0, 4, 1, 3, 1, 4, 9, 6, 9, 11, 9, 53, 9, 9, 0, 3, 0, 4})
	f.Add([]byte{8, 4, 9, 6, 1, 11, 1, 1, 1, 9, 1, 11, 1, 6, 1, 11, 9, 53, 8, 10, 9, 95})
	f.Add([]byte{0, 4, 0, 0, 0, 4, 1, 6, 1, 0, 1, 6, 2, 2, 2, 1, 0, 2, 1, 11, 0, 1})
	f.Add([]byte{8, 4, 9, 6, 10, 6, 8, 27, 9, 6, 9, 11, 0, 9, 1, 53, 8, 6, 9, 53, 0, 10, 0, 4})
	// Said, pinned, deleted while pinned; a gift, which stays; deleted by the owner elsewhere.
	f.Add([]byte{8, 4, 9, 6, 41, 0, 40, 5, 40, 4, 41, 3, 9, 11, 40, 8, 56, 7, 48, 4, 0, 0, 40, 7, 32, 5, 33, 5, 41, 1})
	rnd := rand.New(rand.NewPCG(7, 7))
	for range 12 { // these run with the tests
		steps := make([]byte, 50)
		for i := range steps {
			steps[i] = byte(rnd.Uint32())
		}
		f.Add(steps)
	}
	s := sequenceServer(f)
	f.Fuzz(func(t *testing.T, steps []byte) { sequence(t, s, steps[:min(len(steps), 100)]) })
}
