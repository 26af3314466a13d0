package rtc

import (
	"testing"
	"time"

	"github.com/pion/rtp/codecs"

	"onair/media/rtc/internal/bwe"
)

// BenchmarkPacketizeAndSend cuts a 7 kB picture (1.5 Mbit/s at 30 a second) into
// packets, keeps and numbers them, up to the door of the connection.
func BenchmarkPacketizeAndSend(b *testing.B) {
	track, err := newTrack(videoCodec(0).RTPCodecCapability, "video")
	if err != nil {
		b.Fatal(err)
	}
	o := newOutlet(track, nil, newPath(bwe.Config{Min: 1, Max: 2, Start: 1}), nil)
	o.ext = 3
	pay := &codecs.H264Payloader{}
	picture := append([]byte{0, 0, 0, 1, 0x41}, make([]byte, 7000)...)
	for i := range picture[5:] {
		picture[5+i] = byte(i | 1)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		packets := pay.Payload(mtu, picture)
		for k, p := range packets {
			o.send(p, uint32(i*3000), k == len(packets)-1, time.Now())
		}
	}
}
