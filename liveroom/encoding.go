package liveroom

import (
	"slices"

	"onair/media/av"
)

// VideoEncoderParam is how the own picture is sent.
type VideoEncoderParam struct {
	// Width and Height in pixels, both even.
	Width, Height int
	// FPS is frames a second, 1..60.
	FPS int
	// BitRate is the ceiling in bits a second; the network may force less. 0
	// chooses one that fits size and rate.
	BitRate int
	// VP8 sends VP8 instead of H.264.
	VP8 bool
	// Hardware uses a hardware encoder where there is one; without one the
	// software encoder is used; HardwareEncoder tells beforehand.
	Hardware bool
}

// DefaultVideoEncoderParam is 1280x720 at 30 frames a second in H.264.
func DefaultVideoEncoderParam() VideoEncoderParam {
	return VideoEncoderParam{Width: 1280, Height: 720, FPS: 30}
}

// EffectiveBitRate is the ceiling in force: BitRate, or what fits the size.
func (p VideoEncoderParam) EffectiveBitRate() int {
	if p.BitRate > 0 {
		return p.BitRate
	}
	// About 0.09 bit a pixel at 720p30 is clean for a face; larger pictures need less each.
	pixels := float64(p.Width * p.Height * p.FPS)
	return max(int(pixels*0.09)/50_000*50_000, 300_000)
}

func (p VideoEncoderParam) check(op string) error {
	switch {
	case p.Width < 16 || p.Height < 16 || p.Width > 3840 || p.Height > 3840 || p.Width%2 != 0 || p.Height%2 != 0:
		return fail(op, CodeBadArgument, "a picture is 16 to 3840 pixels wide and high, both even")
	case p.FPS < 1 || p.FPS > 60:
		return fail(op, CodeBadArgument, "the frame rate is 1 to 60")
	case p.BitRate < 0 || p.BitRate > 50_000_000:
		return fail(op, CodeBadArgument, "the bit rate is 0 (automatic) to 50 Mbit/s")
	}
	return nil
}

// SetVideoEncoderParam changes how the own picture is sent, also while live: a
// new size or codec costs a keyframe, a new bit rate nothing.
func (r *LiveRoom) SetVideoEncoderParam(p VideoEncoderParam) error {
	if err := p.check("SetVideoEncoderParam"); err != nil {
		return err
	}
	r.mu.Lock()
	old := r.encoding
	r.encoding = p
	r.mu.Unlock()
	pub := r.own.Now()
	if pub == nil {
		return nil
	}
	rest := p
	rest.BitRate = old.BitRate
	if rest == old { // the rate alone
		pub.SetMaxBitRate(p.EffectiveBitRate())
	} else {
		pub.Renew()
	}
	return nil
}

// VideoEncoderParam returns what is set.
func (r *LiveRoom) VideoEncoderParam() VideoEncoderParam {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.encoding
}

// HardwareEncoder reports whether a hardware H.264 encoder works here.
func HardwareEncoder() bool {
	return slices.ContainsFunc(av.Encoders(), func(e av.EncoderInfo) bool {
		return e.Codec == av.H264 && e.Hardware && e.Usable
	})
}
