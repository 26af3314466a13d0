package liveroom_test

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// toneFile writes some seconds of a person's tone as a WAV file.
func toneFile(t *testing.T, of string, seconds int) string {
	t.Helper()
	const rate = 48000
	hz := roomtest.LookOf(of).Hz
	n := rate * seconds
	data := make([]byte, 44, 44+2*n)
	copy(data, "RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	binary.LittleEndian.PutUint32(data[4:], uint32(36+2*n))
	binary.LittleEndian.PutUint32(data[24:], rate)
	binary.LittleEndian.PutUint32(data[28:], 2*rate)
	copy(data[32:], "\x02\x00\x10\x00data")
	binary.LittleEndian.PutUint32(data[40:], uint32(2*n))
	for i := range n {
		data = binary.LittleEndian.AppendUint16(data, uint16(int16(16000*math.Sin(2*math.Pi*hz*float64(i)/rate))))
	}
	path := filepath.Join(t.TempDir(), of+".wav")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// told notes what a music observer hears.
type heardOf struct {
	starts, ends chan int
	progress     chan time.Duration
}

func newHeardOf() heardOf {
	return heardOf{make(chan int, 10), make(chan int, 10), make(chan time.Duration, 1000)}
}

func (h heardOf) OnStart(_, code int)                                     { h.starts <- code }
func (h heardOf) OnPlayProgress(_ int, at time.Duration, _ time.Duration) { h.progress <- at }
func (h heardOf) OnComplete(_, code int)                                  { h.ends <- code }

func receive[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatalf("%s did not come", what)
		panic("unreachable")
	}
}

// duet is an anchor on air and a viewer, with ears.
func duet(t *testing.T, room uint32, microphone string) (anna, bob *senses) {
	h := startHouse(t)
	a := h.login("anna", func(o *liveroom.Options) {
		o.Camera, o.Microphone = roomtest.LookOf("anna").Camera(), microphone
	})
	b := h.publisher("bob")
	anna, bob = a.open(), b.open()
	anna.goLive(room)
	bob.must(bob.EnterRoom(bob.ctx(), room))
	bob.play("anna")
	bob.sees("anna")
	return anna, bob
}

func TestViewersHearMusicThatIsPublished(t *testing.T) {
	anna, bob := duet(t, 401, roomtest.LookOf("anna").Microphone())
	bob.hears("anna")
	e := anna.AudioEffectManager()
	heard := newHeardOf()
	e.SetMusicObserver(7, heard)
	e.StartPlayMusic(liveroom.AudioMusicParam{ID: 7, Path: toneFile(t, "dora", 30), Publish: true})
	if code := receive(t, "OnStart", heard.starts); code != 0 {
		t.Fatalf("OnStart says %d", code)
	}
	anna.hears("dora") // the music, not herself
	bob.hears("anna", "dora")

	anna.MuteLocalAudio(true)
	bob.hears("dora")
	e.PausePlayMusic(7)
	bob.hears()
	e.ResumePlayMusic(7)
	anna.MuteLocalAudio(false)
	bob.hears("anna", "dora")

	e.SetMusicPublishVolume(7, 0)
	bob.hears("anna")
	anna.hears("dora")
	e.SetMusicPublishVolume(7, 100)
	e.SetMusicPlayoutVolume(7, 0)
	bob.hears("anna", "dora")
	anna.hears()

	e.SeekMusicToPos(7, 29*time.Second)
	if code := receive(t, "OnComplete", heard.ends); code != 0 {
		t.Errorf("OnComplete says %d", code)
	}
	bob.hears("anna")
	if len(heard.progress) == 0 {
		t.Error("no OnPlayProgress came")
	}
	e.StartPlayMusic(liveroom.AudioMusicParam{ID: 7, Path: "/no/such/file.mp3", Publish: true})
	if code := receive(t, "OnStart", heard.starts); code != -4005 {
		t.Errorf("a missing file gives %d, want -4005", code)
	}
}

func TestPrivateMusicStaysPrivate(t *testing.T) {
	anna, bob := duet(t, 402, roomtest.LookOf("anna").Microphone())
	anna.AudioEffectManager().StartPlayMusic(liveroom.AudioMusicParam{ID: 1, Path: toneFile(t, "dora", 20)})
	anna.hears("dora")
	bob.hears("anna")
}

func TestMusicIsSentWithoutAMicrophone(t *testing.T) {
	anna, bob := duet(t, 403, "none")
	anna.AudioEffectManager().StartPlayMusic(liveroom.AudioMusicParam{ID: 1, Path: toneFile(t, "erin", 20), Publish: true, LoopCount: -1})
	bob.hears("erin")
	bob.await("anna's sound", func(e liveroom.Event) bool {
		a, ok := e.(liveroom.OnUserAudioAvailable)
		return ok && a.UserID == "anna" && a.Available
	})
	anna.AudioEffectManager().StopAllMusic()
	bob.hears()
}

func TestTheVoiceIsChangedForViewersAndHeardByOneself(t *testing.T) {
	anna, bob := duet(t, 404, roomtest.LookOf("anna").Microphone())
	bob.hears("anna")
	e := anna.AudioEffectManager()
	anna.hears()
	e.EnableVoiceEarMonitor(true)
	anna.hears("anna")
	e.EnableVoiceEarMonitor(false)
	anna.hears()

	// 420 Hz up by 0.652 octaves is 660 Hz, bob's tone.
	e.SetVoicePitch(math.Log2(roomtest.LookOf("bob").Hz / roomtest.LookOf("anna").Hz))
	bob.hears("bob")
	if e.VoiceLatency() <= 0 {
		t.Error("a shifted voice is not late")
	}
	e.SetVoicePitch(0)
	bob.hears("anna")
	e.SetVoiceCaptureVolume(0)
	bob.hears()
	e.SetVoiceCaptureVolume(100)
	bob.hears("anna")
}

func TestSoundQualityChangesWhileLive(t *testing.T) {
	anna, bob := duet(t, 405, roomtest.LookOf("anna").Microphone())
	bob.hears("anna")
	anna.SetAudioQuality(liveroom.AudioQualityMusic)
	bob.hears("anna")
	bob.sees("anna")
	await.Good(t, func() string {
		if l := anna.Statistics().Local; l == nil || l.AudioBitRate < 90_000 {
			return "music mode does not send 90 kbit/s"
		}
		return ""
	})
}
