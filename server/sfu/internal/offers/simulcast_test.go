package offers

import (
	"slices"
	"strings"
	"testing"
)

const marks = "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"

func TestOfferedLayers(t *testing.T) {
	head := "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n" +
		"a=fingerprint:sha-256 AA\r\na=setup:actpass\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n"
	three := "a=rid:f send\r\na=rid:h send\r\na=rid:q send\r\n"
	for name, c := range map[string]struct {
		lines string
		want  []string
	}{
		"three":                 {"a=sendonly\r\n" + marks + three + "a=simulcast:send f;h;q\r\n", []string{"f", "h", "q"}},
		"one paused, a choice":  {"a=sendonly\r\n" + marks + three + "a=simulcast:send f;~h,q\r\n", []string{"f", "h"}},
		"both ways":             {"a=sendrecv\r\n" + marks + three + "a=simulcast:recv a send q;h\r\n", []string{"q", "h"}},
		"four, one not offered": {"a=sendonly\r\n" + marks + three + "a=rid:x send\r\na=simulcast:send z;x;q;h;f\r\n", []string{"x", "q", "h"}},
		"with a stream's name":  {"a=sendonly\r\na=msid:s v\r\n" + marks + three + "a=simulcast:send f;h\r\n", []string{"f", "h"}},
		"SSRCs, as OBS has":     {"a=sendonly\r\na=ssrc:1 cname:x\r\na=ssrc:2 cname:x\r\n" + marks + three + "a=simulcast:send f;h\r\n", []string{"f", "h"}},
		"one":                   {"a=sendonly\r\n" + marks + "a=rid:f send\r\na=simulcast:send f\r\n", nil},
		"packets not marked":    {"a=sendonly\r\n" + three + "a=simulcast:send f;h;q\r\n", nil},
		"nothing is sent":       {"a=recvonly\r\n" + marks + three + "a=simulcast:send f;h;q\r\n", nil},
		"names that are none":   {"a=sendonly\r\n" + marks + "a=rid:a_b send\r\na=rid:c send\r\na=simulcast:send a_b;c\r\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := Parse(head + c.lines)
			if err != nil {
				t.Fatal(err)
			}
			m := o.Media[Video]
			if !slices.Equal(m.RIDs, c.want) {
				t.Errorf("layers %v, want %v", m.RIDs, c.want)
			}
			text, err := o.Narrowed([2]*Codec{&m.codecs[0], nil})
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(text, "a=rid:"); n != len(c.want) {
				t.Errorf("%d layers are passed on:\n%s", n, text)
			}
			if len(c.want) > 0 && (strings.Contains(text, "a=ssrc") || strings.Count(text, "a=msid:") != 1 || !strings.Contains(text, "a=simulcast:send "+strings.Join(c.want, ";"))) {
				t.Errorf("passed on:\n%s", text)
			}
		})
	}
}
