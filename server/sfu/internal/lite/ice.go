package lite

import (
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/pion/ice/v2"
	"github.com/pion/randutil"
	"github.com/pion/stun"

	"onair/server/sfu/internal/udpbatch"
)

// Rules of the client's ways.
const (
	quietAfter = 3 * time.Second // of silence any other way that the client wants is taken
	mostPlaces = 16              // addresses that one client may have
	letters    = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// Peer is a client's user name and password in ICE.
type Peer struct{ Ufrag, Pwd string }

// names are one agreement's: the relay's user name and password, and the client's.
type names struct {
	own, pwd string
	client   Peer
}

func newNames(client Peer) (names, error) {
	own, err := randutil.GenerateCryptoRandomString(16, letters)
	if err != nil {
		return names{}, err
	}
	pwd, err := randutil.GenerateCryptoRandomString(32, letters)
	return names{own, pwd, client}, err
}

// route is a way to the client: from a socket over UDP, or a connection over TCP.
type route struct {
	sock *udpbatch.Conn
	to   netip.AddrPort
	tcp  net.PacketConn
	addr net.Addr
	rank uint64 // UDP before TCP, and then as the client says
	of   string // the name that it was agreed on under
}

func (r *route) same(o *route) bool {
	return r != nil && r.to == o.to && (r.tcp == nil) == (o.tcp == nil)
}

func (r *route) send(p []byte) error {
	if r.tcp == nil {
		return r.sock.Send(p, r.to)
	}
	_, err := r.tcp.WriteTo(p, r.addr)
	return err
}

// handleCheck answers one of the client's checks of a way (RFC 8445, 7.3), and takes that way if the client wants it.
func (c *Conn) handleCheck(m *stun.Message, at route) {
	if m.Type != stun.BindingRequest {
		return
	}
	user, err := m.Get(stun.AttrUsername)
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.IndexFunc(c.names, func(n names) bool { return n.own+":"+n.client.Ufrag == string(user) })
	if i < 0 || stun.NewShortTermIntegrity(c.names[i].pwd).Check(m) != nil {
		return
	}
	pr := c.proof(&at, c.names[i])
	if pr == nil {
		return
	}
	answer, err := stun.Build(stun.NewTransactionIDSetter(m.TransactionID), stun.BindingSuccess,
		&stun.XORMappedAddress{IP: at.to.Addr().AsSlice(), Port: int(at.to.Port())}, stun.NewShortTermIntegrity(c.names[i].pwd), stun.Fingerprint)
	if err != nil || at.send(answer.Raw) != nil {
		return
	}
	if pr.done {
		c.noteHeard(&at)
	}
	wanted := m.Contains(stun.AttrUseCandidate)
	if wanted {
		var prio ice.PriorityAttr
		_ = prio.GetFrom(m)
		if at.rank = uint64(prio); at.tcp == nil {
			at.rank |= 1 << 40
		}
		at.of = c.names[i].own
		pr.way = &at
	}
	r := c.route.Load()
	switch {
	case wanted && pr.done:
		c.take(pr)
	case !pr.done, r == nil, r.of != c.names[i].own:
		c.ask(&at, pr)
	}
}

// nominate takes the way that the client wants, if it is no worse than the present one, or that one does not count any more. With
// c.mu.
func (c *Conn) nominate(at *route) {
	now := c.route.Load()
	fresh := now == nil || now.of != at.of && at.of == c.names[len(c.names)-1].own
	if !fresh && !now.same(at) && at.rank < now.rank && time.Since(time.Unix(0, c.heardThere.Load())) < quietAfter {
		return
	}
	if now.same(at) && now.of == at.of {
		return
	}
	c.route.Store(at)
	c.heardThere.Store(c.heard.Load())
	if now == nil {
		close(c.chosen)
	}
	if n := len(c.names) - 1; n > 0 && at.of == c.names[n].own { // a restart of ICE is through
		var old []string
		for _, was := range c.names[:n] {
			old = append(old, was.own)
		}
		c.names = c.names[n:]
		c.cfg.Hub.leave(c, old, nil)
	}
}

// noteHeard notes that the client is there.
func (c *Conn) noteHeard(at *route) {
	now := time.Now().UnixNano()
	c.heard.Store(now)
	if r := c.route.Load(); r.same(at) {
		c.heardThere.Store(now)
	}
}

// Heard is when the client last proved that it is there; the zero time before the first.
func (c *Conn) Heard() time.Time {
	if at := c.heard.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// Remote is where the client is; zero before that is known.
func (c *Conn) Remote() netip.AddrPort {
	if r := c.route.Load(); r != nil {
		return r.to
	}
	return netip.AddrPort{}
}

// Names returns the relay's user name and password of the newest agreement.
func (c *Conn) Names() (ufrag, pwd string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.names[len(c.names)-1]
	return n.own, n.pwd
}

// Restart makes new names for a client that has new ones, too. The present way is kept until the client wants one under them.
func (c *Conn) Restart(client Peer) error {
	n, err := newNames(client)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return net.ErrClosed
	}
	c.names = append(c.names, n)
	c.cfg.Hub.enter(n.own, c)
	return nil
}
