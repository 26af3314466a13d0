package sound

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
func (c *Sound) AddMusic(paths []string) {
	c.desk.Go(func() {
		var found []string
		for _, p := range paths {
			found = append(found, musicIn(c.desk.Context(), p)...)
		}
		c.updateMusic(func(m *model.Music) {
			m.Library = slices.Clone(m.Library)
			for _, p := range found {
				have := slices.ContainsFunc(m.Library, func(s model.Song) bool { return s.Path == p })
				if !have && len(m.Library) < librarySize {
					m.Library = append(m.Library, songOf(p))
				}
			}
			sortSongs(m.Library)
		})
		c.saveLibrary()
		c.measureSongs(found)
	})
}

// musicIn is the file itself, or the music in a folder and those below it. It
// breaks off when ctx ends.
func musicIn(ctx context.Context, path string) []string {
	if strings.Contains(path, "://") {
		return []string{path}
	}
	var out []string
	_ = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
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
func (c *Sound) measureSongs(paths []string) {
	found, told := map[string]time.Duration{}, time.Now()
	for i, p := range paths {
		ctx, cancel := context.WithTimeout(c.desk.Context(), 10*time.Second)
		length := c.mixer.MusicDuration(ctx, 0, p)
		cancel()
		if c.desk.Context().Err() != nil {
			return
		}
		if length > 0 {
			found[p] = length
		}
		if last := i == len(paths)-1; len(found) > 0 && (last || time.Since(told) > lengthsEvery) {
			c.updateMusic(func(m *model.Music) {
				changeSongs(m, func(s *model.Song) {
					if d, ok := found[s.Path]; ok {
						s.Length = d
					}
				})
			})
			clear(found)
			told = time.Now()
		}
	}
}

// songPaths are the songs of the library.
func (c *Sound) songPaths() []string {
	var out []string
	for _, s := range c.desk.Store.State().Sound.Music.Library {
		out = append(out, s.Path)
	}
	return out
}

func (c *Sound) saveLibrary() {
	c.desk.Do(func() {
		c.desk.Settings.Sound.Library = nil
		for _, s := range c.desk.Store.State().Sound.Music.Library {
			c.desk.Settings.Sound.Library = append(c.desk.Settings.Sound.Library, s.Path)
		}
		c.desk.Save()
	})
}

// RemoveMusic takes a song out of library and queue; the file stays.
func (c *Sound) RemoveMusic(path string) {
	c.updateMusic(func(m *model.Music) {
		is := func(s model.Song) bool { return s.Path == path }
		m.Library = slices.DeleteFunc(slices.Clone(m.Library), is)
		m.Queue = slices.DeleteFunc(slices.Clone(m.Queue), is)
	})
	c.saveLibrary()
}

// song finds a song of the library.
func (c *Sound) song(path string) model.Song {
	for _, s := range c.desk.Store.State().Sound.Music.Library {
		if s.Path == path {
			return s
		}
	}
	return songOf(path)
}

// UnqueueMusic takes a song out of the queue.
func (c *Sound) UnqueueMusic(index int) {
	c.updateMusic(func(m *model.Music) { *m = m.WithoutQueued(index) })
}

// MoveInQueue changes the order.
func (c *Sound) MoveInQueue(from, to int) {
	c.updateMusic(func(m *model.Music) { *m = m.WithMoved(from, to) })
}

// changeNow changes a copy of what plays.
func (c *Sound) changeNow(change func(*model.Playing)) {
	c.updateMusic(func(m *model.Music) { changeNow(m, change) })
}

// PauseMusic holds the song or goes on with it.
func (c *Sound) PauseMusic(paused bool) {
	if paused {
		c.mixer.PausePlayMusic(musicTrack)
	} else {
		c.mixer.ResumePlayMusic(musicTrack)
	}
	c.changeNow(func(n *model.Playing) { n.Paused = paused })
}

// SeekMusic goes to a place in the song.
func (c *Sound) SeekMusic(to time.Duration) {
	c.mixer.SeekMusicToPos(musicTrack, to)
	c.changeNow(func(n *model.Playing) { n.Position = to })
}

// SetMusicRepeat says what happens at the end of a song.
func (c *Sound) SetMusicRepeat(r model.Repeat) {
	c.updateMusic(func(m *model.Music) { m.Repeat = r })
	c.desk.Do(func() { c.desk.Settings.Sound.Repeat = string(r) })
}

// SetMusicTrack chooses a track of the file.
func (c *Sound) SetMusicTrack(index int) {
	if c.mixer.SetMusicTrack(musicTrack, index) {
		c.changeNow(func(n *model.Playing) { n.Track = index })
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
func (c *Sound) SetMusicPublish(on bool) {
	c.updateMusic(func(m *model.Music) { m.Publish = on })
	c.mixer.SetMusicPublishVolume(musicTrack, publishVolume(c.desk.Store.State().Sound.Music))
	c.desk.Do(func() { c.desk.Settings.Sound.Private = !on })
}

// SetMusicPublishVolume sets how loud viewers hear it.
func (c *Sound) SetMusicPublishVolume(percent int) {
	percent = min(max(percent, 0), 150)
	c.updateMusic(func(m *model.Music) { m.PublishVolume = percent })
	c.mixer.SetMusicPublishVolume(musicTrack, publishVolume(c.desk.Store.State().Sound.Music))
	c.desk.Do(func() { c.desk.Settings.Sound.PublishVolume = percent })
}

// SetMusicPlayoutVolume sets how loud the user hears it.
func (c *Sound) SetMusicPlayoutVolume(percent int) {
	percent = min(max(percent, 0), 150)
	c.updateMusic(func(m *model.Music) { m.PlayoutVolume = percent })
	c.mixer.SetMusicPlayoutVolume(musicTrack, percent)
	c.desk.Do(func() { c.desk.Settings.Sound.PlayoutVolume = percent })
}

// SetMusicPitch moves the pitch.
func (c *Sound) SetMusicPitch(pitch float64) {
	pitch = min(max(pitch, -1), 1)
	c.updateMusic(func(m *model.Music) { m.Pitch = pitch })
	c.mixer.SetMusicPitch(musicTrack, pitch)
}

// SetMusicSpeed changes the tempo.
func (c *Sound) SetMusicSpeed(speed float64) {
	speed = min(max(speed, 0.5), 2)
	c.updateMusic(func(m *model.Music) { m.Speed = speed })
	c.mixer.SetMusicSpeedRate(musicTrack, speed)
}
