package sfu

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// browserOffer is shaped like a browser's: many codecs with their retransmission formats, redundancy, extensions, two SSRCs for video.
func browserOffer(dir string, videoFormats string) string {
	var b strings.Builder
	line := func(format string, a ...any) { fmt.Fprintf(&b, format+"\r\n", a...) }
	line("v=0")
	line("o=- 4611731400430051336 2 IN IP4 127.0.0.1")
	line("s=-")
	line("t=0 0")
	line("a=group:BUNDLE 0 1")
	line("a=extmap-allow-mixed")
	line("a=msid-semantic: WMS stream")
	transport := func(mid string) {
		line("c=IN IP4 0.0.0.0")
		line("a=rtcp:9 IN IP4 0.0.0.0")
		line("a=ice-ufrag:Hx0b")
		line("a=ice-pwd:0123456789abcdef01234567")
		line("a=ice-options:trickle")
		line("a=fingerprint:sha-256 " + strings.TrimSuffix(strings.Repeat("AB:", 32), ":"))
		line("a=setup:actpass")
		line("a=mid:%s", mid)
		line("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level")
		line("a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time")
		line("a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01")
		line("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid")
		line("a=%s", dir)
		line("a=msid:stream track%s", mid)
		line("a=rtcp-mux")
		line("a=rtcp-rsize")
	}
	line("m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126")
	transport("0")
	line("a=rtpmap:111 opus/48000/2")
	line("a=rtcp-fb:111 transport-cc")
	line("a=fmtp:111 minptime=10;useinbandfec=1")
	line("a=rtpmap:63 red/48000/2")
	line("a=fmtp:63 111/111")
	for _, m := range []string{"9 G722/8000", "0 PCMU/8000", "8 PCMA/8000", "13 CN/8000", "110 telephone-event/48000", "126 telephone-event/8000"} {
		line("a=rtpmap:%s", m)
	}
	if dir != "recvonly" {
		line("a=ssrc:1001 cname:x")
	}
	line("m=video 9 UDP/TLS/RTP/SAVPF %s", videoFormats)
	transport("1")
	vp8 := func(pt, rtx int) {
		line("a=rtpmap:%d VP8/90000", pt)
		for _, fb := range []string{"goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"} {
			line("a=rtcp-fb:%d %s", pt, fb)
		}
		line("a=rtpmap:%d rtx/90000", rtx)
		line("a=fmtp:%d apt=%d", rtx, pt)
	}
	vp8(96, 97)
	for i, f := range []string{"0;profile-level-id=42001f", "1;profile-level-id=42001f", "0;profile-level-id=42e01f", "1;profile-level-id=42e01f", "1;profile-level-id=4d001f", "1;profile-level-id=64001f"} {
		line("a=rtpmap:%d H264/90000", 102+2*i)
		line("a=rtcp-fb:%d nack", 102+2*i)
		line("a=rtcp-fb:%d nack pli", 102+2*i)
		line("a=fmtp:%d level-asymmetry-allowed=1;packetization-mode=%s", 102+2*i, f)
		line("a=rtpmap:%d rtx/90000", 103+2*i)
		line("a=fmtp:%d apt=%d", 103+2*i, 102+2*i)
	}
	line("a=rtpmap:45 AV1/90000")
	line("a=rtpmap:114 red/90000")
	line("a=rtpmap:116 ulpfec/90000")
	if dir != "recvonly" {
		line("a=ssrc-group:FID 2002 2003")
		line("a=ssrc:2002 cname:x")
		line("a=ssrc:2003 cname:x")
	}
	return b.String()
}

const (
	vp8First  = "96 97 102 103 104 105 106 107 108 109 110 111 112 113 45 114 116"
	vp8Only   = "96 97 45 114 116"
	h264First = "108 109 102 103 104 105 106 107 110 111 112 113 96 97 45 114 116"
)

func TestBrowsersOffers(t *testing.T) {
	s, err := New(Config{UDPAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []struct{ name, formats, publish, play string }{
		{"vp8 alone", vp8Only, "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n", "a=rtpmap:96 VP8/90000\r\n"},
		{"vp8 first", vp8First, "m=video 9 UDP/TLS/RTP/SAVPF 104\r\n", "a=rtpmap:104 H264/90000\r\n"},
		{"h264", h264First, "m=video 9 UDP/TLS/RTP/SAVPF 108\r\n", "a=rtpmap:108 H264/90000\r\n"},
	} {
		answer, err := s.Publish(context.Background(), c.name, browserOffer("sendonly", c.formats), PublishOptions{})
		if err != nil {
			t.Fatalf("publish %s: %v", c.name, err)
		}
		want := []string{c.publish, "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "a=recvonly", "a=extmap:3 ", "transport-cc", "nack pli", "useinbandfec=1", "a=group:BUNDLE 0 1"}
		unwanted := []string{"rtx", "goog-remb", "a=sendrecv", "abs-send-time", "192.0.2.1"}
		check(t, c.name+", publishing", answer, want, unwanted)

		answer, err = s.Play(context.Background(), c.name, "v", browserOffer("recvonly", vp8First), PlayOptions{})
		if err != nil {
			t.Fatalf("play %s: %v", c.name, err)
		}
		check(t, c.name+", playing", answer, []string{c.play, "a=sendonly", "nack pli", "a=ssrc:", "a=msid:onair "}, append(unwanted, "a=extmap:3"))
	}
}

func check(t *testing.T, name, answer string, want, unwanted []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(answer, w) {
			t.Errorf("%s: no %q in\n%s", name, w, answer)
		}
	}
	for _, u := range unwanted {
		if strings.Contains(answer, u) {
			t.Errorf("%s: %q in\n%s", name, u, answer)
		}
	}
}
