package udpbatch

import (
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// controlSize is one control message with a 16-bit value, padded.
var controlSize = unix.CmsgSpace(2)

// mmsgSender sends by sendmmsg(2), with UDP_SEGMENT where the kernel has it. One goroutine at a time calls send.
type mmsgSender struct {
	raw     syscall.RawConn
	v6      bool
	gsoOn   atomic.Bool
	hdrs    []unix.Mmsghdr
	iovs    []unix.Iovec
	addrs4  []unix.RawSockaddrInet4
	addrs6  []unix.RawSockaddrInet6
	control []byte
	call    func(fd uintptr, hdrs []unix.Mmsghdr) (int, error)

	// of the submission under way
	try   func(fd uintptr) bool
	count int
	taken int
	err   error
}

func newSender(c *net.UDPConn, gso bool) (sender, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return nil, err
	}
	s := &mmsgSender{raw: raw, call: sendmmsg}
	s.try = s.attempt
	var probe error
	err = raw.Control(func(fd uintptr) {
		sa, e := unix.Getsockname(int(fd))
		if e == nil {
			_, s.v6 = sa.(*unix.SockaddrInet6)
		}
		_, probe = unix.GetsockoptInt(int(fd), unix.SOL_UDP, unix.UDP_SEGMENT)
	})
	if err != nil {
		return nil, err
	}
	s.gsoOn.Store(gso && probe == nil)
	return s, nil
}

func (s *mmsgSender) gso() bool { return s.gsoOn.Load() }

func sendmmsg(fd uintptr, hdrs []unix.Mmsghdr) (int, error) {
	n, _, errno := unix.Syscall6(unix.SYS_SENDMMSG, fd, uintptr(unsafe.Pointer(&hdrs[0])), uintptr(len(hdrs)),
		unix.MSG_DONTWAIT, 0, 0)
	if errno != 0 {
		return 0, errno
	}
	return int(n), nil
}

// send hands the batch over. A message that the kernel refuses is dropped, except that a refusal of GSO turns it off and the
// message is sent again datagram by datagram.
func (s *mmsgSender) send(b *batch) (result, error) {
	var r result
	for next := 0; next < len(b.msgs); {
		count := s.fill(b, next)
		n, err := s.submit(count)
		for i := range n {
			s.sent(&r, &b.msgs[next+i])
		}
		if n > 0 {
			r.calls++
		}
		next += n
		if err == nil || next >= len(b.msgs) {
			continue
		}
		if errors.Is(err, net.ErrClosed) {
			for ; next < len(b.msgs); next++ {
				r.dropped += uint64(b.msgs[next].count)
			}
			return r, err
		}
		m := &b.msgs[next]
		if m.count > 1 {
			if errors.Is(err, unix.EIO) || errors.Is(err, unix.EINVAL) {
				s.gsoOn.Store(false)
			}
			s.sendSingly(b, m, &r)
		} else {
			r.dropped++
		}
		next++
	}
	return r, nil
}

func (s *mmsgSender) sent(r *result, m *message) {
	r.datagrams += uint64(m.count)
	r.bytes += uint64(m.len)
	if m.count > 1 {
		r.gso++
	}
}

// submit gives the first count headers to the kernel, waiting until the socket takes at least one. It returns how many were
// taken; an error belongs to the message after those.
func (s *mmsgSender) submit(count int) (int, error) {
	s.count = count
	if err := s.raw.Write(s.try); err != nil {
		return 0, net.ErrClosed
	}
	return s.taken, s.err
}

// attempt is one try at the system call; false asks to be called again when the socket has room.
func (s *mmsgSender) attempt(fd uintptr) bool {
	for {
		s.taken, s.err = s.call(fd, s.hdrs[:s.count])
		if !errors.Is(s.err, unix.EINTR) {
			return !errors.Is(s.err, unix.EAGAIN)
		}
	}
}

