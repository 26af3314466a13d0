package sticker

import (
	"testing"
	"time"

	"onair/beauty/motion"
)

func TestSequencesLoop(t *testing.T) {
	l := &motion.Layer{FPS: 10}
	for i := range 3 {
		l.Pictures = append(l.Pictures, &motion.Picture{W: i + 1})
	}
	for _, tc := range []struct {
		loop motion.Loop
		want string
	}{{motion.Repeat, "123123123"}, {motion.PingPong, "123212321"}, {motion.Hold, "123333333"}, {motion.Once, "123000000"}} {
		l.Loop = tc.loop
		got := ""
		for i := range 9 {
			w := 0
			if p := pictureAt(l, time.Duration(i)*100*time.Millisecond+time.Millisecond); p != nil {
				w = p.W
			}
			got += string(rune('0' + w))
		}
		if got != tc.want {
			t.Errorf("loop %d: %s, want %s", tc.loop, got, tc.want)
		}
	}
}
