package av

// #include "common.h"
import "C"

import "fmt"

// Codec names a way of coding video or sound. The zero value is none.
type Codec int

// The codecs this package knows by name. [Open] reads whatever FFmpeg reads.
const (
	H264 Codec = iota + 1
	VP8
	VP9
	AV1
	Opus
	AAC
	MP3
)

// String is the codec's name as people write it.
func (c Codec) String() string {
	switch c {
	case H264:
		return "H.264"
	case VP8:
		return "VP8"
	case VP9:
		return "VP9"
	case AV1:
		return "AV1"
	case Opus:
		return "Opus"
	case AAC:
		return "AAC"
	case MP3:
		return "MP3"
	}
	return fmt.Sprintf("Codec(%d)", int(c))
}

// Video reports whether c codes pictures.
func (c Codec) Video() bool { return c >= H264 && c <= AV1 }

// id is FFmpeg's number of a video codec.
func (c Codec) id() C.enum_AVCodecID {
	switch c {
	case H264:
		return C.AV_CODEC_ID_H264
	case VP8:
		return C.AV_CODEC_ID_VP8
	case VP9:
		return C.AV_CODEC_ID_VP9
	case AV1:
		return C.AV_CODEC_ID_AV1
	}
	return C.AV_CODEC_ID_NONE
}
