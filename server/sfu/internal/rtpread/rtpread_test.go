package rtpread

import (
	"reflect"
	"testing"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

func TestKeyframes(t *testing.T) {
	for name, c := range map[string]struct {
		is   func([]byte) bool
		p    []byte
		want bool
	}{
		"h264 SPS":             {IsH264Key, []byte{0x67, 1, 2}, true},
		"h264 IDR":             {IsH264Key, []byte{0x65, 1}, true},
		"h264 slice":           {IsH264Key, []byte{0x61, 1}, false},
		"h264 FU-A IDR start":  {IsH264Key, []byte{0x7c, 0x85, 0}, true},
		"h264 FU-A IDR middle": {IsH264Key, []byte{0x7c, 0x05, 0}, false},
		"h264 FU-A slice":      {IsH264Key, []byte{0x7c, 0x81, 0}, false},
		"h264 STAP-A SPS":      {IsH264Key, []byte{0x78, 0, 2, 0x67, 1, 0, 1, 0x68}, true},
		"h264 STAP-A SEI, IDR": {IsH264Key, []byte{0x78, 0, 1, 6, 0, 2, 0x65, 1}, true},
		"h264 STAP-A none":     {IsH264Key, []byte{0x78, 0, 1, 6, 0, 9, 1}, false},
		"h264 empty":           {IsH264Key, nil, false},
		"vp8 key":              {IsVP8Key, []byte{0x10, 0x00}, true},
		"vp8 inter":            {IsVP8Key, []byte{0x10, 0x01}, false},
		"vp8 not first":        {IsVP8Key, []byte{0x00, 0x00}, false},
		"vp8 second partition": {IsVP8Key, []byte{0x11, 0x00}, false},
		"vp8 long picture ID":  {IsVP8Key, []byte{0x90, 0x80, 0x81, 2, 0x00}, true},
		"vp8 all extensions":   {IsVP8Key, []byte{0x90, 0xf0, 0x01, 1, 1, 0x01}, false},
		"vp8 cut short":        {IsVP8Key, []byte{0x90, 0xf0}, false},
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
	h, p, ok := ParseRTP(b, 5)
	want := Header{Marker: true, PayloadType: 96, Seq: 7, TS: 9, SSRC: 11, TWCC: 0x1234, HasTWCC: true}
	if !ok || h != want || string(p) != "payload" {
		t.Errorf("%v %+v %q", ok, h, p)
	}
	if h, _, _ := ParseRTP(b, 6); h.HasTWCC {
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
	Walk(b, &Handler{
		SenderReport: func(s uint32, ntp uint64, ts uint32) { got = append(got, s, ntp, ts) },
		Report:       func(r Report) { got = append(got, r.SSRC, r.FractionLost, r.Lost, r.LSR, r.DLSR) },
		NACK:         func(s uint32, pid, mask uint16) { got = append(got, s, pid, mask) },
		Keyframe:     func(s uint32) { got = append(got, s) },
	})
	want := []any{uint32(1), uint64(77), uint32(88), uint32(3), uint8(5), int32(6), uint32(9), uint32(10),
		uint32(4), uint16(100), uint16(3), uint32(5), uint32(6)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestNearest(t *testing.T) {
	if n := Nearest(1<<20+5, 65535); n != 1<<20-1 {
		t.Errorf("nearest gives %d", n)
	}
}
