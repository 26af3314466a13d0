package audio

import "onair/media"

// Block is the length of the blocks that are mixed and passed on: 10 ms, in
// frames (sample pairs).
const Block = media.SampleRate / 100

// blockLen is the number of samples in a block.
const blockLen = Block * media.Channels

// MaxVolume is the largest gain of a stream, the whole mix or the microphone
// (150 on TRTC's scale).
const MaxVolume = 1.5

// clampVolume keeps v within 0..MaxVolume; NaN becomes 0.
func clampVolume(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	return min(v, MaxVolume)
}

// ramp is a gain that moves to a new value over 10 ms, so that a change is not
// heard as a click. The zero value is at 0. Not for concurrent use.
type ramp struct {
	now, target, step float32
	left              int
}

func (r *ramp) aim(target float32) {
	if target == r.target {
		return
	}
	r.target = target
	r.step = (target - r.now) / Block
	r.left = Block
}

// jump sets the gain at once.
func (r *ramp) jump(to float32) { *r = ramp{now: to, target: to} }

// silent reports whether the gain is 0 and stays there.
func (r *ramp) silent() bool { return r.left == 0 && r.now == 0 }

// mixInto adds src times the gain to dst. Both hold interleaved stereo.
func (r *ramp) mixInto(dst, src []float32) {
	src = src[:len(dst)]
	i := 0
	for ; r.left > 0 && i+1 < len(dst); i += 2 {
		r.advance()
		dst[i] += src[i] * r.now
		dst[i+1] += src[i+1] * r.now
	}
	switch g := r.now; g {
	case 0:
	default:
		d, s := dst[i:], src[i:]
		for ; len(d) >= 4 && len(s) >= 4; d, s = d[4:], s[4:] {
			d[0] += s[0] * g
			d[1] += s[1] * g
			d[2] += s[2] * g
			d[3] += s[3] * g
		}
		for k := range d {
			d[k] += s[k] * g
		}
	}
}

// scale multiplies interleaved stereo by the gain in place.
func (r *ramp) scale(block []float32) {
	i := 0
	for ; r.left > 0 && i+1 < len(block); i += 2 {
		r.advance()
		block[i] *= r.now
		block[i+1] *= r.now
	}
	if r.now == 1 {
		return
	}
	for ; i < len(block); i++ {
		block[i] *= r.now
	}
}

func (r *ramp) advance() {
	r.left--
	if r.left == 0 {
		r.now = r.target
		return
	}
	r.now += r.step
}
