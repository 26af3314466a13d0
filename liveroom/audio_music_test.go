package liveroom

import "testing"

func TestTheLoudspeakerStaysClosedAfterClose(t *testing.T) {
	r := New(Options{NoPlayout: true})
	r.Close()
	r.PlayTestTone()()
	r.AudioEffectManager().EnableVoiceEarMonitor(true)
	r.AudioEffectManager().StartPlayMusic(AudioMusicParam{ID: 1, Path: "a.wav", Data: []byte("no music")})
	if r.speaker.Opened() {
		t.Error("a closed LiveRoom opened the loudspeaker")
	}
}
