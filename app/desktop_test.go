package app

import (
	"encoding/binary"
	"onair/app/model"
	"os"
	"path/filepath"
	"testing"
	"time"
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

// desktop is an App that nobody is signed in to.
func desktop(t *testing.T) *App {
	t.Helper()
	a, err := New(Options{ConfigDir: t.TempDir(), Camera: "none", Microphone: "none"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	a.Run()
	return a
}

func plays(path string) func(model.State) bool {
	return func(s model.State) bool { return s.Sound.Music.Now != nil && s.Sound.Music.Now.Song.Path == path }
}

func TestButtonsPressedWhileClosingDoNothing(t *testing.T) {
	a := desktop(t)
	a.Close()
	a.PlayMusic(songFile(t, "song", time.Second))
	a.AddMusic([]string{"/tmp"})
	a.WatchBeautyTab(model.TabFilters)
	a.desk.Go(func() { t.Error("a goroutine began after Close") })
}
