package lite

import (
	"errors"
	"io"
	"net"
	"net/netip"

	"github.com/pion/ice/v2"
	"github.com/pion/stun"
)

// openTCP begins to read what comes over TCP in one of the client's names, be it from the client or from somebody who says so.
func (c *Conn) openTCP(mux ice.TCPMux, name string, local net.IP) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if mux == nil || c.closed {
		return
	}
	t, err := mux.GetConnByUfrag(name, local.To4() == nil, local)
	if err != nil || c.tcp[t] {
		return
	}
	c.tcp[t] = true
	if !c.cfg.Go(func() { c.readTCP(t) }) {
		_ = t.Close()
	}
}

func (c *Conn) readTCP(t net.PacketConn) {
	buf := make([]byte, 2048)
	for {
		n, from, err := t.ReadFrom(buf)
		if errors.Is(err, io.ErrClosedPipe) {
			return
		}
		if err != nil { // one of the connections ended
			continue
		}
		a, ok := from.(*net.TCPAddr)
		if !ok {
			continue
		}
		to := a.AddrPort()
		at := route{tcp: t, addr: from, to: netip.AddrPortFrom(to.Addr().Unmap(), to.Port())}
		if stun.IsMessage(buf[:n]) {
			if m := (&stun.Message{Raw: buf[:n]}); m.Decode() == nil {
				c.handleCheck(m, at)
			}
			continue
		}
		c.mu.Lock()
		pr := c.proofs[at.to]
		c.mu.Unlock()
		if pr != nil && pr.at.tcp != nil {
			c.handle(buf[:n])
		}
	}
}
