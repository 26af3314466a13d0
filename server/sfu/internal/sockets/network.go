// Package sockets is the relay's way to the world: its UDP and TCP sockets, who may have a connection over TCP, and
// the addresses that answers offer.
package sockets

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"github.com/pion/ice/v2"
	"github.com/pion/logging"
	"github.com/pion/transport/v2"
	"github.com/pion/transport/v2/stdnet"

	"onair/server/sfu/internal/udpbatch"
)

// The addresses pion is shown as the machine's own, from the ranges kept for documentation. However many interfaces there are, a
// peer needs one local candidate for each of UDP and TCP; the real addresses are written into the answer.
var (
	shownIPv4 = net.IPv4(192, 0, 2, 1).To4()
	shownIPv6 = net.ParseIP("2001:db8::1")
)

// Config says what is opened. The addresses and limits are those of sfu.Config, with its defaults filled in.
type Config struct {
	UDPAddr, TCPAddr         string
	MaxTCP, MaxTCPPerAddress int
	ConnectTimeout           time.Duration
	Unbatched, NoGSO         bool
}

// Network is the sockets and pion's multiplexers over them.
type Network struct {
	Conns    []*udpbatch.Conn
	UDPMux   ice.UDPMux
	TCPMux   ice.TCPMux // nil: no TCP
	UDPAddr  *net.UDPAddr
	TCPAddr  *net.TCPAddr
	v6       bool
	bound    netip.Addr // the one address listened on; zero if all
	ShownNet transport.Net
}

// Watch is what the sockets tell and ask.
type Watch struct {
	Alert func(netip.AddrPort)      // a peer hung up, or its connection over TCP ended
	Known func(netip.AddrPort) bool // a peer whose handshake is done is there
	// Take is offered what comes over UDP before pion; see udpbatch.Config. Nil: pion has it all.
	Take func(c *udpbatch.Conn, p []byte, from netip.AddrPort) bool
	// Came is called with the first message of each connection over TCP, and with the local address that pion is shown, before pion
	// reads that message to its end. Nil: nobody asks.
	Came func(first []byte, local net.IP)
}

// freePortTries is how often a free port is looked for that UDP and TCP can share.
const freePortTries = 20

// Listen opens the sockets.
func Listen(cfg Config, logs logging.LoggerFactory, on Watch) (n *Network, err error) {
	_, port, _ := net.SplitHostPort(cfg.UDPAddr)
	for range freePortTries {
		n, err = listenOnce(cfg, logs, on)
		if err == nil || port != "0" || cfg.TCPAddr != "" || !errors.Is(err, syscall.EADDRINUSE) {
			break
		}
	}
	return n, err
}

func listenOnce(cfg Config, logs logging.LoggerFactory, on Watch) (_ *Network, err error) {
	n := &Network{}
	defer func() {
		if err != nil {
			err = errors.Join(err, n.Close())
		}
	}()
	if err = n.listenUDP(cfg, logs, on); err != nil {
		return nil, err
	}
	if cfg.TCPAddr != "off" {
		if err = n.listenTCP(cfg, logs, on); err != nil {
			return nil, err
		}
	}
	n.ShownNet, err = newShownNet()
	return n, err
}

func (n *Network) listenUDP(cfg Config, logs logging.LoggerFactory, on Watch) error {
	addr, err := net.ResolveUDPAddr("udp", cfg.UDPAddr)
	if err != nil {
		return fmt.Errorf("media address: %w", err)
	}
	if ip, ok := netip.AddrFromSlice(addr.IP); ok && !ip.IsUnspecified() {
		n.bound = ip.Unmap()
	}
	var muxes []ice.UDPMux
	open := func(network string, shown net.IP, a net.UDPAddr) error {
		c, err := net.ListenUDP(network, &a)
		if err != nil {
			return fmt.Errorf("media socket: %w", err)
		}
		got := c.LocalAddr().(*net.UDPAddr)
		// Large buffers carry keyframes to many; refusal by the system is no reason to stop.
		_ = c.SetReadBuffer(4 << 20)
		_ = c.SetWriteBuffer(4 << 20)
		conn, err := udpbatch.New(c, udpbatch.Config{
			Unbatched: cfg.Unbatched, NoGSO: cfg.NoGSO, LocalAddr: &net.UDPAddr{IP: shown, Port: got.Port}, OnDTLSAlert: on.Alert,
			Established: on.Known, Take: on.Take,
		})
		if err != nil {
			return errors.Join(err, c.Close())
		}
		n.Conns = append(n.Conns, conn)
		muxes = append(muxes, ice.NewUDPMuxDefault(ice.UDPMuxParams{UDPConn: conn, Logger: logs.NewLogger("ice")}))
		n.UDPAddr = got
		return nil
	}
	if !n.bound.Is6() {
		if err := open("udp4", shownIPv4, *addr); err != nil {
			return err
		}
	}
	if n.bound.Is6() || !n.bound.IsValid() {
		a := net.UDPAddr{IP: addr.IP, Port: addr.Port, Zone: addr.Zone}
		if !n.bound.IsValid() {
			a = net.UDPAddr{IP: net.IPv6unspecified, Port: n.UDPAddr.Port}
		}
		if err := open("udp6", shownIPv6, a); err == nil {
			n.v6 = true
		} else if n.UDPAddr == nil {
			return err
		}
	}
	n.UDPMux = ice.NewMultiUDPMuxDefault(muxes...)
	return nil
}

