package sound

import (
	"encoding/binary"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

// songFile writes a silent WAV file.
func songFile(t *testing.T, name string, length time.Duration) string {
	t.Helper()
	const rate = 48000
	n := 2 * int(length.Seconds()*rate)
	data := make([]byte, 44+n)
	copy(data, "RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	binary.LittleEndian.PutUint32(data[4:], uint32(36+n))
	binary.LittleEndian.PutUint32(data[24:], rate)
	binary.LittleEndian.PutUint32(data[28:], 2*rate)
	copy(data[32:], "\x02\x00\x10\x00data")
	binary.LittleEndian.PutUint32(data[40:], uint32(n))
	path := filepath.Join(t.TempDir(), name+".wav")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// patience is for a busy machine.
const patience = 40 * time.Second

// desktop is the sound of a program that nobody is signed in with.
func desktop(t *testing.T) *Sound {
	t.Helper()
	room := liveroom.New(liveroom.Options{Camera: "none", Microphone: "none"})
	d := desk.New(&settings.Profile{Unlock: func() {}, Settings: settings.Default()}, slog.New(slog.DiscardHandler))
	d.Store.Update(func(s *model.State) { s.Sound = First(d.Settings.Settings) })
	d.Run()
	t.Cleanup(func() { d.Stop(); d.Wait(); room.Close() })
	return New(d, room.AudioEffectManager(), room)
}

// until waits for a state.
func until(t *testing.T, c *Sound, what string, ok func(model.State) bool) model.State {
	t.Helper()
	got := make(chan model.State, 1)
	defer c.desk.Store.Subscribe(func(s model.State) {
		if ok(s) {
			select {
			case got <- s:
			default:
			}
		}
	})()
	select {
	case s := <-got:
		return s
	case <-time.After(patience):
		t.Fatalf("%s did not happen: %+v", what, c.desk.Store.State().Sound)
		return model.State{}
	}
}

func plays(path string) func(model.State) bool {
	return func(s model.State) bool { return s.Sound.Music.Now != nil && s.Sound.Music.Now.Song.Path == path }
}

func TestSongsFollowEachOther(t *testing.T) {
	a := desktop(t)
	first, second := songFile(t, "first", time.Minute), songFile(t, "second", time.Minute)
	a.PlayMusic(first)
	a.QueueMusic("/no/such/song.mp3")
	a.QueueMusic(second)
	a.SeekMusic(59900 * time.Millisecond) // its end comes when all are in the queue
	s := until(t, a, "the second song", plays(second))
	if f := s.Sound.Music.Failure; f == nil || f.Code != model.FailureMusicGone {
		t.Errorf("of the song that is gone the panel says %+v", f)
	}
	if len(s.Sound.Music.Queue) != 0 {
		t.Errorf("in the queue there is still %+v", s.Sound.Music.Queue)
	}
	a.SetMusicRepeat(model.RepeatAll)
	a.PlayMusic(first)
	a.QueueMusic(second)
	a.SeekMusic(59900 * time.Millisecond)
	s = until(t, a, "the second song again", plays(second))
	if q := s.Sound.Music.Queue; len(q) != 1 || q[0].Path != first {
		t.Errorf("repeating all, the queue is %+v", q)
	}
	a.StopMusic()
	if m := a.desk.Store.State().Sound.Music; m.Now != nil || len(m.Queue) != 1 {
		t.Errorf("stopped, %+v plays and the queue is %+v", m.Now, m.Queue)
	}
}

func TestTheEndOfAnOlderSongChangesNothing(t *testing.T) {
	a := desktop(t)
	first, second := songFile(t, "first", time.Minute), songFile(t, "second", time.Minute)
	a.PlayMusic(first)
	old := musicObserver{a, a.songs.Number}
	a.PlayMusic(second)
	old.OnStart(musicTrack, -4001)
	old.OnPlayProgress(musicTrack, time.Hour, 2*time.Hour)
	old.OnComplete(musicTrack, 0)
	m := a.desk.Store.State().Sound.Music
	if m.Now == nil || m.Now.Song.Path != second || m.Now.Position > time.Minute || m.Failure != nil {
		t.Errorf("the second song is %+v, the failure %+v", m.Now, m.Failure)
	}
	newest := musicObserver{a, a.songs.Number}
	a.StopMusic()
	newest.OnComplete(musicTrack, 0)
	if now := a.desk.Store.State().Sound.Music.Now; now != nil {
		t.Errorf("after Stop %+v plays", now)
	}
}

func TestLengthsAreFoundOfEverySong(t *testing.T) {
	a := desktop(t)
	path := songFile(t, "song", 2*time.Second)
	a.AddMusic([]string{filepath.Dir(path), "/no/such/song.mp3"})
	until(t, a, "the length", func(s model.State) bool {
		return slices.ContainsFunc(s.Sound.Music.Library, func(s model.Song) bool { return s.Path == path && s.Length == 2*time.Second })
	})
}

func TestTakingASoundOffTheBoardTouchesNoOther(t *testing.T) {
	a := desktop(t)
	long, other, third := songFile(t, "long", time.Minute), songFile(t, "other", time.Minute), songFile(t, "third", time.Minute)
	lit := func(id string, want bool) {
		t.Helper()
		until(t, a, "the light of "+id, func(s model.State) bool {
			return slices.ContainsFunc(s.Sound.Pads, func(p model.Pad) bool { return p.ID == id && p.On == want })
		})
	}
	for _, path := range []string{long, other, third} {
		a.AddPad(path)
	}
	a.PlayPad(long)
	a.PlayPad(other)
	lit(long, true)
	lit(other, true)
	a.RemovePad(long)
	a.PlayPad(third)
	lit(third, true)
	lit(other, true)
	e := a.mixer.(*liveroom.AudioEffectManager)
	if e.MusicCurrentPos(a.padTrack(long)) >= 0 {
		t.Error("what was taken off plays on")
	}
	if e.MusicCurrentPos(a.padTrack(other)) < 0 {
		t.Error("another sound was ended")
	}
}

func TestAnEleventhSoundIsOneTooMany(t *testing.T) {
	a := desktop(t)
	for i := range 11 {
		path := songFile(t, fmt.Sprint("sound", i), time.Minute)
		a.AddPad(path)
		a.PlayPad(path)
	}
	until(t, a, "the reason", func(s model.State) bool {
		return slices.ContainsFunc(s.Notices, func(n model.Notice) bool {
			return n.Failure != nil && n.Failure.Code == model.FailureMusicMany
		})
	})
}
