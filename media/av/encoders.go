package av

// #include <stdlib.h>
// #include "common.h"
import "C"

import (
	"bytes"
	"unsafe"
)

// softwareEncoder is the FFmpeg encoder used for c on any machine.
func softwareEncoder(c Codec) string {
	if c == VP8 {
		return "libvpx"
	}
	return "libx264"
}

// hardwareEncoders are FFmpeg's hardware encoders for c, best first.
func hardwareEncoders(c Codec) []string {
	if c != H264 {
		return nil
	}
	return []string{"h264_nvenc", "h264_videotoolbox", "h264_qsv", "h264_amf", "h264_mf", "h264_vaapi"}
}

// followsRates reports whether an encoder takes a new bit rate as it runs; the
// others are opened again.
func followsRates(name string) bool {
	return name == "libx264" || name == "h264_nvenc"
}

// EncoderInfo describes one encoder.
type EncoderInfo struct {
	// Name is the library's name, such as "libx264".
	Name     string
	Codec    Codec
	Hardware bool
	// Usable tells that it opened just now; if it did not, Err says why.
	Usable bool
	Err    error
}

// Encoders lists the encoders that this package would use and tries each, which
// takes some time where there is hardware. Those that this FFmpeg was built
// without are left out.
func Encoders() []EncoderInfo {
	setup()
	var out []EncoderInfo
	for _, codec := range []Codec{H264, VP8} {
		hw := hardwareEncoders(codec)
		for i, name := range append(hw, softwareEncoder(codec)) {
			if !built(name) {
				continue
			}
			cfg, err := VideoEncoderConfig{Codec: codec, Width: 640, Height: 360}.withDefaults()
			if err == nil {
				e := newVideoEncoder(cfg)
				e.name = name
				err = e.open()
				e.Close()
			}
			out = append(out, EncoderInfo{Name: name, Codec: codec, Hardware: i < len(hw), Usable: err == nil, Err: err})
		}
	}
	return append(out, EncoderInfo{Name: "libopus", Codec: Opus, Usable: true})
}

func built(name string) bool {
	s := C.CString(name)
	defer C.free(unsafe.Pointer(s))
	return C.avcodec_find_encoder_by_name(s) != nil
}

// hasSPS looks for a sequence parameter set at the head of an access unit.
func hasSPS(unit []byte) bool {
	for {
		i := bytes.Index(unit, []byte{0, 0, 1})
		if i < 0 || i+3 >= len(unit) {
			return false
		}
		switch unit[i+3] & 31 {
		case 7:
			return true
		case 1, 5: // the picture has begun
			return false
		}
		unit = unit[i+3:]
	}
}
