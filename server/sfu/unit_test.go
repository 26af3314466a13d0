package sfu

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"
)

func at(ms int) time.Time { return time.Unix(1000, 0).Add(time.Duration(ms) * time.Millisecond) }

func TestPLILimiter(t *testing.T) {
	type step struct {
		ms   int
		what string // ask, tick or key
		send bool
	}
	for name, steps := range map[string][]step{
		"the first at once":          {{0, "ask", true}},
		"nothing asked, none sent":   {{0, "tick", false}, {500, "tick", false}},
		"many become one later":      {{0, "ask", true}, {10, "ask", false}, {20, "ask", false}, {290, "tick", false}, {300, "tick", true}, {700, "tick", false}},
		"after the interval at once": {{0, "ask", true}, {300, "ask", true}},
		"a keyframe grants the wish": {{0, "ask", true}, {50, "ask", false}, {60, "key", false}, {300, "tick", false}},
		"asked again after that":     {{0, "ask", true}, {60, "key", false}, {100, "ask", false}, {310, "tick", true}},
	} {
		t.Run(name, func(t *testing.T) {
			var l pliLimiter
			for _, s := range steps {
				got := false
				switch s.what {
				case "ask":
					got = l.request(at(s.ms))
				case "tick":
					got = l.tick(at(s.ms))
				case "key":
					l.keyframe()
				}
				if got != s.send {
					t.Fatalf("%s at %d ms: send %v", s.what, s.ms, got)
				}
			}
		})
	}
}

func TestGapTracker(t *testing.T) {
	type step struct {
		ms   int
		seq  int64 // 0: none arrives
		want []int64
	}
	for name, steps := range map[string][]step{
		"in order":                {{0, 1, nil}, {1, 2, nil}, {2, 3, nil}},
		"swapped":                 {{0, 1, nil}, {1, 3, nil}, {2, 2, nil}, {20, 4, nil}},
		"three later":             {{0, 1, nil}, {1, 3, nil}, {1, 4, nil}, {1, 5, []int64{2}}},
		"late by the clock":       {{0, 1, nil}, {1, 4, nil}, {6, 0, []int64{2, 3}}},
		"asked again":             {{0, 1, nil}, {0, 5, []int64{2}}, {5, 0, []int64{3, 4}}, {25, 0, []int64{2}}, {30, 0, []int64{3, 4}}, {60, 0, nil}, {75, 0, []int64{2}}},
		"repaired, asked no more": {{0, 1, nil}, {0, 5, []int64{2}}, {1, 2, nil}, {2, 3, nil}, {3, 4, nil}, {100, 0, nil}},
		"given up":                {{0, 1, nil}, {0, 3, nil}, {10, 0, []int64{2}}, {1200, 0, nil}, {1300, 0, nil}},
		"a break":                 {{0, 1, nil}, {0, 1000, nil}, {50, 0, nil}},
	} {
		t.Run(name, func(t *testing.T) {
			var g gapTracker
			for _, s := range steps {
				if s.seq != 0 {
					g.received(s.seq, at(s.ms))
				}
				got, _ := g.due(at(s.ms), nil)
				if !reflect.DeepEqual(got, s.want) {
					t.Fatalf("at %d ms: asks for %v, want %v", s.ms, got, s.want)
				}
			}
		})
	}
}

func TestGapTrackerReportsLoss(t *testing.T) {
	var g gapTracker
	g.received(1, at(0))
	g.received(3, at(0))
	if _, lost := g.due(at(10), nil); lost {
		t.Error("lost at once")
	}
	if _, lost := g.due(at(2000), nil); !lost {
		t.Error("not lost after two seconds")
	}
	if g.received(5000, at(2001)) {
		t.Error("a jump of thousands is repairable")
	}
}

