package link

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"
)

const (
	// helloTime bounds how long a node may take to say who it is and what it wants.
	helloTime = 5 * time.Second
	// helloSize bounds what it says.
	helloSize = 512
	// greeting is how many connections may be saying it at once, greetingEach how many of
	// them may come from one address: one node leads in many clients, and none keeps the
	// others out.
	greeting     = 256
	greetingEach = 128
)

// alive finds out within three seconds that the other machine is gone.
var alive = net.KeepAliveConfig{Enable: true, Idle: time.Second, Interval: time.Second, Count: 2}

// hello is what a connection begins with: its length in two bytes, then this.
type hello struct {
	Door string         `json:"door"`
	Via  string         `json:"via"`
	From netip.AddrPort `json:"from"`
}

// Conn is a connection that came in by another node.
type Conn struct {
	net.Conn
	// Door is what the client came in by, at the other node.
	Door string
	via  string
	from net.Addr
}

// Via is the name of the other node.
func (c *Conn) Via() string { return c.via }

// RemoteAddr is the client's address, as the other node has it.
func (c *Conn) RemoteAddr() net.Addr { return c.from }

// Listener takes in connections of other nodes.
type Listener struct {
	ln    net.Listener
	tls   *tls.Config
	conns chan *Conn
	slots slots
	ctx   context.Context
	stop  context.CancelFunc
	wg    sync.WaitGroup
}

// Listen opens addr, host:port, for other nodes.
func (k *Keys) Listen(addr string) (*Listener, error) {
	ln, err := (&net.ListenConfig{KeepAliveConfig: alive}).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return nil, err
	}
	l := &Listener{ln: ln, tls: k.server(), conns: make(chan *Conn), slots: slots{by: make(map[netip.Addr]int)}}
	l.ctx, l.stop = context.WithCancel(context.Background())
	l.wg.Go(l.accept)
	return l, nil
}

func (l *Listener) accept() {
	for {
		c, err := l.ln.Accept()
		if l.ctx.Err() != nil {
			return
		}
		if err != nil {
			select { // too many files, say
			case <-time.After(50 * time.Millisecond):
			case <-l.ctx.Done():
				return
			}
			continue
		}
		from := c.RemoteAddr().(*net.TCPAddr).AddrPort().Addr()
		if !l.slots.take(from) {
			c.Close()
			continue
		}
		l.wg.Go(func() { defer l.slots.free(from); l.greet(c) })
	}
}

// slots are the places of those who have not said yet what they want.
type slots struct {
	mu  sync.Mutex
	all int
	by  map[netip.Addr]int
}

func (s *slots) take(from netip.Addr) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= greeting || s.by[from] >= greetingEach {
		return false
	}
	s.all++
	s.by[from]++
	return true
}

func (s *slots) free(from netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all--
	if s.by[from]--; s.by[from] == 0 {
		delete(s.by, from)
	}
}

// greet finds out what a node wants, and hands its connection on.
func (l *Listener) greet(raw net.Conn) {
	defer context.AfterFunc(l.ctx, func() { raw.SetDeadline(time.Unix(1, 0)) })()
	_ = raw.SetDeadline(time.Now().Add(helloTime))
	c := tls.Server(raw, l.tls)
	h, err := readHello(c)
	if err != nil {
		c.Close()
		return
	}
	_ = c.SetDeadline(time.Time{})
	select {
	case l.conns <- &Conn{c, h.Door, h.Via, net.TCPAddrFromAddrPort(h.From)}:
	case <-l.ctx.Done():
		c.Close()
	}
}

func readHello(r io.Reader) (h hello, err error) {
	var size [2]byte
	if _, err = io.ReadFull(r, size[:]); err != nil {
		return h, err
	}
	n := binary.BigEndian.Uint16(size[:])
	if n > helloSize {
		return h, errors.New("link: too long a greeting")
	}
	b := make([]byte, n)
	if _, err = io.ReadFull(r, b); err != nil {
		return h, err
	}
	if err = json.Unmarshal(b, &h); err == nil && !h.From.IsValid() {
		err = errors.New("link: a greeting without the client's address")
	}
	return h, err
}

// Accept waits for the next connection; net.ErrClosed after Close.
func (l *Listener) Accept() (*Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.ctx.Done():
		return nil, net.ErrClosed
	}
}

// Addr is the address listened on.
func (l *Listener) Addr() net.Addr { return l.ln.Addr() }

// Close ends it and waits. It may be called again.
func (l *Listener) Close() error {
	l.stop()
	err := l.ln.Close()
	l.wg.Wait()
	return err
}

// Dial opens a connection to another node for a client that came in by a door.
func (k *Keys) Dial(ctx context.Context, addr, door string, from netip.AddrPort) (net.Conn, error) {
	d := tls.Dialer{NetDialer: &net.Dialer{KeepAliveConfig: alive}, Config: k.client()}
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("node at %s: %w", addr, err)
	}
	b, err := json.Marshal(hello{door, k.name, from})
	if err == nil {
		stop := context.AfterFunc(ctx, func() { c.SetDeadline(time.Unix(1, 0)) })
		_, err = c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...))
		if !stop() && err == nil {
			err = ctx.Err()
		}
	}
	if err != nil {
		c.Close()
		return nil, fmt.Errorf("node at %s: %w", addr, err)
	}
	return c, nil
}
