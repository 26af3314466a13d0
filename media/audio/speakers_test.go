package audio

import (
	"slices"
	"testing"
	"time"
)

func TestActiveSpeakersInOrder(t *testing.T) {
	var a ActiveSpeakers
	now := time.Unix(100, 0)
	var got []string
	say := func(seconds float64, levels map[string]float64) []string {
		for range int(seconds / 0.3) {
			now = now.Add(300 * time.Millisecond)
			got = a.Update(levels, now)
		}
		return got
	}
	for _, step := range []struct {
		what    string
		seconds float64
		levels  map[string]float64
		want    []string
	}{
		{"nobody speaks", 1, map[string]float64{"ann": 0, "bob": 5, "eve": 0}, nil},
		{"one speaks", 3, map[string]float64{"ann": 0, "bob": 60, "eve": 0}, []string{"bob"}},
		{"a cough changes nothing", 0.3, map[string]float64{"ann": 0, "bob": 55, "eve": 70}, []string{"bob", "eve"}},
		{"nor does a little more sound", 3, map[string]float64{"ann": 0, "bob": 55, "eve": 60}, []string{"bob", "eve"}},
		{"a pause keeps the place", 0.6, map[string]float64{"ann": 0, "bob": 0, "eve": 60}, []string{"bob", "eve"}},
		{"another takes over", 3, map[string]float64{"ann": 0, "bob": 0, "eve": 60}, []string{"eve"}},
		{"who leaves is gone", 0.3, map[string]float64{"ann": 0, "bob": 50}, []string{"bob"}},
		{"silence", 3, map[string]float64{"ann": 0, "bob": 0}, nil},
	} {
		if got := say(step.seconds, step.levels); !slices.Equal(got, step.want) {
			t.Errorf("%s: %q speak, not %q", step.what, got, step.want)
		}
	}
}
