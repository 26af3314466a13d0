package sfutest

import (
	"net"
	"strconv"
	"strings"
	"sync"
)

// Proxy is a TCP relay whose direction towards the client can be held up, as by a viewer with a dead network.
type Proxy struct {
	l      net.Listener
	target string
	wg     sync.WaitGroup

	mu    sync.Mutex
	cond  *sync.Cond
	held  bool
	ended bool
	conns []net.Conn
}

// NewProxy listens on loopback and forwards to the target.
func NewProxy(target string) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{l: l, target: target}
	p.cond = sync.NewCond(&p.mu)
	p.wg.Add(1)
	go p.accept()
	return p, nil
}

// Redirect makes the TCP candidates of an answer point to the proxy.
func (p *Proxy) Redirect(answer string) string {
	_, from, _ := net.SplitHostPort(p.target)
	to := strconv.Itoa(p.l.Addr().(*net.TCPAddr).Port)
	return strings.ReplaceAll(answer, " "+from+" typ host tcptype", " "+to+" typ host tcptype")
}

// Hold stops what flows to clients; letting go resumes it.
func (p *Proxy) Hold(on bool) {
	p.mu.Lock()
	p.held = on
	p.cond.Broadcast()
	p.mu.Unlock()
}

func (p *Proxy) accept() {
	defer p.wg.Done()
	for {
		c, err := p.l.Accept()
		if err != nil {
			return
		}
		s, err := net.Dial("tcp", p.target)
		if err != nil {
			_ = c.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, c, s)
		p.wg.Add(2)
		p.mu.Unlock()
		go p.copy(s, c, func() bool { return true })
		go p.copy(c, s, p.pass)
	}
}

// pass waits while held and reports false at the end.
func (p *Proxy) pass() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.held && !p.ended {
		p.cond.Wait()
	}
	return !p.ended
}

func (p *Proxy) copy(dst, src net.Conn, pass func() bool) {
	defer p.wg.Done()
	defer dst.Close()
	buf := make([]byte, 4096)
	for pass() {
		n, err := src.Read(buf)
		if n > 0 {
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// Close ends the proxy with its connections and waits.
func (p *Proxy) Close() {
	_ = p.l.Close()
	p.mu.Lock()
	p.ended = true
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.cond.Broadcast()
	p.mu.Unlock()
	p.wg.Wait()
}
