package tracks

import (
	"encoding/binary"
	"log/slog"
	"testing"
	"time"

	"onair/media/music"
)

// wav is some seconds of a silent WAV file.
func wav(seconds int) []byte {
	const rate = 48000
	n := 2 * rate * seconds
	data := make([]byte, 44+n)
	copy(data, "RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	binary.LittleEndian.PutUint32(data[4:], uint32(36+n))
	binary.LittleEndian.PutUint32(data[24:], rate)
	binary.LittleEndian.PutUint32(data[28:], 2*rate)
	copy(data[32:], "\x02\x00\x10\x00data")
	binary.LittleEndian.PutUint32(data[40:], uint32(n))
	return data
}

// deafTracks are tracks with a loudspeaker that is open, and nobody to tell.
func deafTracks() *Tracks {
	return New(Config{Log: slog.New(slog.DiscardHandler), Open: func() bool { return true }, Changed: func() {}})
}

type startsHeard chan int

func (s startsHeard) OnStart(_, code int)                            { s <- code }
func (startsHeard) OnPlayProgress(int, time.Duration, time.Duration) {}
func (startsHeard) OnComplete(int, int)                              {}
func (s startsHeard) want(t *testing.T, e *Tracks, p music.Param, code int) {
	t.Helper()
	e.SetObserver(p.ID, s)
	e.Start(p)
	select {
	case got := <-s:
		if got != code {
			t.Fatalf("OnStart says %d, want %d", got, code)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("OnStart did not come")
	}
}

func TestWhatViewersCannotHearIsNotCalledSound(t *testing.T) {
	e := deafTracks()
	defer e.Close()
	heard := make(startsHeard, 8)
	song := music.Param{ID: 1, Path: "a.wav", Data: wav(60), Publish: true}
	sends := func(want bool, when string) {
		t.Helper()
		if got := e.Sends(); got != want {
			t.Errorf("%s: music is sent is %v, want %v", when, got, want)
		}
	}
	sends(false, "at first")
	heard.want(t, e, song, 0)
	sends(true, "published")
	e.SetPublishVolume(1, 0)
	sends(false, "at no volume")
	e.SetPublishVolume(1, 0.4)
	sends(true, "let in again")
	e.SetAllVolume(0)
	sends(false, "all at no volume")
	e.SetAllVolume(0.6)
	sends(true, "all at 60")
	bad := song
	bad.Path, bad.Data = "/no/such/file.mp3", nil
	heard.want(t, e, bad, -4005)
	sends(false, "after a start that failed took its place")
	heard.want(t, e, song, 0)
	e.Stop(1)
	sends(false, "stopped")
	song.Publish = false
	heard.want(t, e, song, 0)
	sends(false, "private")
}

func TestASilentStartIsNotHeardByViewers(t *testing.T) {
	e := deafTracks()
	defer e.Close()
	loud := wav(10)
	for i := 44; i < len(loud); i += 2 {
		binary.LittleEndian.PutUint16(loud[i:], 16000)
	}
	heard := make(startsHeard, 8)
	heard.want(t, e, music.Param{ID: 1, Path: "a.wav", Data: loud, Publish: true, StartSilent: true}, 0)
	viewers, block := e.Player.PublishSource(), make([]float32, 960)
	peak := func(blocks int) (top float32) {
		for range blocks {
			viewers.ReadAudio(block)
			for _, v := range block {
				top = max(top, v)
			}
		}
		return top
	}
	if top := peak(4); top != 0 || e.Sends() {
		t.Errorf("viewers hear %v of it, sent is %v", top, e.Sends())
	}
	e.SetPublishVolume(1, 1)
	deadline := time.Now().Add(30 * time.Second)
	for peak(1) < 0.3 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if top := peak(1); top < 0.3 || !e.Sends() {
		t.Errorf("let in, viewers hear %v of it, sent is %v", top, e.Sends())
	}
}

func TestAnOlderStartIsNotHeardOf(t *testing.T) {
	e := deafTracks()
	defer e.Close()
	heard := make(startsHeard, 8)
	song := music.Param{ID: 1, Path: "a.wav", Data: wav(60), Publish: true}
	heard.want(t, e, song, 0)
	old := e.starts[1]
	heard.want(t, e, song, 0)
	if _, nobody := e.observer(1, old).(deaf); !nobody {
		t.Error("the observer hears of the start that another one ended")
	}
	e.setPublished(1, old, false)
	if !e.Sends() {
		t.Error("the end of an older start hides the one that plays")
	}
	e.Stop(1)
	e.setPublished(1, old+1, true)
	if e.Sends() {
		t.Error("a start that was stopped counts as sent")
	}
}
