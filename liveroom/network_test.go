package liveroom_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"onair/internal/porttest"
	"onair/liveroom"
)

// TestNetworkTestNamesTheCause of each way in which a server cannot be reached.
func TestNetworkTestNamesTheCause(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("hello")) }))
	defer other.Close()
	secure := httptest.NewTLSServer(other.Config.Handler)
	defer secure.Close()
	mute, err := net.Listen("tcp", "127.0.0.1:0") // accepts and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	closed := porttest.Reserve(t)
	h := startHouse(t)
	r := liveroom.New(liveroom.Options{})
	defer r.Close()
	for name, c := range map[string]struct {
		server string
		want   liveroom.NetworkCause
	}{
		"good":          {h.url(), liveroom.NetworkGood},
		"no such name":  {"http://no-such-host.invalid:7880", liveroom.NetworkUnknownName},
		"nobody there":  {"http://" + closed, liveroom.NetworkRefused},
		"no answer":     {"http://" + mute.Addr().String(), liveroom.NetworkNoAnswer},
		"another":       {other.URL, liveroom.NetworkOther},
		"not encrypted": {"https://" + strings.TrimPrefix(other.URL, "http://"), liveroom.NetworkOther},
		"self-signed":   {secure.URL, liveroom.NetworkCertificate},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			report, err := r.NetworkTest(ctx, c.server)
			if err != nil || report.Cause != c.want || (report.Desc == "") != (c.want == liveroom.NetworkGood) {
				t.Errorf("%+v, %v; want cause %q", report, err, c.want)
			}
			if c.want == liveroom.NetworkGood && report.RoundTrip <= 0 {
				t.Error("no round trip")
			}
		})
	}
	_, err = r.NetworkTest(t.Context(), "")
	code(t, "no address", err, liveroom.CodeBadArgument)
}

// TestNetworkTestKnowsTheMediaPort once a stream was sent.
func TestNetworkTestKnowsTheMediaPort(t *testing.T) {
	h := startHouse(t)
	anna := h.login("anna")
	report, err := anna.NetworkTest(anna.ctx(), "")
	if err != nil || report.Cause != liveroom.NetworkGood || len(report.Media) != 0 {
		t.Errorf("before any stream: %+v, %v", report, err)
	}
	anna.goLive(71)
	report, err = anna.NetworkTest(anna.ctx(), "")
	if err != nil || report.Cause != liveroom.NetworkGood || len(report.Media) == 0 || !report.Media[0].Open {
		t.Errorf("on air: %+v, %v", report, err)
	}
}
