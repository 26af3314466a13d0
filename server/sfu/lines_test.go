package sfu_test

import (
	"testing"

	"github.com/pion/webrtc/v3"

	"onair/media/rtc/lossy"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// A line that carries the middle layer, then none, then the least.
func TestLayerByLine(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publishLayers("s", webrtc.MimeTypeVP8, sfu.PublishOptions{})
	set, net := limited(t, 600_000)
	got := newSeen()
	v := b.play("s", "v", sfutest.PlayConfig{Feedback: true, Settings: set}, sfu.PlayOptions{On: got.on})
	got.wait(b, 360, sfu.WhyLine)
	b.more(v, 2, 10)
	net.Set(lossy.Down, lossy.Link{BitRate: 60_000})
	got.wait(b, 0, sfu.WhyLine)
	was := v.Count()
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > was.AudioPackets+20 })
	net.Set(lossy.Down, lossy.Link{BitRate: 600_000})
	got.wait(b, 180, sfu.WhyLine)
	b.more(v, 0, 10)
	if c := v.Count(); c.Back > 0 {
		t.Errorf("times go back: %+v", c)
	}
}
