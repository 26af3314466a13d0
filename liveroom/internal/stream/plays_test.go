package stream

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/audio"
	"onair/media/rtc"
)

type view struct{ cleared chan struct{} }

func (v *view) Render(f *media.Frame) { f.Release() }
func (v *view) Clear()                { v.cleared <- struct{}{} }

// waiting is somebody who is not on stage.
func waiting(v callback.View) PlayConfig {
	return PlayConfig{
		Callers: new(callback.Callers), View: v,
		Connection:  func(context.Context) (rtc.Connection, error) { return rtc.Connection{}, errNoNetwork },
		Stage:       func() (bool, bool, bool) { return false, false, false },
		ClockOffset: func() time.Duration { return 0 },
		Wish:        func() Wish { return Wish{} }, Log: slog.New(slog.DiscardHandler),
		Begin:   func(audio.Source) func(bool) { return func(bool) {} },
		Latency: func() time.Duration { return 0 },
		Again:   func(error) {},
	}
}

func TestTheLoudspeakerIsOpenedWithNoLockHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewPlays(t.Context())
		opened := 0
		open := func() {
			opened++
			if len(s.All()) != 1 || !s.SetView("anna", nil) { // both take the lock
				t.Error("anna is not played yet")
			}
		}
		s.Start("anna", waiting(nil), open, nil)
		s.Start("anna", waiting(nil), open, nil)
		if opened != 1 {
			t.Errorf("the loudspeaker was opened %d times", opened)
		}
		s.Stop("anna")
		s.Stop("anna")
		if len(s.All()) != 0 || s.SetView("anna", nil) {
			t.Error("anna is played still")
		}
	})
}

func TestWhatIsTakenEndsAndWhatIsStartedMeanwhileGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewPlays(t.Context())
		v := &view{make(chan struct{}, 9)}
		s.Start("anna", waiting(v), func() {}, nil)
		taken := s.Take()
		s.Start("bob", waiting(nil), func() {}, nil)
		taken.Cancel()
		for _, screen := range taken.Stop() {
			screen.Flush()
		}
		if len(v.cleared) != 1 {
			t.Errorf("the view was cleared %d times", len(v.cleared))
		}
		if len(s.All()) != 1 || s.All()["bob"] == nil {
			t.Errorf("played: %v", s.All())
		}
		bob := s.Take()
		bob.Cancel()
		bob.Stop()
	})
}

func TestALostSeatEndsItsStreamOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := func(ctx context.Context) (rtc.Connection, error) {
			<-ctx.Done()
			return rtc.Connection{}, ctx.Err()
		}
		var own Own
		if own.Lose() != nil {
			t.Error("there is a stream at first")
		}
		own.Wake()
		own.Renew(nil)
		own.End()
		start := func() {
			p, run := NewPublishing(t.Context(), publishing(hang))
			own.Put(p)
			go run()
		}
		start()
		wait := own.Lose()
		start() // a new seat at once
		if wait() || own.Now() == nil {
			t.Error("the end of the old stream ended the new one")
		}
		if wait = own.Lose(); !wait() || own.Now() != nil {
			t.Error("the stream without a seat is there still")
		}
		start()
		own.End()
		if own.Now() != nil {
			t.Error("what was ended is there still")
		}
	})
}
