package liveroom

import (
	"context"
	"testing"
	"time"

	"onair/beauty/gesture"
)

func TestNoSourceIsNeitherPictureNorSound(t *testing.T) {
	r := New(Options{NoPlayout: true, Camera: "none", Microphone: "none"})
	defer r.Close()
	ctx := context.Background()
	want := func(video, audio bool, when string) {
		t.Helper()
		if f := r.flags(); f.Video != video || f.Audio != audio {
			t.Errorf("%s: picture %v, sound %v; want %v and %v", when, f.Video, f.Audio, video, audio)
		}
	}
	if err := r.StartCameraPreview(ctx, true, nil); err != nil {
		t.Fatal(err)
	}
	if err := r.StartMicrophone(ctx); err != nil {
		t.Fatal(err)
	}
	want(false, false, "none")
	if err := r.SetMicrophone(ctx, "silence:"); err != nil {
		t.Fatal(err)
	}
	if err := r.SetCamera(ctx, "test:"); err != nil {
		t.Fatal(err)
	}
	want(true, true, "with both")
	r.MuteLocalAudio(true)
	r.MuteLocalVideo(true)
	want(false, false, "muted")
	if r.AudioEffectManager().Speaking() {
		t.Error("a test sound counts as somebody who speaks")
	}
}

func TestGesturesAreToldWhenAskedFor(t *testing.T) {
	r := New(Options{NoPlayout: true})
	defer r.Close()
	told := make(chan OnGesture, 8)
	r.AddListener(NewListener(func(e Event) {
		if g, ok := e.(OnGesture); ok {
			told <- g
		}
	}))
	r.gestureSeen(gesture.Event{Name: "heart", At: time.Now()}) // for a sticker
	r.BeautyManager().EnableGestures(true)
	r.gestureSeen(gesture.Event{Name: "ok", At: time.Now()})
	select {
	case g := <-told:
		if g.Name != "ok" {
			t.Errorf("%q was told, which nobody asked for", g.Name)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("no gesture was told")
	}
}

func TestTheRoomsQualityEndsWithTheLive(t *testing.T) {
	r := New(Options{NoPlayout: true})
	defer r.Close()
	r.voice.SetMusicMode(true) // as a room of music has it
	r.endPublish()
	if got := r.voice.Cleaned(); !got.Echo || !got.Noise || !got.Gain {
		t.Errorf("after a live with music the microphone is cleaned by %+v", got)
	}
	r.SetAudioQuality(AudioQualityMusic)
	r.endPublish()
	if got := r.voice.Cleaned(); got.Echo || got.Noise || got.Gain {
		t.Errorf("with music as the user's choice the microphone is cleaned by %+v", got)
	}
}
