package rtmp

import (
	"net"
	"testing"

	"onair/signaling"
)

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{"": "", "0.0.0.0": "0.0.0.0:1935", "::": "[::]:1935", "[::1]": "[::1]:1935", "live.example.org": "live.example.org:1935",
		":1940": ":1940", "[::1]:1940": "[::1]:1940", "127.0.0.1:0": "127.0.0.1:0"} {
		if got := withPort(in, port); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	h := newHall(t, nil)
	_, at, _ := net.SplitHostPort(h.s.Addr(signaling.DoorRTMP))
	for in, want := range map[string]string{"live.example.org:7880": "rtmp://live.example.org:" + at + "/live", "live.example.org": "rtmp://live.example.org:" + at + "/live",
		"[::1]:7880": "rtmp://[::1]:" + at + "/live", "[::1]": "rtmp://[::1]:" + at + "/live"} {
		if got := h.s.Address(signaling.DoorRTMP, in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	if got := h.s.Address(signaling.DoorRTMPS, "a"); got != "" {
		t.Errorf("RTMPS: %q", got)
	}
}
