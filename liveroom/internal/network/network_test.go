package network

import (
	"context"
	"fmt"
	"net"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/media/rtc"
)

// answer is an SDP answer that names the media port.
func answer(addresses ...string) string {
	out := "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
	for i, a := range addresses {
		host, port, _ := net.SplitHostPort(a)
		out += fmt.Sprintf("a=candidate:%d 1 udp 2130706431 %s %s typ host\r\n", i, host, port)
		out += fmt.Sprintf("a=candidate:%d 1 tcp 1671430143 %s %s typ host tcptype passive\r\n", i+9, host, port)
	}
	return out + "a=candidate:bad\r\na=candidate:1 2 udp 1 10.0.0.1 1 typ host\r\n"
}

// TestNoMediaPathIsExplained by what the media port says over TCP.
func TestNoMediaPathIsExplained(t *testing.T) {
	open, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	closed := porttest.Reserve(t)
	for _, c := range []struct {
		name, host string
		answer     string
		state      rtc.State
		err        error
		want       Cause
		paths      int
	}{
		{"nothing told yet", "127.0.0.1", "", rtc.Ended, rtc.ErrNoPath, Good, 0},
		{"media gets through", "127.0.0.1", answer(closed), rtc.Connected, nil, Good, 1},
		{"ended in order", "127.0.0.1", answer(closed), rtc.Ended, rtc.ErrHungUp, Good, 1},
		{"UDP is blocked", "127.0.0.1", answer(open.Addr().String()), rtc.Ended, rtc.ErrNoPath, UDPBlocked, 1},
		{"the port is closed", "127.0.0.1", answer(closed), rtc.Ended, rtc.ErrNoPath, MediaRefused, 1},
		{"private addresses of a public server", "live.example.org", answer(closed), rtc.Ended, rtc.ErrNoPath, MediaAddress, 1},
		{"one of two is open", "127.0.0.1", answer(closed, open.Addr().String()), rtc.Ended, rtc.ErrNoPath, UDPBlocked, 2},
		{"a firewall", "127.0.0.1", answer("192.0.2.1:7881"), rtc.Ended, rtc.ErrNoPath, MediaBlocked, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m Paths
			if c.answer != "" {
				m.Note(c.answer)
			}
			m.State(c.state, c.err)
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if c.want == MediaBlocked {
				cancel() // as if nothing came back for long
			}
			cause, paths := m.try(ctx, c.host)
			if cause != c.want || len(paths) != c.paths {
				t.Errorf("cause %q over %+v, want %q", cause, paths, c.want)
			}
		})
	}
}
