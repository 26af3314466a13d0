package music

import (
	"math"

	"onair/internal/sinc"
)

const (
	taps   = 32
	phases = 256
	// band is what passes, of half the sampling rate.
	band = 0.94
)

// weights[p][k] weighs the k-th of the taps for a place p/phases behind tap
// taps/2-1.
var weights = makeWeights()

func makeWeights() *[phases + 1][taps]float32 {
	var table [phases + 1][taps]float32
	var row [taps]float64
	for p := range table {
		sinc.Fill(row[:], float64(p)/phases, band, 8)
		for k, w := range row {
			table[p][k] = float32(w)
		}
	}
	return &table
}

// fetch reads len(dst)/2 frames from the ring at *frame + *frac on, pace frames
// of it for each of dst, and moves both on.
func (r *ring) fetch(dst []float32, frame *int64, frac *float64, pace float64) {
	if pace == 1 && *frac == 0 {
		r.copyOut(dst, *frame)
		*frame += int64(len(dst) / 2)
		return
	}
	var span [(blockFrames + 8 + taps) * 2]float32
	need := int(float64(len(dst)/2-1)*pace+*frac) + taps
	r.copyOut(span[:2*need], *frame-taps/2+1)
	at := *frac
	for i := 0; i < len(dst); i += 2 {
		whole := int(at)
		p := (at - float64(whole)) * phases
		row, next := &weights[int(p)], &weights[int(p)+1]
		mix := float32(p - math.Floor(p))
		in := span[2*whole : 2*whole+2*taps]
		var a, b float32
		for k := range taps {
			w := row[k] + (next[k]-row[k])*mix
			a += in[2*k] * w
			b += in[2*k+1] * w
		}
		dst[i], dst[i+1] = a, b
		at += pace
	}
	whole := math.Floor(at)
	*frame += int64(whole)
	*frac = at - whole
}

// copyOut copies frames from at on; what lies before the beginning, behind the
// end or on the other side of a seek is silence.
func (r *ring) copyOut(dst []float32, at int64) {
	for i := 0; i < len(dst); {
		if at < 0 || at < r.w-ringFrames || at >= r.w || r.end >= 0 && at >= r.end {
			dst[i], dst[i+1] = 0, 0
			i, at = i+2, at+1
			continue
		}
		slot := int(at % ringFrames)
		run := min((len(dst)-i)/2, ringFrames-slot, int(r.w-at))
		if r.end >= 0 {
			run = min(run, int(r.end-at))
		}
		copy(dst[i:i+2*run], r.buf[2*slot:2*(slot+run)])
		i, at = i+2*run, at+int64(run)
	}
}
