package liveroom

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"onair/liveroom/internal/network"
	"onair/media/rtc"
)

func TestEveryCauseOfTheNetworkHasAName(t *testing.T) {
	for own, cause := range map[NetworkCause]network.Cause{
		NetworkGood: network.Good, NetworkUnknownName: network.UnknownName, NetworkRefused: network.Refused, NetworkNoAnswer: network.NoAnswer,
		NetworkCertificate: network.Certificate, NetworkOther: network.Other, NetworkMediaAddress: network.MediaAddress,
		NetworkMediaRefused: network.MediaRefused, NetworkMediaBlocked: network.MediaBlocked, NetworkUDPBlocked: network.UDPBlocked,
	} {
		if cause != own {
			t.Errorf("%q is told as %q", cause, own)
		}
	}
}

// TestListenersAreToldWhyNoMediaGetsThrough, and only then.
func TestListenersAreToldWhyNoMediaGetsThrough(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"sdkAppId":1}`) }))
	defer server.Close()
	r := New(Options{Server: server.URL})
	defer r.Close()
	told := make(chan OnError, 10)
	r.AddListener(NewListener(func(e Event) {
		if e, ok := e.(OnError); ok {
			told <- e
		}
	}))
	host, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	r.paths.Note("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=candidate:9 1 tcp 1671430143 " +
		host + " " + port + " typ host tcptype passive\r\n")
	r.paths.State(rtc.Ended, rtc.ErrNoPath)
	r.explainNoPath(rtc.ErrHungUp)
	r.explainNoPath(fmt.Errorf("publish: %w", rtc.ErrNoPath))
	select {
	case e := <-told:
		if e.Code != CodeMediaConnect || !strings.Contains(e.Msg, "UDP is blocked") {
			t.Errorf("told %+v", e)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was told")
	}
	select {
	case e := <-told:
		t.Errorf("told twice: %+v", e)
	default:
	}
}
