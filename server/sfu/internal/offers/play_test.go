package offers

import (
	"errors"
	"strings"
	"testing"
)

const viewerOffer = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=fingerprint:sha-256 AB:CD\r\n" +
	"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\na=setup:actpass\r\na=mid:0\r\na=ice-ufrag:user\r\na=ice-pwd:secret\r\na=recvonly\r\n" +
	"a=extmap:3/recvonly http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\na=rtpmap:96 VP8/90000\r\n" +
	"a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 goog-remb\r\na=rtpmap:97 rtx/90000\r\n" +
	"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=setup:actpass\r\na=mid:1\r\na=ice-ufrag:user\r\na=ice-pwd:secret\r\na=recvonly\r\na=rtpmap:111 opus/48000/2\r\n"

func TestAnAnswerToWhoWatches(t *testing.T) {
	o, err := Parse(viewerOffer)
	if err != nil {
		t.Fatal(err)
	}
	v8, opus := o.Media[Video].codecs[0], o.Media[Audio].codecs[0]
	c, err := o.Client([2]*Codec{&v8, nil})
	if err != nil || c.Ufrag != "user" || c.Pwd != "secret" || c.Fingerprint["sha-256"][0] != "AB:CD" {
		t.Errorf("the client is %+v, %v", c, err)
	}
	if n := o.Extension(Video, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"); n != 3 {
		t.Errorf("extension %d", n)
	}
	p := Play{Ufrag: "own", Pwd: "key", Fingerprint: "sha-256 00", Candidates: []string{"1 one"}}
	p.Tracks[Audio] = &Track{Codec: opus, SSRC: 8}
	sound, err := o.Answer(p)
	if err != nil || strings.Count(sound, "a=candidate:1 one\r\n") != 1 || !strings.Contains(sound, "a=group:BUNDLE 1\r\n") ||
		!strings.Contains(sound, "m=video 0 UDP/TLS/RTP/SAVPF 0\r\n") || !strings.Contains(sound, "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n") {
		t.Errorf("sound alone: %v\n%s", err, sound)
	}
	p.Tracks[Video] = &Track{Codec: v8, SSRC: 7, Feedback: 3}
	both, err := o.Answer(p)
	if err != nil {
		t.Fatal(err)
	}
	for part, times := range map[string]int{
		"a=group:BUNDLE 0 1\r\n": 1, "a=ice-lite\r\n": 1, "a=setup:active\r\n": 2, "a=sendonly\r\n": 2, "a=rtcp-fb:96 nack\r\n": 1, "goog-remb": 0,
		"a=rtcp-fb:96 transport-cc\r\n": 1, "a=extmap:3 http": 1, "a=ssrc:7 cname:onair\r\n": 1, "a=candidate:1 one\r\n": 1, "a=ice-ufrag:own\r\n": 2,
		"a=fmtp:111 minptime=10;useinbandfec=1\r\n": 1, "rtx": 0, "a=fingerprint:sha-256 00\r\n": 1,
	} {
		if n := strings.Count(both, part); n != times {
			t.Errorf("%q is there %d times:\n%s", part, n, both)
		}
	}
}

func TestAClientWithoutCredentials(t *testing.T) {
	for _, without := range []string{"a=ice-ufrag:user\r\n", "a=ice-pwd:secret\r\n", "a=fingerprint:sha-256 AB:CD\r\n"} {
		o, err := Parse(strings.ReplaceAll(viewerOffer, without, ""))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Client([2]*Codec{{}, nil}); !errors.Is(err, ErrBad) {
			t.Errorf("without %s: %v", without, err)
		}
	}
}
