package stream

import (
	"slices"

	"onair/media/av"
	"onair/media/rtc"
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
	// OneLayer sends no smaller encodings beside it. Otherwise a server that takes them gets
	// up to two, so that poor lines and small tiles get less.
	OneLayer bool
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

// Wrong says what cannot be, "" if everything can.
func Wrong(p VideoEncoderParam) string {
	switch {
	case p.Width < 16 || p.Height < 16 || p.Width > 3840 || p.Height > 3840 || p.Width%2 != 0 || p.Height%2 != 0:
		return "a picture is 16 to 3840 pixels wide and high, both even"
	case p.FPS < 1 || p.FPS > 60:
		return "the frame rate is 1 to 60"
	case p.BitRate < 0 || p.BitRate > 50_000_000:
		return "the bit rate is 0 (automatic) to 50 Mbit/s"
	}
	return ""
}

// VideoConfig is how the encoder is set for it.
func VideoConfig(p VideoEncoderParam) *rtc.VideoConfig {
	out := &rtc.VideoConfig{
		Width: p.Width, Height: p.Height, FrameRate: float64(p.FPS), BitRate: p.EffectiveBitRate(), Hardware: p.Hardware, Codec: av.H264,
	}
	if p.VP8 {
		out.Codec = av.VP8
	}
	if p.OneLayer {
		out.Layers = 1
	}
	return out
}

// HardwareEncoder reports whether a hardware H.264 encoder works here.
func HardwareEncoder() bool {
	return slices.ContainsFunc(av.Encoders(), func(e av.EncoderInfo) bool {
		return e.Codec == av.H264 && e.Hardware && e.Usable
	})
}

// AudioConfig is how sound of a quality is coded: 1 speech, 3 music, else the usual.
func AudioConfig(quality int) rtc.AudioConfig {
	switch quality {
	case 1:
		return rtc.AudioConfig{BitRate: 24_000}
	case 3:
		return rtc.AudioConfig{BitRate: 128_000, Music: true}
	default:
		return rtc.AudioConfig{BitRate: 64_000}
	}
}
