package liveroom_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"onair/internal/await"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// ear remembers which of the last three seconds' blocks of 10 ms were heard.
type ear struct {
	mu    sync.Mutex
	heard []bool
}

func listen(r *liveroom.LiveRoom) *ear {
	e := &ear{}
	r.TapPlayout(func(block []float32) {
		sum := 0.0
		for _, v := range block {
			sum += float64(v) * float64(v)
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		e.heard = append(e.heard, math.Sqrt(sum/float64(len(block))) > 0.001)
		if extra := len(e.heard) - 300; extra > 0 {
			e.heard = append(e.heard[:0], e.heard[extra:]...)
		}
	})
	return e
}

// share is how much of the time something is heard, 0 to 1; -1 until it is known.
func (e *ear) share() float64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.heard) < 300 {
		return -1
	}
	n := 0
	for _, h := range e.heard {
		if h {
			n++
		}
	}
	return float64(n) / float64(len(e.heard))
}

// goUp brings a viewer on stage with camera and microphone.
func (s *senses) goUp(anchor *senses) {
	s.t.Helper()
	_, err := s.RequestJoinAnchor(s.ctx())
	s.must(err)
	from[liveroom.OnRequestJoinAnchor](anchor.person)
	anchor.must(anchor.ResponseJoinAnchor(anchor.ctx(), s.name, true, ""))
	from[liveroom.OnAnchorAccepted](s.person)
	s.must(s.StartCameraPreview(s.ctx(), true, nil))
	s.must(s.StartPublish(s.ctx(), ""))
}

// TestAGuestsMusicAndVoiceReachEverybody: the host and a viewer hear a
// co-anchor's music and reverb, and the music ends with StopAllMusic.
func TestAGuestsMusicAndVoiceReachEverybody(t *testing.T) {
	h := startHouse(t)
	with := func(name, microphone string) *senses {
		return h.login(name, func(o *liveroom.Options) {
			o.Camera, o.Microphone = roomtest.LookOf(name).Camera(), microphone
		}).open()
	}
	anna, bob, carol := with("anna", "silence:"), with("bob", "test:"), with("carol", "none") // bob beeps once a second
	anna.goLive(471)
	for _, s := range []*senses{bob, carol} {
		s.must(s.EnterRoom(s.ctx(), 471))
		s.play("anna")
	}
	bob.goUp(anna)
	ears := map[string]*ear{"the host": listen(anna.LiveRoom), "the viewer": listen(carol.LiveRoom)}
	anna.play("bob")
	carol.play("bob")
	e := bob.AudioEffectManager()
	hear := func(what string, least, most float64) {
		t.Helper()
		for who, ear := range ears {
			await.Good(t, func() string {
				if got := ear.share(); got < least || got > most {
					return fmt.Sprintf("%s: %s hears something %.2f of the time, want %.2f to %.2f", what, who, got, least, most)
				}
				return ""
			})
			t.Logf("%s: %s hears something %.2f of the time", what, who, ear.share())
		}
	}
	hear("beeps", 0.03, 0.3)
	e.SetVoiceReverbType(3)
	hear("beeps in a great hall", 0.4, 1)
	e.SetVoiceReverbType(0)
	hear("beeps again", 0.03, 0.3)

	e.StartPlayMusic(liveroom.AudioMusicParam{ID: 1, Path: toneFile(t, "dora", 60), Publish: true, LoopCount: -1})
	bob.MuteLocalAudio(true)
	for _, s := range []*senses{anna, carol} {
		s.hears("dora")
	}
	bob.hears("dora")
	e.StopAllMusic()
	for _, s := range []*senses{anna, bob, carol} {
		s.hears()
	}
}
