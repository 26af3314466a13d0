package app

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"onair/app/model"
)

// soundEndings are the files of a folder that count as music.
var soundEndings = []string{".mp3", ".m4a", ".aac", ".wav", ".ogg", ".opus", ".flac", ".wma"}

// wavePoints is how finely a song's waveform is drawn.
const wavePoints = 288

// librarySize bounds the library: a folder may hold a disk full of music.
const librarySize = 2000

// AddMusic puts files, the music of folders, and addresses into the library.
func (a *App) AddMusic(paths []string) {
	a.desk.Go(func() {
		var found []string
		for _, p := range paths {
			found = append(found, musicIn(a.desk.Context(), p)...)
		}
		a.updateMusic(func(m *model.Music) {
			m.Library = slices.Clone(m.Library)
			for _, p := range found {
				have := slices.ContainsFunc(m.Library, func(s model.Song) bool { return s.Path == p })
				if !have && len(m.Library) < librarySize {
					m.Library = append(m.Library, songOf(p))
				}
			}
			sortSongs(m.Library)
		})
		a.saveLibrary()
		a.measureSongs(found)
	})
}

// musicIn is the file itself, or the music in a folder and those below it. It
// breaks off when ctx ends.
func musicIn(ctx context.Context, path string) []string {
	if strings.Contains(path, "://") {
		return []string{path}
	}
	var out []string
	filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil || len(out) >= librarySize:
			return fs.SkipAll
		case err != nil:
			return fs.SkipDir
		case d.IsDir():
		case p == path || slices.Contains(soundEndings, strings.ToLower(filepath.Ext(p))):
			out = append(out, p)
		}
		return nil
	})
	return out
}

// lengthsEvery is how often the lengths found are shown: one at a time would
// draw a long library anew for each song of it.
const lengthsEvery = time.Second

// measureSongs finds out how long songs are, one after another.
func (a *App) measureSongs(paths []string) {
	found, told := map[string]time.Duration{}, time.Now()
	for i, p := range paths {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 10*time.Second)
		length := a.room.AudioEffectManager().MusicDuration(ctx, 0, p)
		cancel()
		if a.desk.Context().Err() != nil {
			return
		}
		if length > 0 {
			found[p] = length
		}
		if last := i == len(paths)-1; len(found) > 0 && (last || time.Since(told) > lengthsEvery) {
			a.changeSongs(func(s *model.Song) {
				if d, ok := found[s.Path]; ok {
					s.Length = d
				}
			})
			clear(found)
			told = time.Now()
		}
	}
}

// songPaths are the songs of the library.
func (a *App) songPaths() []string {
	var out []string
	for _, s := range a.Store.State().Sound.Music.Library {
		out = append(out, s.Path)
	}
	return out
}

// changeSongs changes the songs of library and queue; change runs with the store
// locked.
func (a *App) changeSongs(change func(*model.Song)) {
	a.updateMusic(func(m *model.Music) {
		for _, list := range []*[]model.Song{&m.Library, &m.Queue} {
			*list = slices.Clone(*list)
			for i := range *list {
				change(&(*list)[i])
			}
		}
	})
}

func (a *App) saveLibrary() {
	a.desk.Do(func() {
		a.desk.Settings.Sound.Library = nil
		for _, s := range a.Store.State().Sound.Music.Library {
			a.desk.Settings.Sound.Library = append(a.desk.Settings.Sound.Library, s.Path)
		}
		a.desk.Save()
	})
}

// RemoveMusic takes a song out of library and queue; the file stays.
func (a *App) RemoveMusic(path string) {
	a.updateMusic(func(m *model.Music) {
		is := func(s model.Song) bool { return s.Path == path }
		m.Library = slices.DeleteFunc(slices.Clone(m.Library), is)
		m.Queue = slices.DeleteFunc(slices.Clone(m.Queue), is)
	})
	a.saveLibrary()
}

// song finds a song of the library.
func (a *App) song(path string) model.Song {
	for _, s := range a.Store.State().Sound.Music.Library {
		if s.Path == path {
			return s
		}
	}
	return songOf(path)
}

