package sfu_test

import (
	"sync/atomic"
	"testing"
	"time"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// TestWhatIsMutedIsNotRelayed mutes a stream's picture while frames go on: the
// viewer gets none that was sent meanwhile, sound goes on, and the picture comes
// back with a keyframe.
func TestWhatIsMutedIsNotRelayed(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	var mutedFrom, mutedTo atomic.Int64 // frames sent in between are secret
	var leaked, after atomic.Int64
	var firstKey atomic.Bool
	v := b.play("s", "v", sfutest.PlayConfig{OnFrame: func(f sfutest.Frame) {
		at := f.Sent.UnixNano()
		from, to := mutedFrom.Load(), mutedTo.Load()
		switch {
		case from != 0 && at > from && (to == 0 || at < to):
			leaked.Add(1)
		case to != 0 && at >= to:
			if after.Add(1) == 1 {
				firstKey.Store(f.Keyframe)
			}
		}
	}}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 30 && c.AudioPackets > 10 })
	b.sfu.Mute("s", true, false)
	mutedFrom.Store(time.Now().UnixNano())
	sent, sound := p.Frames(), v.Count().AudioPackets
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > sound+20 && p.Frames() > sent+10 })
	mutedTo.Store(time.Now().UnixNano())
	sound = v.Count().AudioPackets // what was sent before has passed the relay when later sound comes
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > sound+5 })
	b.sfu.Mute("s", false, true)
	b.await(v, func(sfutest.Count) bool { return after.Load() > 20 })
	if leaked.Load() > 0 || !firstKey.Load() {
		t.Errorf("%d muted frames seen; the picture came back with a keyframe: %v", leaked.Load(), firstKey.Load())
	}
	sound, seen := v.Count().AudioPackets, v.Count().Packets
	b.await(v, func(c sfutest.Count) bool { return c.Packets > seen+60 })
	if n := v.Count().AudioPackets; n > sound+2 {
		t.Errorf("%d packets of muted sound seen", n-sound)
	}
	b.sfu.Mute("nobody", true, true)
}

func TestAStreamMayBeginMuted(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev := newEvents()
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{MuteVideo: true, On: ev.on})
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	ev.wait(t, b.ctx, sfu.VideoOn)
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > 50 })
	if c := v.Count(); c.Packets > 0 {
		t.Errorf("%d packets of muted video seen", c.Packets)
	}
	b.sfu.Mute("s", false, false)
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 20 && c.FirstIsKey })
}
