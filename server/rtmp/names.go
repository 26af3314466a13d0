package rtmp

import (
	"strconv"
	"strings"

	"github.com/bluenviron/gortmplib/pkg/message"

	"onair/signaling"
)

// unreadable is the hint for an error of the library, which has no types for what it does
// not read; empty where nothing is to be set. The name is left out where none is known.
func unreadable(text string) (signaling.HintCode, []string) {
	number := func(after string) (n int, is bool) {
		_, rest, is := strings.Cut(text, after)
		digits, _, _ := strings.Cut(strings.Trim(rest, " :("), ")")
		n, _ = strconv.Atoi(digits)
		return n, is
	}
	if n, is := number("unsupported object type"); is {
		return signaling.HintAACKind, known(aacKinds[n])
	}
	if n, is := number("unsupported channel configuration"); is {
		return signaling.HintChannels, known(layouts[n])
	}
	if n, is := number("unsupported audio codec"); is {
		return signaling.HintAudioCodec, known(soundNames[uint8(n)])
	}
	if n, is := number("unsupported video codec"); is {
		return signaling.HintVideoCodec, known(pictureNames[n])
	}
	if n, is := number("unsupported fourCC"); is {
		if sounds[message.FourCC(n)] {
			return signaling.HintAudioCodec, known(name(message.FourCC(n)))
		}
		return signaling.HintVideoCodec, known(name(message.FourCC(n)))
	}
	return "", nil
}

func known(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// What numbers mean: kinds of AAC (31: more follows) and how many channels its layouts have
// (ISO 14496-3), codecs of FLV.
var (
	aacKinds     = map[int]string{1: "AAC Main", 3: "AAC SSR", 4: "AAC LTP", 6: "AAC Scalable", 23: "AAC-LD", 31: "xHE-AAC", 39: "AAC-ELD", 42: "xHE-AAC"}
	layouts      = map[int]string{11: "7", 12: "8", 13: "24", 14: "8"}
	soundNames   = map[uint8]string{0: "PCM", 1: "ADPCM", message.CodecMPEG1Audio: "MP3", message.CodecLPCM: "PCM", message.CodecPCMA: "G.711", message.CodecPCMU: "G.711", 11: "Speex", 14: "MP3"}
	pictureNames = map[int]string{2: "Sorenson H.263", 3: "Screen Video", 4: "VP6", 5: "VP6", 12: "HEVC", 13: "AV1"}
)

// fourCC is four letters as a number.
func fourCC(s string) message.FourCC {
	return message.FourCC(s[0])<<24 | message.FourCC(s[1])<<16 | message.FourCC(s[2])<<8 | message.FourCC(s[3])
}

var sounds = map[message.FourCC]bool{message.FourCCOpus: true, message.FourCCAC3: true, message.FourCCMP4A: true, message.FourCCMP3: true, message.FourCCFLAC: true, fourCC("ec-3"): true}

// name is a codec's as programs have it in their settings, or its letters.
func name(c message.FourCC) string {
	switch c {
	case message.FourCCAV1:
		return "AV1"
	case message.FourCCVP9:
		return "VP9"
	case message.FourCCHEVC:
		return "HEVC"
	case message.FourCCFLAC:
		return "FLAC"
	case message.FourCCAC3:
		return "AC-3"
	case fourCC("ec-3"):
		return "E-AC-3"
	case message.FourCCMP3:
		return "MP3"
	}
	letters := []byte{byte(c >> 24), byte(c >> 16), byte(c >> 8), byte(c)}
	for _, b := range letters {
		if b < ' ' || b > '~' {
			return ""
		}
	}
	return string(letters)
}

func soundName(codec uint8) string { return soundNames[codec] }
