package certificate

import (
	"testing"
	"time"

	"github.com/pion/webrtc/v3"
)

func TestCertificateIsRenewed(t *testing.T) {
	var c Store
	now := time.Now()
	get := func(at time.Time) webrtc.Certificate {
		t.Helper()
		cert, err := c.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		return cert.WebRTC
	}
	first := get(now)
	if !get(now.Add(time.Hour)).Equals(first) {
		t.Error("renewed within the hour")
	}
	if get(now.Add(25 * 24 * time.Hour)).Equals(first) {
		t.Error("not renewed before its end")
	}
}
