package av

// #include "venc.h"
import "C"

import "math"

// SetBitRate changes the target in bits a second (MinBitRate to MaxBitRate)
// from the next picture on. libx264 and NVENC follow without a keyframe. The
// others (libvpx, most hardware) must be opened again, with a keyframe, so they
// ignore steps under a tenth and go up at most once in two seconds; down they
// go at once.
func (e *VideoEncoder) SetBitRate(bps int) error {
	if err := checkBitRate(bps); err != nil {
		return err
	}
	e.bitRate.Store(int64(bps))
	return nil
}

// SetFrameRate tells how many pictures a second will come (1 to 120), so that
// the bit rate stays what it should be. An encoder that must be opened again,
// see SetBitRate, answers with a keyframe.
func (e *VideoEncoder) SetFrameRate(fps float64) error {
	if err := checkFrameRate(fps); err != nil {
		return err
	}
	e.frameRate.Store(math.Float64bits(fps))
	return nil
}

// applyRates brings the encoder to the rates wished for, or back to life if it
// could not be opened for the picture before.
func (e *VideoEncoder) applyRates() error {
	if e.c == nil {
		return e.open()
	}
	bps, fps := e.bitRate.Load(), math.Float64frombits(e.frameRate.Load())
	if e.wait > 0 {
		e.wait--
	}
	if bps == e.curBit && fps == e.curFrame {
		return nil
	}
	if followsRates(e.name) {
		e.curBit, e.curFrame = bps, fps
		C.oa_venc_set_rates(e.c, C.int64_t(bps), C.double(fps))
		return nil
	}
	lower, higher := bps*10 < e.curBit*9, bps*10 > e.curBit*11
	if !lower && !(higher && e.wait == 0) && fps == e.curFrame {
		return nil
	}
	e.wait = int(2 * fps)
	return e.open()
}
