package main

import (
	"math"
	"testing"
)

// loudness is the level in steps of 5 ms, of both sides.
func loudness(pcm []float32) []float64 {
	const step = 2 * rate / 200
	var out []float64
	for at := 0; at+step <= len(pcm); at += step {
		sum := 0.0
		for _, v := range pcm[at : at+step] {
			sum += float64(v) * float64(v)
		}
		out = append(out, math.Sqrt(sum/step))
	}
	return out
}

// beat is how strongly the loudness of a stretch swings at a rate in Hz,
// against its mean.
func beat(loud []float64, from, to, hz float64) float64 {
	part := loud[int(from*200):int(to*200)]
	var re, im, sum float64
	for i, v := range part {
		s, c := math.Sincos(2 * math.Pi * hz * float64(i) / 200)
		re, im, sum = re+v*c, im+v*s, sum+v
	}
	return 2 * math.Hypot(re, im) / sum
}

// brightness is the mean of the zero crossings a second, both sides.
func brightness(pcm []float32) float64 {
	n := 0
	for i := 2; i < len(pcm); i++ {
		if pcm[i] >= 0 != (pcm[i-2] >= 0) {
			n++
		}
	}
	return float64(n) / 4 / (float64(len(pcm)) / 2 / rate)
}

func TestEffectsAreWhatTheyShouldBe(t *testing.T) {
	draws := make(map[string][]float32)
	for _, e := range effects {
		pcm := e.draw().finish()
		draws[e.name] = pcm
		top := float32(0)
		for _, v := range pcm {
			if v != v {
				t.Fatalf("%s holds what is no number", e.name)
			}
			top = max(top, v, -v)
		}
		if top < 0.75 || top > 0.85 {
			t.Errorf("%s peaks at %.2f", e.name, top)
		}
		if s := float64(len(pcm)) / 2 / rate; s < 0.5 || s > 5 {
			t.Errorf("%s lasts %.1f s", e.name, s)
		}
		loud := loudness(pcm)
		if end := loud[len(loud)-1]; end > 0.02 {
			t.Errorf("%s breaks off at %.3f", e.name, end)
		}
	}
	for name, want := range map[string][2]float64{
		"applause": {800, 6000}, "laughter": {300, 2500}, "whoosh": {200, 4000}, "crickets": {2000, 6000},
		"ding": {600, 6000}, "trombone": {80, 1200}, "airhorn": {300, 4000},
	} {
		if b := brightness(draws[name]); b < want[0] || b > want[1] {
			t.Errorf("%s has its middle at %.0f Hz, want %v", name, b, want)
		}
	}
	roll := loudness(draws["drumroll"])
	if early, late := mean(roll[60:160]), mean(roll[380:480]); late < 1.3*early {
		t.Errorf("the drum roll does not grow: %.3f, then %.3f", early, late)
	}
	strokes := 0.0
	for hz := 18.0; hz <= 27; hz += 0.5 {
		strokes = max(strokes, beat(roll, 0.3, 2.3, hz))
	}
	if strokes < 0.1 {
		t.Errorf("the drum roll has no strokes: %.2f", strokes)
	}
	syllables := 0.0
	for hz := 4.0; hz <= 7; hz += 0.1 {
		syllables = max(syllables, beat(loudness(draws["laughter"]), 0.1, 1.6, hz))
	}
	if syllables < 0.1 {
		t.Errorf("the laughter has no syllables: %.2f", syllables)
	}
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
