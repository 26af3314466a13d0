package app

import (
	"testing"
	"time"

	"onair/app/model"
)

func TestALiveIsJudgedByWhatViewersGet(t *testing.T) {
	quiet := sending{picture: true, fps: 30, captured: 30, wanted: 30, roundTrip: time.Millisecond, signal: time.Millisecond, work: 8 * time.Millisecond, carries: 2_000_000, ceil: 2_000_000}
	for name, c := range map[string]struct {
		change func(*sending)
		health model.Health
		cause  model.HealthCause
	}{
		"quiet":                        {func(*sending) {}, model.HealthGood, ""},
		"a slow source is no fault":    {func(s *sending) { s.fps, s.captured = 10, 10 }, model.HealthGood, ""},
		"a film of 25 at 30":           {func(s *sending) { s.fps, s.captured = 25, 25 }, model.HealthGood, ""},
		"a still picture":              {func(s *sending) { s.fps, s.captured = 0, 0 }, model.HealthGood, ""},
		"camera of 60 sent at 30":      {func(s *sending) { s.captured = 60 }, model.HealthGood, ""},
		"sound only":                   {func(s *sending) { s.picture, s.fps = false, 0 }, model.HealthGood, ""},
		"little loss is repaired":      {func(s *sending) { s.loss = 0.03 }, model.HealthGood, ""},
		"loss":                         {func(s *sending) { s.loss = 0.06 }, model.HealthFair, model.CauseUplink},
		"much loss":                    {func(s *sending) { s.loss = 0.2 }, model.HealthBad, model.CauseUplink},
		"a third missing":              {func(s *sending) { s.fps = 20 }, model.HealthFair, model.CauseEncoder},
		"most missing, slow computer":  {func(s *sending) { s.fps, s.work = 5, 190*time.Millisecond }, model.HealthBad, model.CauseEncoder},
		"most missing, narrow way":     {func(s *sending) { s.fps, s.carries = 8, 300_000 }, model.HealthBad, model.CauseUplink},
		"narrow and slow":              {func(s *sending) { s.fps, s.carries, s.work = 8, 300_000, 90*time.Millisecond }, model.HealthBad, model.CauseEncoder},
		"the server is far":            {func(s *sending) { s.roundTrip, s.signal = 400*time.Millisecond, 390*time.Millisecond }, model.HealthFair, model.CauseServer},
		"the line is full":             {func(s *sending) { s.roundTrip, s.signal = 900*time.Millisecond, 20*time.Millisecond }, model.HealthBad, model.CauseUplink},
		"some outlines late":           {func(s *sending) { s.masksLate = 0.2 }, model.HealthGood, ""},
		"most outlines late":           {func(s *sending) { s.masksLate = 0.9 }, model.HealthFair, model.CauseMask},
		"the worse of two is the word": {func(s *sending) { s.loss, s.fps = 0.06, 2 }, model.HealthBad, model.CauseEncoder},
	} {
		s := quiet
		c.change(&s)
		if got := judgeSending(s); got != (judgment{c.health, c.cause}) {
			t.Errorf("%s: %+v, want %v %q", name, got, c.health, c.cause)
		}
	}
}

func TestWatchingIsJudgedByWhatStandsStill(t *testing.T) {
	quiet := playing{picture: true, fps: 30, roundTrip: time.Millisecond, decode: 3 * time.Millisecond}
	for name, c := range map[string]struct {
		change func(*playing)
		health model.Health
		cause  model.HealthCause
	}{
		"quiet":                    {func(*playing) {}, model.HealthGood, ""},
		"a host with 5 a second":   {func(p *playing) { p.fps = 5 }, model.HealthGood, ""},
		"the host's camera is off": {func(p *playing) { p.picture, p.fps, p.stalled = false, 0, time.Hour }, model.HealthGood, ""},
		"stands still, no loss":    {func(p *playing) { p.stalled = 3 * time.Second }, model.HealthBad, model.CauseHost},
		"stands still with loss":   {func(p *playing) { p.stalled, p.loss = 3*time.Second, 0.03 }, model.HealthBad, model.CauseLine},
		"short freezes":            {func(p *playing) { p.frozen = 0.1 }, model.HealthFair, model.CauseHost},
		"decoder too slow":         {func(p *playing) { p.frozen, p.decode = 0.5, 60*time.Millisecond }, model.HealthBad, model.CauseDecoder},
		"loss":                     {func(p *playing) { p.loss = 0.06 }, model.HealthFair, model.CauseLine},
		"far away":                 {func(p *playing) { p.roundTrip = 700 * time.Millisecond }, model.HealthBad, model.CauseLine},
	} {
		p := quiet
		c.change(&p)
		if got := judgePlaying(p); got != (judgment{c.health, c.cause}) {
			t.Errorf("%s: %+v, want %v %q", name, got, c.health, c.cause)
		}
	}
}

func TestTheWordDoesNotFlicker(t *testing.T) {
	const g, f, b = 'g', 'f', 'b'
	health := map[rune]model.Health{'u': model.HealthUnknown, g: model.HealthGood, f: model.HealthFair, b: model.HealthBad}
	for _, c := range []struct{ seen, shown string }{
		{"g", "g"},
		{"gbgbgbgb", "gggggggg"}, // one bad second is none
		{"gbbgbb", "gggggg"},
		{"gbbbb", "gggbb"},
		{"gfbfbf", "gggfff"}, // as bad as it was all the time
		{"gbbbgggggg", "gggbbbbbgg"},
		{"gbbbggbgggggg", "gggbbbbbbbbgg"},
		{"bbbb", "uubb"}, // nothing is said before it is sure
		{"bbg", "uug"},
	} {
		var s steady
		for i, r := range c.seen {
			if got := s.see(judgment{health: health[r]}).health; got != health[rune(c.shown[i])] {
				t.Errorf("%s: second %d shows %v, want %c", c.seen, i, got, c.shown[i])
			}
		}
	}
}
