package lite

import (
	"time"

	"github.com/pion/ice/v2"
	"github.com/pion/stun"
)

// The relay's own checks until a way is chosen.
const (
	askEvery = 100 * time.Millisecond
	mostAsks = 5 // unasked for, to one address
)

// proof is what is known of an address that a client's checks came from. Who knows the password can send checks in anybody's name, so
// that nothing but answers is sent there before somebody there has answered a check of the relay's (RFC 8445, 7.3.1.4, which a lite
// agent might leave out). Over TCP the connection itself is the answer.
type proof struct {
	at   route
	with names
	id   [stun.TransactionIDSize]byte // of the relay's check
	asks int
	way  *route // that the client wants, and has not got yet
	done bool
}

// proof finds or makes what is known of an address; nil: there is no room for it, or it is another's. With c.mu.
func (c *Conn) proof(at *route, n names) *proof {
	pr := c.proofs[at.to]
	if pr != nil && (pr.at.tcp == nil) == (at.tcp == nil) {
		if pr.with.own != n.own {
			pr.with, pr.id = n, stun.NewTransactionID()
		}
		return pr
	}
	if len(c.proofs) >= mostPlaces || at.tcp == nil && !c.cfg.Hub.settle(c, at.to) {
		return nil
	}
	pr = &proof{at: *at, with: n, id: stun.NewTransactionID(), done: at.tcp != nil}
	c.proofs[at.to] = pr
	return pr
}

// ask checks back. Besides the proof it has pion's clients make up their mind at once; otherwise they look 200 ms later.
func (c *Conn) ask(at *route, pr *proof) {
	m, err := stun.Build(stun.NewTransactionIDSetter(pr.id), stun.BindingRequest, stun.NewUsername(pr.with.client.Ufrag+":"+pr.with.own),
		ice.AttrControlled(0), ice.PriorityAttr(1), stun.NewShortTermIntegrity(pr.with.client.Pwd), stun.Fingerprint)
	if err == nil {
		_ = at.send(m.Raw)
	}
}

// askAgain repeats what may have been lost while there is no way yet.
func (c *Conn) askAgain() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, pr := range c.proofs {
		if !pr.done && pr.way != nil && pr.asks < mostAsks {
			pr.asks++
			c.ask(&pr.at, pr)
		}
	}
}

// handleAnswer takes the answer to a check of the relay's.
func (c *Conn) handleAnswer(m *stun.Message, at route) {
	c.mu.Lock()
	defer c.mu.Unlock()
	pr := c.proofs[at.to]
	if pr == nil || pr.at.tcp != nil || m.TransactionID != pr.id || stun.NewShortTermIntegrity(pr.with.client.Pwd).Check(m) != nil {
		return
	}
	pr.done = true
	c.cfg.Hub.prove(c, at.to)
	c.noteHeard(&at)
	c.take(pr)
}

// take is nominate for what a client wanted of an address that is proven.
func (c *Conn) take(pr *proof) {
	if way := pr.way; way != nil {
		pr.way = nil
		c.nominate(way)
	}
}
