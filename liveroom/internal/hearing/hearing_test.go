package hearing

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"onair/media/audio"
)

// steady is a sound of one loudness.
func steady(level float32) audio.Source {
	return audio.SourceFunc(func(dst []float32) int {
		for i := range dst {
			dst[i] = level
			if i%4 < 2 {
				dst[i] = -level
			}
		}
		return len(dst)
	})
}

// peak is the largest sample of what the mix plays after a while.
func peak(mix *audio.Mixer) (top float32) {
	block := make([]float32, 960)
	for range 20 {
		mix.Mix(block)
	}
	for _, v := range block {
		top = max(top, v)
	}
	return top
}

func TestWhatWasSetBeforeSomebodyCameCounts(t *testing.T) {
	mix := audio.NewMixer()
	o := New(mix)
	o.SetVolume("anna", 0.5)
	o.Add("anna", steady(0.4))
	half := peak(mix)
	o.SetVolume("anna", 1)
	if full := peak(mix); half <= 0 || full < 1.8*half || full > 2.2*half {
		t.Errorf("at half her volume anna is %v, at all of it %v", half, full)
	}
	o.Remove("anna")
	o.Mute("anna", true)
	o.Add("anna", steady(0.4))
	if top := peak(mix); top != 0 {
		t.Errorf("silenced, anna is heard at %v", top)
	}
}

func TestWhoSpeaksIsToldUntilItIsEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mix := audio.NewMixer()
		o := New(mix, "music")
		o.Add("anna", steady(0.1))
		o.Add("bob", steady(0.4))
		o.Add("music", steady(0.4))
		stop := o.PlayTestTone()
		peak(mix)
		var tasks sync.WaitGroup
		var told []Loudness
		ctx, cancel := context.WithCancel(t.Context())
		self := func() (Volume, bool) { return Volume{"carl", 100}, true }
		o.Watch(ctx, tasks.Go, self, func(l Loudness) { told = append(told, l) })
		time.Sleep(time.Second)
		synctest.Wait()
		if len(told) != 3 {
			t.Fatalf("told %d times a second, want 3", len(told))
		}
		var ids []string
		for _, u := range told[2].Users {
			ids = append(ids, u.ID)
		}
		if want := []string{"carl", "bob", "anna"}; !slices.Equal(ids, want) || told[2].Total == 0 {
			t.Errorf("told %+v, want %v", told[2], want)
		}
		o.Watch(ctx, tasks.Go, self, nil)
		time.Sleep(time.Second)
		tasks.Wait() // it has ended
		if len(told) != 3 {
			t.Errorf("told %d times after the end", len(told)-3)
		}
		stop()
		cancel()
	})
}