func TestUnwrapper(t *testing.T) {
	type step struct {
		seq   uint16
		want  int64 // after the first; -1000: dropped
		broke bool
	}
	for name, steps := range map[string][]step{
		"around the end": {{65534, 0, false}, {65535, 1, false}, {0, 2, false}, {1, 3, false}, {65533, -1, false}, {2, 4, false}},
		"loss":           {{10, 0, false}, {900, 890, false}, {500, 490, false}, {901, 891, false}},
		"one stray":      {{10, 0, false}, {30000, -1000, false}, {11, 1, false}, {30001, -1000, false}, {12, 2, false}},
		"a jump ahead":   {{10, 0, false}, {30000, -1000, false}, {30001, 2, true}, {30002, 3, false}, {30000, -1000, false}},
		"a jump back":    {{40000, 0, false}, {100, -1000, false}, {101, 2, true}, {102, 3, false}, {40001, -1000, false}, {103, 4, false}},
	} {
		t.Run(name, func(t *testing.T) {
			var u unwrapper
			var first int64
			for i, s := range steps {
				n, ok, broke := u.next(s.seq)
				if i == 0 {
					first = n
				}
				if ok != (s.want != -1000) || broke != s.broke || ok && n-first != s.want {
					t.Fatalf("step %d, %d: %d after the first, %v, %v", i, s.seq, n-first, ok, broke)
				}
				if ok && u.original(n) != s.seq {
					t.Fatalf("step %d: %d came from %d", i, n, u.original(n))
				}
			}
		})
	}
	if n := nearest(1<<20+5, 65535); n != 1<<20-1 {
		t.Errorf("nearest gives %d", n)
	}
}

func TestRing(t *testing.T) {
	r := newRing(4)
	for seq := int64(100); seq < 106; seq++ {
		if r.put(packet{seq: seq, payload: []byte{byte(seq)}}) == nil {
			t.Fatalf("%d not stored", seq)
		}
	}
	if r.put(packet{seq: 105}) != nil || r.put(packet{seq: 101}) != nil {
		t.Error("a duplicate or an old packet was stored")
	}
	var p packet
	for seq, want := range map[int64]bool{101: false, 102: true, 105: true, 106: false} {
		if got := r.copyOut(seq, &p); got != want {
			t.Errorf("%d: %v", seq, got)
		} else if got && !bytes.Equal(p.payload, []byte{byte(seq)}) {
			t.Errorf("%d holds %v", seq, p.payload)
		}
	}
	if r.peek(104) == nil || r.peek(100) != nil {
		t.Error("peek disagrees")
	}
}

