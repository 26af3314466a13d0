package programs

import (
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"onair/internal/porttest"
	"onair/server/certs/certstest"
	"onair/signaling"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// takes reports whether somebody listens for TCP at an address.
func takes(t *testing.T, addr string) bool {
	t.Helper()
	c, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}

func TestPortsAreOpenedAndClosedWhileTheServerRuns(t *testing.T) {
	p, err := Open(Config{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.Run() }()
	if p.Addr(signaling.DoorRTMP) != "" || p.Addr(signaling.DoorSRT) != "" || p.Addresses("h") != (signaling.StreamAddresses{}) {
		t.Error("something is open")
	}
	const any = "127.0.0.1:0"
	rtmp := porttest.Reserve(t)
	if err := p.Set(rtmp, any); err != nil {
		t.Fatal(err)
	}
	srt := p.Addr(signaling.DoorSRT)
	if a := p.Addresses("h:1"); !takes(t, rtmp) || srt == "" || a.RTMP == "" || a.SRT == "" {
		t.Errorf("%s, %s, %+v", rtmp, srt, a)
	}
	if err := p.Set(rtmp, any); err != nil || p.Addr(signaling.DoorRTMP) != rtmp || p.Addr(signaling.DoorSRT) != srt {
		t.Errorf("what stays is opened again: %v", err)
	}
	if err := p.Set("", any); err != nil || takes(t, rtmp) || p.Addr(signaling.DoorSRT) != srt {
		t.Errorf("RTMP is not closed: %v", err)
	}
	taken, err := net.Listen("tcp", any)
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var port *PortError
	if err := p.Set(taken.Addr().String(), ""); !errors.As(err, &port) || port.Addr != taken.Addr().String() || p.Addr(signaling.DoorRTMP) != "" || p.Addr(signaling.DoorSRT) != "" {
		t.Errorf("a port in use: %v", err)
	}
	udp, err := net.ListenPacket("udp", any)
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	if err := p.Set("", udp.LocalAddr().String()); !errors.As(err, &port) || !errors.Is(err, syscall.EADDRINUSE) || p.Addr(signaling.DoorSRT) != "" {
		t.Errorf("a UDP port in use: %v", err)
	}
	if err := p.Set(rtmp, any); err != nil || !takes(t, rtmp) || p.Addr(signaling.DoorSRT) == "" {
		t.Errorf("not open again: %v", err)
	}
	p.Close()
	p.Close()
	if err := <-done; err != nil || takes(t, rtmp) {
		t.Error("open after the end:", err)
	}
	if err := p.Set(any, any); !errors.Is(err, ErrClosed) {
		t.Error("opened after the end:", err)
	}
	(*Ports)(nil).Close()
}

// What comes in by RTMPS goes on when RTMP gets another address.
func TestRTMPSStaysWhenRTMPChanges(t *testing.T) {
	authority := certstest.NewAuthority(t)
	pair, err := tls.X509KeyPair(authority.Issue("127.0.0.1"))
	if err != nil {
		t.Fatal(err)
	}
	const any = "127.0.0.1:0"
	p, err := Open(Config{RTMPS: any, TLS: &tls.Config{Certificates: []tls.Certificate{pair}}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.Run() }()
	at := p.Addr(signaling.DoorRTMPS)
	c, err := tls.Dial("tcp", at, &tls.Config{RootCAs: authority.Roots()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, addr := range []string{any, "", any} {
		if err := p.Set(addr, ""); err != nil || p.Addr(signaling.DoorRTMPS) != at || (p.Addr(signaling.DoorRTMP) != "") != (addr != "") {
			t.Fatalf("%q: %v, RTMPS at %s", addr, err, p.Addr(signaling.DoorRTMPS))
		}
	}
	if _, err := c.Write(append([]byte{3}, make([]byte, 1536)...)); err != nil { // RTMP's first word
		t.Fatal(err)
	}
	if _, err := io.ReadFull(c, make([]byte, 1+1536)); err != nil {
		t.Error("the connection by RTMPS was ended:", err)
	}
	p.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
