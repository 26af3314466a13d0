package app

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// songs is the order of what is played. Buttons are pressed on one goroutine and
// songs end on others; mu makes each of them a step of its own, and number tells
// the end of the song that plays from that of one before.
type songs struct {
	mu     sync.Mutex
	count  uint64
	number uint64             // of the song that plays; 0 is none
	wave   context.CancelFunc // ends the drawing of its waveform; nil if none is
}

// PlayMusic plays a song of the library now.
func (a *App) PlayMusic(path string) {
	a.songs.mu.Lock()
	defer a.songs.mu.Unlock()
	a.playLocked(a.song(path), nil)
}

// QueueMusic puts a song after the others; with nothing playing it begins.
func (a *App) QueueMusic(path string) {
	a.songs.mu.Lock()
	defer a.songs.mu.Unlock()
	s := a.song(path)
	if a.songs.number == 0 {
		a.playLocked(s, nil)
		return
	}
	a.updateMusic(func(m *model.Music) { *m = m.WithQueued(s) })
}

// StopMusic ends the song; the queue stays.
func (a *App) StopMusic() {
	a.songs.mu.Lock()
	defer a.songs.mu.Unlock()
	a.stopLocked()
}

// NextMusic goes on with the queue; after its end there is silence.
func (a *App) NextMusic() {
	a.songs.mu.Lock()
	defer a.songs.mu.Unlock()
	a.nextLocked(nil)
}

func (a *App) stopLocked() {
	a.forgetSongLocked()
	a.room.AudioEffectManager().StopPlayMusic(musicTrack)
	a.updateMusic(func(m *model.Music) { m.Now = nil })
}

// forgetSongLocked leaves what the song's observer still tells unheard.
func (a *App) forgetSongLocked() {
	a.songs.number = 0
	if a.songs.wave != nil {
		a.songs.wave()
		a.songs.wave = nil
	}
}

// nextLocked goes on with the queue; failure is why the song before ended, if
// it did not just end.
func (a *App) nextLocked(failure *model.Failure) {
	var next []model.Song
	a.updateMusic(func(m *model.Music) {
		if m.Repeat == model.RepeatAll && m.Now != nil {
			*m = m.WithQueued(m.Now.Song)
		}
		if len(m.Queue) > 0 {
			next, m.Queue = m.Queue[:1:1], slices.Clone(m.Queue[1:])
		}
	})
	if len(next) == 0 {
		a.stopLocked()
		return
	}
	a.playLocked(next[0], failure)
}

// playLocked shows and plays a song, with what became of the one before it.
func (a *App) playLocked(s model.Song, failure *model.Failure) {
	a.forgetSongLocked()
	a.songs.count++
	a.songs.number = a.songs.count
	var peaks []float32
	a.updateMusic(func(m *model.Music) {
		if m.Now != nil && m.Now.Song.Path == s.Path {
			peaks = m.Now.Peaks // the same once more
		}
		m.Now, m.Failure = &model.Playing{Song: s, Peaks: peaks}, failure
	})
	m := a.Store.State().Sound.Music
	e := a.room.AudioEffectManager()
	e.SetMusicObserver(musicTrack, musicObserver{a, a.songs.number})
	e.StartPlayMusic(liveroom.AudioMusicParam{ID: musicTrack, Path: s.Path, Publish: true, StartSilent: !m.Publish})
	e.SetMusicPublishVolume(musicTrack, publishVolume(m))
	e.SetMusicPlayoutVolume(musicTrack, m.PlayoutVolume)
	e.SetMusicPitch(musicTrack, m.Pitch)
	e.SetMusicSpeedRate(musicTrack, m.Speed)
	if peaks == nil {
		ctx, cancel := context.WithTimeout(a.desk.Context(), time.Minute)
		a.songs.wave = cancel
		o := musicObserver{a, a.songs.number}
		a.desk.Go(func() {
			defer cancel()
			o.drawWave(ctx, s.Path)
		})
	}
}

// musicObserver hears of the song of that number.
type musicObserver struct {
	a      *App
	number uint64
}

// step does something if the song still plays.
func (o musicObserver) step(do func()) {
	o.a.songs.mu.Lock()
	defer o.a.songs.mu.Unlock()
	if o.a.songs.number == o.number {
		do()
	}
}

// now changes a copy of what is shown of the song.
func (o musicObserver) now(change func(*model.Playing)) {
	o.step(func() { o.a.changeNow(func(n *model.Playing) bool { change(n); return true }) })
}

// drawWave reads the whole song for its waveform.
func (o musicObserver) drawWave(ctx context.Context, path string) {
	peaks, err := o.a.room.AudioEffectManager().MusicWaveform(ctx, path, wavePoints)
	if err != nil {
		return // what plays says why, if it does not play
	}
	o.now(func(n *model.Playing) { n.Peaks = peaks })
}

func (o musicObserver) OnStart(id, code int) {
	if code != 0 {
		o.step(func() { o.a.songFailedLocked(code) })
		return
	}
	tracks := o.a.room.AudioEffectManager().MusicTrackCount(id)
	o.step(func() {
		a := o.a
		a.changeNow(func(n *model.Playing) bool { n.Tracks = tracks; return true })
		if now := a.Store.State().Sound.Music.Now; now != nil && now.Song.Failure != nil { // it is back
			a.changeSongs(func(s *model.Song) {
				if s.Path == now.Song.Path {
					s.Failure = nil
				}
			})
		}
	})
}

func (o musicObserver) OnPlayProgress(_ int, position, length time.Duration) {
	o.now(func(n *model.Playing) {
		n.Position = position
		if length > 0 {
			n.Song.Length = length
		}
	})
}

func (o musicObserver) OnComplete(_ int, code int) {
	a := o.a
	o.step(func() {
		m := a.Store.State().Sound.Music
		switch {
		case code != 0:
			a.songFailedLocked(code)
		case m.Repeat == model.RepeatOne && m.Now != nil:
			a.playLocked(m.Now.Song, nil)
		default:
			a.nextLocked(nil)
		}
	})
}

// songFailedLocked says why a song does not play and goes on with the next.
func (a *App) songFailedLocked(code int) {
	a.forgetSongLocked()
	m := a.Store.State().Sound.Music
	if m.Now == nil {
		return
	}
	song := m.Now.Song
	f := &model.Failure{Code: musicFailure(code), Subject: song.Title, Detail: song.Path + " (" + strconv.Itoa(code) + ")"}
	a.changeSongs(func(s *model.Song) {
		if s.Path == song.Path {
			s.Failure = f
		}
	})
	a.updateMusic(func(m *model.Music) { m.Now, m.Failure = nil, f })
	if len(m.Queue) > 0 {
		a.nextLocked(f)
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
