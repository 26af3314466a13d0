package sound

import (
	"slices"
	"strconv"
	"time"

	"onair/app/model"
)

// Songs is the order of what is played.
type Songs struct {
	Music model.Music
	// Number tells the song that plays from those before it; 0 is none. Count is how
	// many there were.
	Number, Count uint64
}

// Event is one of the types below.
type Event any

type (
	// Play plays a song now, Queue after the others; with nothing playing it begins.
	Play  struct{ Song model.Song }
	Queue struct{ Song model.Song }
	// Stop ends the song; the queue stays.
	Stop struct{}
	// Next goes on with the queue; after its end there is silence.
	Next struct{}
	// Started, Moved, Ended and Drawn are told of the song of a number: that it plays
	// or why not (Code), where it is, that it is over, its waveform.
	Started struct {
		Number uint64
		Code   int
		Tracks int
	}
	Moved struct {
		Number           uint64
		Position, Length time.Duration
	}
	Ended struct {
		Number uint64
		Code   int
	}
	Drawn struct {
		Number uint64
		Peaks  []float32
	}
)

// Effect is one of the types below.
type Effect any

type (
	// Start plays a song with the volumes, pitch and speed of Music. Draw: its
	// waveform is not known.
	Start struct {
		Number uint64
		Path   string
		Music  model.Music
		Draw   bool
	}
	// Silence ends what plays.
	Silence struct{}
)

// reduce is the rules: what becomes of the order of songs, and what is to be done. What
// is told of another song than the one that plays changes nothing.
func reduce(s Songs, e Event) (Songs, []Effect) {
	m := &step{Songs: s}
	switch e := e.(type) {
	case Play:
		m.play(e.Song, nil)
	case Queue:
		if m.Number == 0 {
			m.play(e.Song, nil)
		} else {
			m.Music = m.Music.WithQueued(e.Song)
		}
	case Stop:
		m.stop()
	case Next:
		m.next(nil)
	case Started:
		m.of(e.Number, func() { m.started(e) })
	case Moved:
		m.of(e.Number, func() {
			m.now(func(n *model.Playing) {
				n.Position = e.Position
				if e.Length > 0 {
					n.Song.Length = e.Length
				}
			})
		})
	case Ended:
		m.of(e.Number, func() { m.ended(e.Code) })
	case Drawn:
		m.of(e.Number, func() { m.now(func(n *model.Playing) { n.Peaks = e.Peaks }) })
	}
	return m.Songs, m.effects
}

// step is one step of the rules.
type step struct {
	Songs
	effects []Effect
}

func (m *step) of(number uint64, change func()) {
	if number != 0 && number == m.Number {
		change()
	}
}

// now changes a copy of what is shown of the song.
func (m *step) now(change func(*model.Playing)) { changeNow(&m.Music, change) }

func changeNow(m *model.Music, change func(*model.Playing)) {
	if m.Now != nil {
		now := *m.Now
		change(&now)
		m.Now = &now
	}
}

// play shows and plays a song, with what became of the one before it.
func (m *step) play(s model.Song, failure *model.Failure) {
	m.Count++
	m.Number = m.Count
	var peaks []float32
	if now := m.Music.Now; now != nil && now.Song.Path == s.Path {
		peaks = now.Peaks // the same once more
	}
	m.Music.Now, m.Music.Failure = &model.Playing{Song: s, Peaks: peaks}, failure
	m.effects = append(m.effects, Start{Number: m.Number, Path: s.Path, Music: m.Music, Draw: peaks == nil})
}

func (m *step) stop() {
	m.Number, m.Music.Now = 0, nil
	m.effects = append(m.effects, Silence{})
}

// next goes on with the queue; failure is why the song before ended, if it did not
// just end.
func (m *step) next(failure *model.Failure) {
	if m.Music.Repeat == model.RepeatAll && m.Music.Now != nil {
		m.Music = m.Music.WithQueued(m.Music.Now.Song)
	}
	if len(m.Music.Queue) == 0 {
		m.stop()
		return
	}
	song := m.Music.Queue[0]
	m.Music.Queue = slices.Clone(m.Music.Queue[1:])
	m.play(song, failure)
}

func (m *step) started(e Started) {
	if e.Code != 0 {
		m.failed(e.Code)
		return
	}
	m.now(func(n *model.Playing) { n.Tracks = e.Tracks })
	if now := m.Music.Now; now != nil && now.Song.Failure != nil { // it is back
		m.mark(now.Song.Path, nil)
	}
}

func (m *step) ended(code int) {
	switch {
	case code != 0:
		m.failed(code)
	case m.Music.Repeat == model.RepeatOne && m.Music.Now != nil:
		m.play(m.Music.Now.Song, nil)
	default:
		m.next(nil)
	}
}

// failed says why a song does not play and goes on with the next.
func (m *step) failed(code int) {
	m.Number = 0
	if m.Music.Now == nil {
		return
	}
	song := m.Music.Now.Song
	f := &model.Failure{Code: musicFailure(code), Subject: song.Title, Detail: song.Path + " (" + strconv.Itoa(code) + ")"}
	m.mark(song.Path, f)
	m.Music.Now, m.Music.Failure = nil, f
	if len(m.Music.Queue) > 0 {
		m.next(f)
	}
}

// mark notes in library and queue why a song does not play.
func (m *step) mark(path string, f *model.Failure) {
	changeSongs(&m.Music, func(s *model.Song) {
		if s.Path == path {
			s.Failure = f
		}
	})
}

// changeSongs changes the songs of library and queue.
func changeSongs(m *model.Music, change func(*model.Song)) {
	for _, list := range []*[]model.Song{&m.Library, &m.Queue} {
		*list = slices.Clone(*list)
		for i := range *list {
			change(&(*list)[i])
		}
	}
}

func musicFailure(code int) model.FailureCode {
	switch code {
	case -4005, -4006:
		return model.FailureMusicGone
	case -4007:
		return model.FailureMusicSilent
	case -4009:
		return model.FailureMusicMany
	default:
		return model.FailureMusic
	}
}
