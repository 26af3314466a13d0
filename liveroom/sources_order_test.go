package liveroom

import (
	"context"
	"testing"
	"time"
)

// TestStopsWaitForCallsMadeBefore holds the turn, as a StartPublish would that is
// still under way, and stops the devices meanwhile.
func TestStopsWaitForCallsMadeBefore(t *testing.T) {
	for name, stop := range map[string]func(*LiveRoom){
		"StopCameraPreview": (*LiveRoom).StopCameraPreview,
		"StopMicrophone":    (*LiveRoom).StopMicrophone,
	} {
		t.Run(name, func(t *testing.T) {
			r := New(Options{Camera: "test:64x64@5", Microphone: "silence:", NoPlayout: true})
			defer r.Close()
			if err := r.acquire(context.Background(), "before"); err != nil {
				t.Fatal(err)
			}
			stopped := make(chan struct{})
			go func() { stop(r); close(stopped) }()
			if err := r.sources.StartCamera(); err != nil {
				t.Fatal(err)
			}
			if err := r.sources.StartSound(); err != nil {
				t.Fatal(err)
			}
			select {
			case <-stopped:
				t.Fatal("it overtook the call before")
			default:
			}
			r.turn.Give()
			select {
			case <-stopped:
			case <-time.After(30 * time.Second):
				t.Fatal("it never came to its turn")
			}
			if name == "StopCameraPreview" && r.camera.Running() || name == "StopMicrophone" && r.sources.Mic.Running() {
				t.Error("the device runs on")
			}
		})
	}
}

func TestStopsAfterCloseReturn(t *testing.T) {
	r := New(Options{NoPlayout: true})
	r.Close()
	r.StopCameraPreview()
	r.StopMicrophone()
}
