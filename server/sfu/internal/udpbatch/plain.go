package udpbatch

import (
	"net"
)

// plainSender sends datagram by datagram with the standard library.
type plainSender struct{ conn *net.UDPConn }

func (s *plainSender) gso() bool { return false }

func (s *plainSender) send(b *batch) (result, error) {
	var r result
	for i := range b.msgs {
		m := &b.msgs[i]
		for k := range m.count {
			p := b.datagram(m, k)
			if _, err := s.conn.WriteToUDPAddrPort(p, m.to); err != nil {
				r.dropped++
				continue
			}
			r.calls++
			r.datagrams++
			r.bytes += uint64(len(p))
		}
	}
	return r, nil
}
