package sound

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"onair/app/model"
)

func song(path string) model.Song { return model.Song{Path: path, Title: path} }

// phases of the order of songs: silence and one song, with and without a queue.
var phases = map[string]func() Songs{
	"silence": func() Songs { return Songs{Count: 3} },
	"silence, a queue": func() Songs {
		return Songs{Count: 3, Music: model.Music{Queue: []model.Song{song("next")}}}
	},
	"a song": func() Songs {
		return Songs{Count: 3, Number: 3, Music: model.Music{Now: &model.Playing{Song: song("one")}, Library: []model.Song{song("one")}}}
	},
	"a song, a queue": func() Songs {
		return Songs{Count: 3, Number: 3, Music: model.Music{Now: &model.Playing{Song: song("one")}, Queue: []model.Song{song("next")}}}
	},
}

// TestEveryEventInEveryPhaseOfTheSongs: what plays afterwards, what waits, and what the
// mixer is told.
func TestEveryEventInEveryPhaseOfTheSongs(t *testing.T) {
	type want struct{ now, queue, effects string }
	stay := map[string]want{"silence": {"", "[]", ""}, "silence, a queue": {"", "[next]", ""}, "a song": {"one", "[]", ""}, "a song, a queue": {"one", "[next]", ""}}
	repeat := func(r model.Repeat, e Event) func(Songs) (Songs, Event) {
		return func(s Songs) (Songs, Event) { s.Music.Repeat = r; return s, e }
	}
	plain := func(e Event) func(Songs) (Songs, Event) { return func(s Songs) (Songs, Event) { return s, e } }
	for _, c := range []struct {
		name  string
		event func(Songs) (Songs, Event)
		want  map[string]want
	}{
		{"play", plain(Play{song("new")}), map[string]want{"silence": {"new", "[]", "Start new"}, "silence, a queue": {"new", "[next]", "Start new"},
			"a song": {"new", "[]", "Start new"}, "a song, a queue": {"new", "[next]", "Start new"}}},
		{"queue", plain(Queue{song("new")}), map[string]want{"silence": {"new", "[]", "Start new"}, "silence, a queue": {"new", "[next]", "Start new"},
			"a song": {"one", "[new]", ""}, "a song, a queue": {"one", "[next new]", ""}}},
		{"stop", plain(Stop{}), map[string]want{"silence": {"", "[]", "Silence"}, "silence, a queue": {"", "[next]", "Silence"},
			"a song": {"", "[]", "Silence"}, "a song, a queue": {"", "[next]", "Silence"}}},
		{"next", plain(Next{}), map[string]want{"silence": {"", "[]", "Silence"}, "silence, a queue": {"next", "[]", "Start next"},
			"a song": {"", "[]", "Silence"}, "a song, a queue": {"next", "[]", "Start next"}}},
		{"next, repeating all", repeat(model.RepeatAll, Next{}), map[string]want{"silence": {"", "[]", "Silence"}, "silence, a queue": {"next", "[]", "Start next"},
			"a song": {"one", "[]", "Start one"}, "a song, a queue": {"next", "[one]", "Start next"}}},
		{"the end", plain(Ended{3, 0}), map[string]want{"silence": stay["silence"], "silence, a queue": stay["silence, a queue"],
			"a song": {"", "[]", "Silence"}, "a song, a queue": {"next", "[]", "Start next"}}},
		{"the end, repeating one", repeat(model.RepeatOne, Ended{3, 0}), map[string]want{"silence": stay["silence"], "silence, a queue": stay["silence, a queue"],
			"a song": {"one", "[]", "Start one"}, "a song, a queue": {"one", "[next]", "Start one"}}},
		{"broken off", plain(Ended{3, -4002}), map[string]want{"silence": stay["silence"], "silence, a queue": stay["silence, a queue"],
			"a song": {"", "[]", ""}, "a song, a queue": {"next", "[]", "Start next"}}},
		{"not to be played", plain(Started{3, -4005, 0}), map[string]want{"silence": stay["silence"], "silence, a queue": stay["silence, a queue"],
			"a song": {"", "[]", ""}, "a song, a queue": {"next", "[]", "Start next"}}},
		{"playing", plain(Started{3, 0, 2}), stay},
		{"on its way", plain(Moved{3, time.Second, time.Minute}), stay},
		{"drawn", plain(Drawn{3, []float32{1}}), stay},
		{"the end of the song before", plain(Ended{2, 0}), stay},
		{"the failure of the song before", plain(Started{2, -4005, 0}), stay},
		{"the way of the song before", plain(Moved{2, time.Hour, 0}), stay},
		{"told of none", plain(Ended{0, 0}), stay},
	} {
		for phase, make := range phases {
			t.Run(c.name+" in "+phase, func(t *testing.T) {
				before, event := c.event(make())
				kept, _ := c.event(make())
				after, effects := reduce(before, event)
				var got want
				if after.Music.Now != nil {
					got.now = after.Music.Now.Song.Path
				}
				queue := []string{}
				for _, s := range after.Music.Queue {
					queue = append(queue, s.Path)
				}
				got.queue = fmt.Sprint(queue)
				for _, e := range effects {
					switch e := e.(type) {
					case Start:
						got.effects = "Start " + e.Path
						if e.Number != after.Number || e.Number == before.Number {
							t.Errorf("the song has the number %d, before %d", e.Number, before.Number)
						}
					case Silence:
						got.effects = "Silence"
					}
				}
				if got != c.want[phase] {
					t.Errorf("%+v, want %+v", got, c.want[phase])
				}
				if (after.Number != 0) != (after.Music.Now != nil) {
					t.Errorf("number %d with %+v", after.Number, after.Music.Now)
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("what it was given has changed")
				}
			})
		}
	}
}

// TestAFailureIsSaidUntilTheSongIsBack in panel, library and queue.
func TestAFailureIsSaidUntilTheSongIsBack(t *testing.T) {
	s := phases["a song"]()
	s, _ = reduce(s, Started{3, -4007, 0})
	if f := s.Music.Failure; f == nil || f.Code != model.FailureMusicSilent || s.Music.Library[0].Failure != f {
		t.Fatalf("%+v, %+v", s.Music.Failure, s.Music.Library)
	}
	s, _ = reduce(s, Play{s.Music.Library[0]})
	s, _ = reduce(s, Started{s.Number, 0, 1})
	if s.Music.Failure != nil || s.Music.Library[0].Failure != nil {
		t.Errorf("%+v, %+v", s.Music.Failure, s.Music.Library)
	}
}

// TestAWaveformIsDrawnOnce for a song that is repeated.
func TestAWaveformIsDrawnOnce(t *testing.T) {
	s, effects := reduce(Songs{}, Play{song("one")})
	if !effects[0].(Start).Draw {
		t.Error("not drawn")
	}
	s, _ = reduce(s, Drawn{s.Number, []float32{0.5}})
	s, effects = reduce(s, Play{song("one")})
	if effects[0].(Start).Draw || !slices.Equal(s.Music.Now.Peaks, []float32{0.5}) {
		t.Error("drawn once more")
	}
}