// sendSingly sends a message's datagrams unfolded.
func (s *mmsgSender) sendSingly(b *batch, m *message, r *result) {
	single := batch{buf: b.buf, msgs: make([]message, m.count)}
	for i := range m.count {
		lo := m.off + i*m.segment
		n := min(m.segment, m.off+m.len-lo)
		single.msgs[i] = message{to: m.to, off: lo, len: n, segment: n, count: 1}
	}
	sub, _ := s.send(&single)
	r.datagrams += sub.datagrams
	r.bytes += sub.bytes
	r.calls += sub.calls
	r.dropped += sub.dropped
}

// fill builds headers for the messages from next on and returns how many.
func (s *mmsgSender) fill(b *batch, next int) int {
	count := min(len(b.msgs)-next, maxMessages)
	s.grow(count)
	for i := range count {
		m := &b.msgs[next+i]
		h := &s.hdrs[i]
		*h = unix.Mmsghdr{}
		if m.len > 0 {
			s.iovs[i].Base = &b.buf[m.off]
		}
		s.iovs[i].SetLen(m.len)
		h.Hdr.Iov = &s.iovs[i]
		h.Hdr.SetIovlen(1)
		s.setAddr(i, m.to)
		if m.count > 1 {
			s.setSegment(i, m.segment)
		}
	}
	return count
}

func (s *mmsgSender) grow(count int) {
	if len(s.hdrs) >= count {
		return
	}
	n := min(max(count, 2*len(s.hdrs), 32), maxMessages)
	s.hdrs = make([]unix.Mmsghdr, n)
	s.iovs = make([]unix.Iovec, n)
	s.control = make([]byte, n*controlSize)
	if s.v6 {
		s.addrs6 = make([]unix.RawSockaddrInet6, n)
	} else {
		s.addrs4 = make([]unix.RawSockaddrInet4, n)
	}
}

func (s *mmsgSender) setAddr(i int, to netip.AddrPort) {
	h := &s.hdrs[i].Hdr
	if s.v6 {
		a := &s.addrs6[i]
		a.Family = unix.AF_INET6
		a.Addr = to.Addr().As16()
		a.Scope_id = scopeID(to.Addr())
		binary.BigEndian.PutUint16((*[2]byte)(unsafe.Pointer(&a.Port))[:], to.Port())
		h.Name, h.Namelen = (*byte)(unsafe.Pointer(a)), unix.SizeofSockaddrInet6
		return
	}
	a := &s.addrs4[i]
	a.Family = unix.AF_INET
	if ip := to.Addr().Unmap(); ip.Is4() {
		a.Addr = ip.As4()
	} else {
		a.Addr = [4]byte{} // refused by the kernel and counted as dropped
		a.Family = unix.AF_UNSPEC + 255
	}
	binary.BigEndian.PutUint16((*[2]byte)(unsafe.Pointer(&a.Port))[:], to.Port())
	h.Name, h.Namelen = (*byte)(unsafe.Pointer(a)), unix.SizeofSockaddrInet4
}

func scopeID(a netip.Addr) uint32 {
	if a.Zone() == "" {
		return 0
	}
	ifi, err := net.InterfaceByName(a.Zone())
	if err != nil {
		return 0
	}
	return uint32(ifi.Index)
}

// setSegment attaches the UDP_SEGMENT control message: the size of each datagram but the last.
func (s *mmsgSender) setSegment(i, size int) {
	c := s.control[i*controlSize : (i+1)*controlSize]
	h := (*unix.Cmsghdr)(unsafe.Pointer(&c[0]))
	h.Level = unix.SOL_UDP
	h.Type = unix.UDP_SEGMENT
	h.SetLen(unix.CmsgLen(2))
	binary.NativeEndian.PutUint16(c[unix.CmsgLen(0):], uint16(size))
	s.hdrs[i].Hdr.Control = &c[0]
	s.hdrs[i].Hdr.SetControllen(controlSize)
}
