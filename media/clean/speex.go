package clean

/*
#cgo pkg-config: speexdsp
#include <speex/speex_preprocess.h>

static void set_int(SpeexPreprocessState *s, int what, spx_int32_t value) {
	speex_preprocess_ctl(s, what, &value);
}

static int probability(SpeexPreprocessState *s) {
	spx_int32_t p = 0;
	speex_preprocess_ctl(s, SPEEX_PREPROCESS_GET_PROB, &p);
	return p;
}

// run processes a block and returns the probability of speech in percent. The
// library's own detector only compares it, and writes to standard error.
static int run(SpeexPreprocessState *s, spx_int16_t *block) {
	speex_preprocess_run(s, block);
	return probability(s);
}

static void set_float(SpeexPreprocessState *s, int what, float value) {
	speex_preprocess_ctl(s, what, &value);
}
*/
import "C"

import "errors"

const (
	// noiseDown is how far noise is lowered, in dB.
	noiseDown = -21
	// gainTarget is the loudness that voices are brought to, of 32768 in the
	// library's weighting (about -21 dBFS).
	gainTarget = 26000
	// gainMost is the most that a quiet voice is raised by, in dB, and the
	// steps that the gain may take in a second.
	gainMost, gainUp, gainDown = 18, 8, -40
	// The probabilities, in percent, at which speech starts and goes on.
	speechStarts, speechStays = 80, 50
)

// speex is speexdsp's preprocessor at 48 kHz: noise suppression, gain and voice
// activity on blocks of 10 ms. It delays the sound by one block.
type speex struct {
	state *C.SpeexPreprocessState
	block [BlockFrames]C.spx_int16_t
	noise bool
	gain  bool
	voice bool
}

func newSpeex() (*speex, error) {
	st := C.speex_preprocess_state_init(BlockFrames, 48000)
	if st == nil {
		return nil, errors.New("clean: speexdsp has no memory")
	}
	s := &speex{state: st}
	C.set_int(st, C.SPEEX_PREPROCESS_SET_DENOISE, 0)
	C.set_int(st, C.SPEEX_PREPROCESS_SET_AGC, 0)
	C.set_int(st, C.SPEEX_PREPROCESS_SET_NOISE_SUPPRESS, noiseDown)
	C.set_float(st, C.SPEEX_PREPROCESS_SET_AGC_LEVEL, gainTarget)
	C.set_int(st, C.SPEEX_PREPROCESS_SET_AGC_MAX_GAIN, gainMost)
	C.set_int(st, C.SPEEX_PREPROCESS_SET_AGC_INCREMENT, gainUp)
	C.set_int(st, C.SPEEX_PREPROCESS_SET_AGC_DECREMENT, gainDown)
	return s, nil
}

// set switches noise suppression and gain.
func (s *speex) set(noise, gain bool) {
	if noise != s.noise {
		s.noise = noise
		C.set_int(s.state, C.SPEEX_PREPROCESS_SET_DENOISE, C.spx_int32_t(toInt(noise)))
	}
	if gain != s.gain {
		s.gain = gain
		C.set_int(s.state, C.SPEEX_PREPROCESS_SET_AGC, C.spx_int32_t(toInt(gain)))
	}
}

func toInt(on bool) int {
	if on {
		return 1
	}
	return 0
}

// run processes block in place and reports whether it held speech.
func (s *speex) run(block []float64) (voice bool) {
	for i, v := range block {
		s.block[i] = C.spx_int16_t(min(max(v*32768, -32768), 32767))
	}
	likely := C.run(s.state, &s.block[0])
	s.voice = likely >= speechStarts || s.voice && likely >= speechStays
	for i := range block {
		block[i] = float64(s.block[i]) / 32768
	}
	return s.voice
}

func (s *speex) close() { C.speex_preprocess_state_destroy(s.state) }
