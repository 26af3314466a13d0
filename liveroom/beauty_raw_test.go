package liveroom

import (
	"context"
	"testing"
	"time"
)

func TestEverybodyWhoAsksGetsARawPicture(t *testing.T) {
	r := New(Options{NoPlayout: true, Camera: "test:"})
	defer r.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	gone, leave := context.WithCancel(ctx)
	errs := make(chan error, 3)
	ask := func(ctx context.Context) {
		f, err := r.BeautyManager().RawPicture(ctx, 64)
		if err == nil {
			if f.Width() != 64 {
				t.Errorf("a picture %d wide came, want 64", f.Width())
			}
			f.Release()
		}
		errs <- err
	}
	go ask(gone)
	leave()
	if err := <-errs; err == nil {
		t.Error("a picture came without a camera")
	}
	go ask(ctx)
	go ask(ctx)
	if err := r.StartCameraPreview(ctx, true, nil); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