func (n *Network) listenTCP(cfg Config, logs logging.LoggerFactory, on Watch) error {
	addr := cfg.TCPAddr
	if addr == "" {
		host, _, err := net.SplitHostPort(cfg.UDPAddr)
		if err != nil {
			return fmt.Errorf("media address: %w", err)
		}
		addr = net.JoinHostPort(host, strconv.Itoa(n.UDPAddr.Port))
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("media over TCP: %w", err)
	}
	n.TCPAddr = l.Addr().(*net.TCPAddr)
	n.TCPMux = ice.NewTCPMuxDefault(ice.TCPMuxParams{
		Listener: &shownListener{Listener: l, on: on, crowd: newCrowd(cfg.MaxTCP, cfg.MaxTCPPerAddress)}, Logger: logs.NewLogger("ice"), ReadBufferSize: 64,
		WriteBufferSize: tcpWriteBuffer, FirstStunBindTimeout: cfg.ConnectTimeout, AliveDurationForConnFromStun: cfg.ConnectTimeout,
	})
	return nil
}

// Flush sends what waits.
func (n *Network) Flush() {
	for _, c := range n.Conns {
		c.Flush()
	}
}

// Cork lets datagrams wait until Uncork, so that they are sent together.
func (n *Network) Cork() {
	for _, c := range n.Conns {
		c.Cork()
	}
}

// Uncork sends them.
func (n *Network) Uncork() {
	for _, c := range n.Conns {
		c.Uncork()
	}
}

// Candidates lists what to write into an answer.
func (n *Network) Candidates(public []netip.Addr) ([]string, error) {
	addrs := append([]netip.Addr(nil), public...)
	if n.bound.IsValid() {
		addrs = append(addrs, n.bound)
	} else {
		for _, a := range localAddrs(n.v6) {
			if len(public) == 0 || !a.IsLoopback() {
				addrs = append(addrs, a)
			}
		}
	}
	tcp := 0
	if n.TCPAddr != nil {
		tcp = n.TCPAddr.Port
	}
	return candidates(addrs, n.UDPAddr.Port, tcp)
}

// Close ends the multiplexers with their sockets.
func (n *Network) Close() error {
	var errs []error
	if n.UDPMux != nil {
		errs = append(errs, n.UDPMux.Close())
	} else {
		for _, c := range n.Conns {
			errs = append(errs, c.Close())
		}
	}
	if n.TCPMux != nil {
		errs = append(errs, n.TCPMux.Close())
	}
	return errors.Join(errs...)
}

// shownNet answers pion's question for interfaces with one that never changes.
type shownNet struct {
	*stdnet.Net
	ifs []*transport.Interface
}

func newShownNet() (*shownNet, error) {
	std, err := stdnet.NewNet()
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	ifc := transport.NewInterface(net.Interface{Index: 1, MTU: 1500, Name: "shown", Flags: net.FlagUp})
	ifc.AddAddress(&net.IPNet{IP: shownIPv4, Mask: net.CIDRMask(24, 32)})
	ifc.AddAddress(&net.IPNet{IP: shownIPv6, Mask: net.CIDRMask(64, 128)})
	return &shownNet{Net: std, ifs: []*transport.Interface{ifc}}, nil
}

// Interfaces lists the one interface shown.
func (n *shownNet) Interfaces() ([]*transport.Interface, error) { return n.ifs, nil }