// UnqueueMusic takes a song out of the queue.
func (a *App) UnqueueMusic(index int) {
	a.updateMusic(func(m *model.Music) { *m = m.WithoutQueued(index) })
}

// MoveInQueue changes the order.
func (a *App) MoveInQueue(from, to int) {
	a.updateMusic(func(m *model.Music) { *m = m.WithMoved(from, to) })
}

// changeNow changes a copy of what plays; change says whether to keep it.
func (a *App) changeNow(change func(*model.Playing) bool) {
	a.updateMusic(func(m *model.Music) {
		if m.Now == nil {
			return
		}
		now := *m.Now
		if change(&now) {
			m.Now = &now
		}
	})
}

// PauseMusic holds the song or goes on with it.
func (a *App) PauseMusic(paused bool) {
	e := a.room.AudioEffectManager()
	if paused {
		e.PausePlayMusic(musicTrack)
	} else {
		e.ResumePlayMusic(musicTrack)
	}
	a.changeNow(func(n *model.Playing) bool { n.Paused = paused; return true })
}

// SeekMusic goes to a place in the song.
func (a *App) SeekMusic(to time.Duration) {
	a.room.AudioEffectManager().SeekMusicToPos(musicTrack, to)
	a.changeNow(func(n *model.Playing) bool { n.Position = to; return true })
}

// SetMusicRepeat says what happens at the end of a song.
func (a *App) SetMusicRepeat(r model.Repeat) {
	a.updateMusic(func(m *model.Music) { m.Repeat = r })
	a.desk.Do(func() { a.desk.Settings.Sound.Repeat = string(r) })
}

// SetMusicTrack chooses a track of the file.
func (a *App) SetMusicTrack(index int) {
	if a.room.AudioEffectManager().SetMusicTrack(musicTrack, index) {
		a.changeNow(func(n *model.Playing) bool { n.Track = index; return true })
	}
}

// publishVolume is how loud viewers hear the music now. What is kept from them
// is sent at no volume, so that they can be let in at any moment.
func publishVolume(m model.Music) int {
	if !m.Publish {
		return 0
	}
	return m.PublishVolume
}

// SetMusicPublish lets viewers hear the music, from where it is.
func (a *App) SetMusicPublish(on bool) {
	a.updateMusic(func(m *model.Music) { m.Publish = on })
	a.room.AudioEffectManager().SetMusicPublishVolume(musicTrack, publishVolume(a.Store.State().Sound.Music))
	a.desk.Do(func() { a.desk.Settings.Sound.Private = !on })
}

// SetMusicPublishVolume sets how loud viewers hear it.
func (a *App) SetMusicPublishVolume(percent int) {
	percent = min(max(percent, 0), 150)
	a.updateMusic(func(m *model.Music) { m.PublishVolume = percent })
	a.room.AudioEffectManager().SetMusicPublishVolume(musicTrack, publishVolume(a.Store.State().Sound.Music))
	a.desk.Do(func() { a.desk.Settings.Sound.PublishVolume = percent })
}

// SetMusicPlayoutVolume sets how loud the user hears it.
func (a *App) SetMusicPlayoutVolume(percent int) {
	percent = min(max(percent, 0), 150)
	a.updateMusic(func(m *model.Music) { m.PlayoutVolume = percent })
	a.room.AudioEffectManager().SetMusicPlayoutVolume(musicTrack, percent)
	a.desk.Do(func() { a.desk.Settings.Sound.PlayoutVolume = percent })
}

// SetMusicPitch moves the pitch.
func (a *App) SetMusicPitch(pitch float64) {
	pitch = min(max(pitch, -1), 1)
	a.updateMusic(func(m *model.Music) { m.Pitch = pitch })
	a.room.AudioEffectManager().SetMusicPitch(musicTrack, pitch)
}

// SetMusicSpeed changes the tempo.
func (a *App) SetMusicSpeed(speed float64) {
	speed = min(max(speed, 0.5), 2)
	a.updateMusic(func(m *model.Music) { m.Speed = speed })
	a.room.AudioEffectManager().SetMusicSpeedRate(musicTrack, speed)
}