func TestKeyframes(t *testing.T) {
	for name, c := range map[string]struct {
		is   func([]byte) bool
		p    []byte
		want bool
	}{
		"h264 SPS":             {isH264Key, []byte{0x67, 1, 2}, true},
		"h264 IDR":             {isH264Key, []byte{0x65, 1}, true},
		"h264 slice":           {isH264Key, []byte{0x61, 1}, false},
		"h264 FU-A IDR start":  {isH264Key, []byte{0x7c, 0x85, 0}, true},
		"h264 FU-A IDR middle": {isH264Key, []byte{0x7c, 0x05, 0}, false},
		"h264 FU-A slice":      {isH264Key, []byte{0x7c, 0x81, 0}, false},
		"h264 STAP-A SPS":      {isH264Key, []byte{0x78, 0, 2, 0x67, 1, 0, 1, 0x68}, true},
		"h264 STAP-A SEI, IDR": {isH264Key, []byte{0x78, 0, 1, 6, 0, 2, 0x65, 1}, true},
		"h264 STAP-A none":     {isH264Key, []byte{0x78, 0, 1, 6, 0, 9, 1}, false},
		"h264 empty":           {isH264Key, nil, false},
		"vp8 key":              {isVP8Key, []byte{0x10, 0x00}, true},
		"vp8 inter":            {isVP8Key, []byte{0x10, 0x01}, false},
		"vp8 not first":        {isVP8Key, []byte{0x00, 0x00}, false},
		"vp8 second partition": {isVP8Key, []byte{0x11, 0x00}, false},
		"vp8 long picture ID":  {isVP8Key, []byte{0x90, 0x80, 0x81, 2, 0x00}, true},
		"vp8 all extensions":   {isVP8Key, []byte{0x90, 0xf0, 0x01, 1, 1, 0x01}, false},
		"vp8 cut short":        {isVP8Key, []byte{0x90, 0xf0}, false},
	} {
		if got := c.is(c.p); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestParseRTP(t *testing.T) {
	in := rtp.Packet{
		Header: rtp.Header{
			Version: 2, Marker: true, PayloadType: 96, SequenceNumber: 7, Timestamp: 9, SSRC: 11, CSRC: []uint32{1, 2},
		},
		Payload: []byte("payload"), PaddingSize: 4,
	}
	in.Padding = true
	if err := in.SetExtension(3, []byte{1}); err != nil {
		t.Fatal(err)
	}
	if err := in.SetExtension(5, []byte{0x12, 0x34}); err != nil {
		t.Fatal(err)
	}
	b, err := in.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	h, p, ok := parseRTP(b, 5)
	want := header{marker: true, payloadType: 96, seq: 7, ts: 9, ssrc: 11, twcc: 0x1234, hasTWCC: true}
	if !ok || h != want || string(p) != "payload" {
		t.Errorf("%v %+v %q", ok, h, p)
	}
	if h, _, _ := parseRTP(b, 6); h.hasTWCC {
		t.Error("found an extension that is not there")
	}
}

func TestWalkRTCP(t *testing.T) {
	b, err := rtcp.Marshal([]rtcp.Packet{
		&rtcp.SenderReport{SSRC: 1, NTPTime: 77, RTPTime: 88},
		&rtcp.ReceiverReport{SSRC: 2, Reports: []rtcp.ReceptionReport{{SSRC: 3, FractionLost: 5, TotalLost: 6, LastSenderReport: 9, Delay: 10}}},
		&rtcp.TransportLayerNack{MediaSSRC: 4, Nacks: []rtcp.NackPair{{PacketID: 100, LostPackets: 3}}},
		&rtcp.PictureLossIndication{MediaSSRC: 5},
		&rtcp.FullIntraRequest{MediaSSRC: 5, FIR: []rtcp.FIREntry{{SSRC: 6}}},
		&rtcp.Goodbye{Sources: []uint32{1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []any
	walkRTCP(b, &rtcpHandler{
		senderReport: func(s uint32, ntp uint64, ts uint32) { got = append(got, s, ntp, ts) },
		report:       func(r report) { got = append(got, r.ssrc, r.fractionLost, r.lost, r.lsr, r.dlsr) },
		nack:         func(s uint32, pid, mask uint16) { got = append(got, s, pid, mask) },
		keyframe:     func(s uint32) { got = append(got, s) },
	})
	want := []any{uint32(1), uint64(77), uint32(88), uint32(3), uint8(5), int32(6), uint32(9), uint32(10),
		uint32(4), uint16(100), uint16(3), uint32(5), uint32(6)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestCertificateIsRenewed(t *testing.T) {
	var c certificates
	now := time.Now()
	get := func(at time.Time) webrtc.Certificate {
		t.Helper()
		all, err := c.get(at)
		if err != nil {
			t.Fatal(err)
		}
		return all[0]
	}
	first := get(now)
	if !get(now.Add(time.Hour)).Equals(first) {
		t.Error("renewed within the hour")
	}
	if get(now.Add(25 * 24 * time.Hour)).Equals(first) {
		t.Error("not renewed before its end")
	}
}

func TestBudget(t *testing.T) {
	b := newBudget(800_000) // 150 kB a second, 300 kB saved up
	sent := 0
	for ms := range 4000 {
		if b.take(1000, at(ms)) {
			sent += 1000
		}
	}
	if sent < 880_000 || sent > 920_000 {
		t.Errorf("%d bytes in four seconds", sent)
	}
}

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
	o, err := parseOffer(plainOffer)
	if err != nil {
		t.Fatal(err)
	}
	v, a := o.media[video], o.media[audio]
	if !v.sends || v.receives || a.sends || !a.receives {
		t.Errorf("directions: %+v, %+v", v, a)
	}
	mine, ok := v.publishCodec()
	if !ok || mine.pt != 99 {
		t.Errorf("publish with %+v", mine)
	}
	if c, ok := v.playCodec(codec{mime: "video/H264", profile: "42e0"}); !ok || c.pt != 99 {
		t.Errorf("play with %+v", c)
	}
	if c, ok := v.playCodec(codec{mime: "video/H264", profile: "4200"}); !ok || c.pt != 96 {
		t.Errorf("play another profile with %+v", c)
	}
	if _, ok := v.playCodec(codec{mime: "video/VP8"}); ok {
		t.Error("found VP8")
	}
	opus, _ := a.publishCodec()
	text, err := o.narrowed([2]*codec{&mine, &opus})
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
