package lite

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/ice/v2"
	"github.com/pion/stun"

	"onair/server/sfu/internal/udpbatch"
)

// bench is a hub over a socket that keeps what it sends, by address.
type bench struct {
	hub   *Hub
	sock  *udpbatch.Conn
	known map[netip.AddrPort]bool
}

func newBench(t *testing.T) *bench {
	t.Helper()
	raw, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	sock, err := udpbatch.New(raw, udpbatch.Config{Unbatched: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sock.Close() })
	b := &bench{sock: sock, known: map[netip.AddrPort]bool{}}
	b.hub = NewHub(func(a netip.AddrPort) bool { return b.known[a] })
	return b
}

func (b *bench) conn(t *testing.T) *Conn {
	t.Helper()
	c, err := New(Config{Hub: b.hub, Client: Peer{"client", "its"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// client is a socket of a client's.
type client struct {
	t *testing.T
	*net.UDPConn
}

func newClient(t *testing.T) client {
	t.Helper()
	c, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return client{t, c}
}

func (c client) addr() netip.AddrPort { return c.LocalAddr().(*net.UDPAddr).AddrPort() }

// check is one of a client's checks; nominate asks for the way.
func check(t *testing.T, user, pwd string, prio uint32, nominate bool) []byte {
	t.Helper()
	parts := []stun.Setter{stun.TransactionID, stun.BindingRequest, stun.NewUsername(user), ice.PriorityAttr(prio)}
	if nominate {
		parts = append(parts, ice.UseCandidate())
	}
	m, err := stun.Build(append(parts, stun.NewShortTermIntegrity(pwd), stun.Fingerprint)...)
	if err != nil {
		t.Fatal(err)
	}
	return m.Raw
}

// answered reads the relay's answer to a check.
func (c client) answered(pwd string) {
	c.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	buf := make([]byte, 1500)
	n, err := c.Read(buf)
	if err != nil {
		c.t.Fatal(err)
	}
	m := &stun.Message{Raw: buf[:n]}
	var mapped stun.XORMappedAddress
	if err := m.Decode(); err != nil || m.Type != stun.BindingSuccess || mapped.GetFrom(m) != nil ||
		stun.NewShortTermIntegrity(pwd).Check(m) != nil || mapped.Port != int(c.addr().Port()) {
		c.t.Fatalf("answered by %v, %v", m, err)
	}
}

// asked reads the relay's own check and returns the answer to it.
func (c client) asked(user, pwd string) []byte {
	c.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	buf := make([]byte, 1500)
	n, err := c.Read(buf)
	if err != nil {
		c.t.Fatal(err)
	}
	m := &stun.Message{Raw: buf[:n]}
	if m.Decode() != nil || m.Type != stun.BindingRequest {
		c.t.Fatalf("asked by %v", m)
	}
	if name, err := m.Get(stun.AttrUsername); err != nil || string(name) != user || stun.NewShortTermIntegrity(pwd).Check(m) != nil {
		c.t.Fatalf("asked by %s, %v", name, err)
	}
	return yes(c.t, m.TransactionID, pwd)
}

// yes is a client's answer to a check of the relay's.
func yes(t *testing.T, id [stun.TransactionIDSize]byte, pwd string) []byte {
	t.Helper()
	m, err := stun.Build(stun.NewTransactionIDSetter(id), stun.BindingSuccess, stun.NewShortTermIntegrity(pwd), stun.Fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	return m.Raw
}

func TestOnlyWhoKnowsThePasswordHasAPlace(t *testing.T) {
	b := newBench(t)
	c, at := b.conn(t), newClient(t)
	own, pwd := c.Names()
	for name, p := range map[string][]byte{
		"a wrong password":      check(t, own+":client", "wrong", 1, true),
		"another client's name": check(t, own+":else", pwd, 1, true),
		"an indication":         stun.MustBuild(stun.TransactionID, stun.NewType(stun.MethodBinding, stun.ClassIndication), stun.NewUsername(own+":client")).Raw,
	} {
		if !b.hub.Take(b.sock, p, at.addr()) {
			t.Errorf("%s: somebody else is to answer", name)
		}
		if b.hub.Take(b.sock, []byte{22, 0xfe, 0xfd}, at.addr()) || c.Remote().IsValid() || !c.Heard().IsZero() {
			t.Fatalf("%s has a place", name)
		}
	}
	if b.hub.Take(b.sock, check(t, "nobody:client", pwd, 1, true), at.addr()) {
		t.Error("a name of nobody's is taken")
	}
	b.hub.Take(b.sock, check(t, own+":client", pwd, 1, false), at.addr())
	at.answered(pwd)
	b.hub.Take(b.sock, at.asked("client:"+own, "its"), at.addr())
	if !b.hub.Take(b.sock, []byte{0x80, 201, 0, 1}, at.addr()) || c.Remote().IsValid() {
		t.Error("who has proven the way has no place, or a way that was not asked for is used")
	}
	b.hub.Take(b.sock, check(t, own+":client", pwd, 1, true), at.addr())
	at.answered(pwd)
	if c.Remote() != at.addr() {
		t.Errorf("the way is %v", c.Remote())
	}
	_ = c.Close()
	if b.hub.Take(b.sock, check(t, own+":client", pwd, 1, true), at.addr()) || b.hub.Take(b.sock, []byte{0x80, 201}, at.addr()) {
		t.Error("a closed connection is asked")
	}
}

// A client that says to be where another is connected does not get what that one sends.
func TestAPlaceIsNotTakenFromOthers(t *testing.T) {
	b := newBench(t)
	first, second, at, publisher := b.conn(t), b.conn(t), newClient(t), newClient(t)
	own, pwd := first.Names()
	b.hub.Take(b.sock, check(t, own+":client", pwd, 1, true), at.addr())
	at.answered(pwd)
	b.hub.Take(b.sock, at.asked("client:"+own, "its"), at.addr())
	b.known[publisher.addr()] = true
	own, pwd = second.Names()
	for _, a := range []netip.AddrPort{at.addr(), publisher.addr()} {
		b.hub.Take(b.sock, check(t, own+":client", pwd, 1, true), a)
	}
	if second.Remote().IsValid() || b.hub.places[at.addr()].Conn != first || b.hub.places[publisher.addr()].Conn != nil {
		t.Error("a place was taken")
	}
	for range 2 * mostPlaces {
		b.hub.Take(b.sock, check(t, own+":client", pwd, 1, false), newClient(t).addr())
	}
	if len(b.hub.places) != 1+mostPlaces {
		t.Errorf("%d places", len(b.hub.places))
	}
}

func TestTheBetterWayIsKept(t *testing.T) {
	b := newBench(t)
	c, good, bad := b.conn(t), newClient(t), newClient(t)
	own, pwd := c.Names()
	asked := map[netip.AddrPort]bool{}
	want := func(of string, a client, prio uint32) {
		name, pwd := own, pwd
		if of != "" {
			name, pwd = c.Names()
		}
		b.hub.Take(b.sock, check(t, name+":"+"client"+of, pwd, prio, true), a.addr())
		a.answered(pwd)
		if !asked[a.addr()] {
			asked[a.addr()] = true
			b.hub.Take(b.sock, a.asked("client"+of+":"+name, "its"), a.addr())
		}
	}
	want("", bad, 5)
	want("", good, 9)
	want("", bad, 5)
	if c.Remote() != good.addr() {
		t.Error("the worse way is taken")
	}
	c.heardThere.Store(time.Now().Add(-2 * quietAfter).UnixNano())
	want("", bad, 5)
	if c.Remote() != bad.addr() {
		t.Error("a way that is silent is kept")
	}
	want("", good, 9)
	if err := c.Restart(Peer{"client2", "its"}); err != nil {
		t.Fatal(err)
	}
	if c.Remote() != good.addr() {
		t.Error("the way is lost before there is another")
	}
	want("2", bad, 1)
	if c.Remote() != bad.addr() || b.hub.find(own) != nil {
		t.Error("the restart is not through")
	}
}

// Who knows the password may say to be anywhere: nothing but answers goes there until somebody there answers.
func TestNothingIsSentWhereNobodyAnswers(t *testing.T) {
	b := newBench(t)
	c, at, victim := b.conn(t), newClient(t), newClient(t)
	own, pwd := c.Names()
	b.hub.Take(b.sock, check(t, own+":client", pwd, 1, true), at.addr())
	at.answered(pwd)
	answer := at.asked("client:"+own, "its")
	for name, p := range map[string][]byte{
		"to another question":   yes(t, stun.NewTransactionID(), "its"),
		"with another password": yes(t, [stun.TransactionIDSize]byte(answer[8:20]), "wrong"),
	} {
		if b.hub.Take(b.sock, p, at.addr()); c.Remote().IsValid() || !c.Heard().IsZero() {
			t.Fatalf("an answer %s counts", name)
		}
	}
	if b.hub.Take(b.sock, answer, victim.addr()); c.Remote().IsValid() {
		t.Fatal("an answer from elsewhere counts")
	}
	for range mostAsks + 3 { // one may have been lost
		c.askAgain()
	}
	for range mostAsks {
		answer = at.asked("client:"+own, "its")
	}
	b.hub.Take(b.sock, answer, at.addr())
	if c.Remote() != at.addr() || c.Heard().IsZero() {
		t.Fatalf("the way is %v after the answer", c.Remote())
	}
	b.hub.Take(b.sock, check(t, own+":client", pwd, 9, true), victim.addr())
	if c.Remote() != at.addr() {
		t.Error("it is sent where nobody has answered")
	}
	victim.answered(pwd)
	b.hub.Take(b.sock, victim.asked("client:"+own, "its"), victim.addr())
	if c.Remote() != victim.addr() {
		t.Error("a better way that answers is not taken")
	}
}
