package udpbatch

import "net/netip"

// message is one or more datagrams of one size (the last may be shorter) to one address, side by side in the batch's buffer.
type message struct {
	to       netip.AddrPort
	off, len int
	segment  int
	count    int
	closed   bool // a short datagram was added: nothing may follow it
}

// batch is what waits to be sent, in order.
type batch struct {
	buf  []byte
	msgs []message
}

// add appends a datagram, joined to the last message if the rules of GSO allow.
func (b *batch) add(p []byte, to netip.AddrPort, join bool) {
	off := len(b.buf)
	b.buf = append(b.buf, p...)
	if n := len(b.msgs); join && n > 0 {
		m := &b.msgs[n-1]
		if m.to == to && !m.closed && len(p) > 0 && len(p) <= m.segment && m.count < maxSegments && m.len+len(p) <= maxGSOBytes {
			m.len += len(p)
			m.count++
			m.closed = len(p) < m.segment
			return
		}
	}
	b.msgs = append(b.msgs, message{to: to, off: off, len: len(p), segment: len(p), count: 1, closed: len(p) == 0})
}

// datagram returns the i-th datagram of a message.
func (b *batch) datagram(m *message, i int) []byte {
	lo := m.off + i*m.segment
	return b.buf[lo:min(lo+m.segment, m.off+m.len)]
}

func (b *batch) reset() {
	b.buf = b.buf[:0]
	b.msgs = b.msgs[:0]
}
