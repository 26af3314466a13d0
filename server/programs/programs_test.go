package programs

import (
	"errors"
	"log/slog"
	"net"
	"testing"

	"go.uber.org/goleak"

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
	if err := p.Set(any, any); err != nil {
		t.Fatal(err)
	}
	rtmp, srt := p.Addr(signaling.DoorRTMP), p.Addr(signaling.DoorSRT)
	if a := p.Addresses("h:1"); !takes(t, rtmp) || srt == "" || a.RTMP == "" || a.SRT == "" {
		t.Errorf("%s, %s, %+v", rtmp, srt, a)
	}
	if err := p.Set(any, any); err != nil || p.Addr(signaling.DoorRTMP) != rtmp || p.Addr(signaling.DoorSRT) != srt {
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
	if err := p.Set(rtmp, srt); err != nil || !takes(t, rtmp) || p.Addr(signaling.DoorSRT) != srt {
		t.Errorf("not open again: %v", err)
	}
	p.Close()
	p.Close()
	if err := <-done; err != nil || takes(t, rtmp) {
		t.Error("open after the end:", err)
	}
	if p.Set(any, any) == nil {
		t.Error("opened after the end")
	}
	(*Ports)(nil).Close()
}
