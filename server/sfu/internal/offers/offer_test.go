package offers

import (
	"strings"
	"testing"
)

const plainOffer = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=ice-ufrag:abcd\r\n" +
	"a=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:sha-256 AA\r\na=setup:actpass\r\n" +
	"m=video 9 UDP/TLS/RTP/SAVPF 98 96 97 99\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\n" +
	"a=rtpmap:98 H264/90000\r\na=fmtp:98 packetization-mode=0;profile-level-id=42e01f\r\n" +
	"a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=640032\r\n" +
	"a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 nack pli\r\n" +
	"a=rtpmap:99 H264/90000\r\na=fmtp:99 packetization-mode=1;profile-level-id=42E01F\r\n" +
	"a=candidate:1 1 udp 1 10.0.0.1 22 typ host\r\na=rid:q send\r\na=simulcast:send q\r\n" +
	"a=ssrc-group:FID 222 111\r\na=ssrc:111 cname:x\r\na=ssrc:222 cname:x\r\n" +
	"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=recvonly\r\na=rtpmap:111 opus/48000/2\r\n" +
	"a=fmtp:111 minptime=10\r\n"

func TestParseOffer(t *testing.T) {
	o, err := Parse(plainOffer)
	if err != nil {
		t.Fatal(err)
	}
	v, a := o.Media[Video], o.Media[Audio]
	if !v.Sends || v.Receives || a.Sends || !a.Receives {
		t.Errorf("directions: %+v, %+v", v, a)
	}
	mine, ok := v.PublishCodec()
	if !ok || mine.PT != 99 {
		t.Errorf("publish with %+v", mine)
	}
	if c, ok := v.PlayCodec(Codec{Mime: "video/H264", Profile: "42e0"}); !ok || c.PT != 99 {
		t.Errorf("play with %+v", c)
	}
	if c, ok := v.PlayCodec(Codec{Mime: "video/H264", Profile: "4200"}); !ok || c.PT != 96 {
		t.Errorf("play another profile with %+v", c)
	}
	if _, ok := v.PlayCodec(Codec{Mime: "video/VP8"}); ok {
		t.Error("found VP8")
	}
	opus, _ := a.PublishCodec()
	text, err := o.Narrowed([2]*Codec{&mine, &opus})
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"candidate", "rid", "simulcast", "ssrc-group", "a=ssrc:111", "goog-remb", "a=rtpmap:98", "rtx", "640032"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q was passed on", gone)
		}
	}
	for _, kept := range []string{"a=ssrc:222", "m=video 9 UDP/TLS/RTP/SAVPF 99\r\n", "minptime=10;useinbandfec=1"} {
		if !strings.Contains(text, kept) {
			t.Errorf("%q was not passed on", kept)
		}
	}
}
