package rtmp

import (
	"strconv"
	"strings"
	"time"

	"github.com/abema/go-mp4"
	"github.com/bluenviron/gortmplib/pkg/message"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"

	"onair/signaling"
)

// stream hands on one program's messages, and tells what has to be set otherwise there.
// Its connection's goroutine owns it.
type stream struct {
	media Media
	tell  func(code signaling.HintCode, args ...string)
	most  int // bits a second

	sound  Sound
	config []byte // of the AAC; nil: none yet
	opus   bool
	watch  watch
}

func (s *stream) begin(sound func(func([]byte, time.Duration)) Sound) { s.sound = sound(s.media.Opus) }

func (s *stream) end() {
	s.sound.Close()
	s.media.Close()
}

// message takes one message; read is how many bytes have come. False: the program is to
// be cut off.
func (s *stream) message(m message.Message, now time.Time, read uint64) bool {
	switch m := m.(type) {
	case *message.Video:
		s.video(m, now)
	case *message.VideoExSequenceStart:
		if m.FourCC == message.FourCCAVC {
			s.parameters(m.AVCConfig)
		} else {
			s.otherVideo(m.FourCC, now)
		}
	case *message.VideoExCodedFrames:
		s.extended(m.FourCC, m.Payload, m.DTS, m.PTSDelta, now)
	case *message.VideoExFramesX:
		s.extended(m.FourCC, m.Payload, m.DTS, 0, now)
	case *message.Audio:
		s.audio(m, now)
	case *message.AudioExSequenceStart:
		s.opus = m.FourCC == message.FourCCOpus
		if m.AACConfig != nil {
			s.setAAC(m.AACConfig)
		}
	case *message.AudioExCodedFrames:
		s.extendedAudio(m, now)
	}
	return s.watch.look(s.tell, now, read, s.most)
}

func (s *stream) video(m *message.Video, now time.Time) {
	switch {
	case m.Codec == message.CodecH265:
		s.watch.video = now
		s.tell(signaling.HintVideoCodec, "HEVC")
	case m.Type == message.VideoTypeConfig:
		s.parameters(m.AVCConfig)
	case m.Type == message.VideoTypeAU:
		s.unit(m.AU, m.DTS, m.PTSDelta, now)
	}
}

func (s *stream) extended(codec message.FourCC, payload []byte, dts, delta time.Duration, now time.Time) {
	if codec == message.FourCCAVC {
		s.unit(payload, dts, delta, now)
		return
	}
	s.otherVideo(codec, now)
}

func (s *stream) otherVideo(codec message.FourCC, now time.Time) {
	s.watch.video = now
	s.tell(signaling.HintVideoCodec, name(codec))
}

// parameters go before each keyframe.
func (s *stream) parameters(c *mp4.AVCDecoderConfiguration) {
	var au [][]byte
	for _, p := range c.SequenceParameterSets {
		au = append(au, p.NALUnit)
	}
	for _, p := range c.PictureParameterSets {
		au = append(au, p.NALUnit)
	}
	s.media.H264(au, 0)
}

// unit hands on a picture. What has B-frames goes on in the order of decoding with times
// of that order: viewers' decoders put pictures right that can, and those of browsers,
// which cannot, take backward times worse than swapped pictures.
func (s *stream) unit(payload []byte, dts, delta time.Duration, now time.Time) {
	var au h264.AVCC
	if au.Unmarshal(payload) != nil {
		return
	}
	s.watch.picture(h264.IsRandomAccess(au), now)
	if s.watch.reordered(delta) {
		s.tell(signaling.HintBFrames)
	}
	s.media.H264(au, dts)
}

func (s *stream) audio(m *message.Audio, now time.Time) {
	s.watch.audio = now
	switch {
	case m.Codec != message.CodecMPEG4Audio:
		s.tell(signaling.HintAudioCodec, soundName(m.Codec))
	case m.AACType == message.AudioAACTypeConfig && m.AACConfig != nil:
		s.setAAC(m.AACConfig)
	case m.AACType == message.AudioAACTypeAU:
		s.aac(m.AU, m.DTS)
	}
}

func (s *stream) extendedAudio(m *message.AudioExCodedFrames, now time.Time) {
	s.watch.audio = now
	switch m.FourCC {
	case message.FourCCMP4A:
		s.aac(m.Payload, m.DTS)
	case message.FourCCOpus:
		if s.opus {
			s.media.Opus(m.Payload, m.DTS)
		}
	default:
		s.tell(signaling.HintAudioCodec, name(m.FourCC))
	}
}

func (s *stream) setAAC(c *mpeg4audio.AudioSpecificConfig) {
	if b, err := c.Marshal(); err == nil {
		s.config = b
	}
}

func (s *stream) aac(unit []byte, dts time.Duration) {
	if s.config == nil {
		return
	}
	if err := s.sound.AAC(s.config, unit, dts); err != nil {
		s.tell(signaling.HintAudioCodec, "AAC")
	}
}

// unread tells of what the library cannot read.
func (s *stream) unread(err error) {
	switch text := err.Error(); {
	case strings.Contains(text, "unsupported audio"):
		s.tell(signaling.HintAudioCodec, "?")
	case strings.Contains(text, "unsupported video"), strings.Contains(text, "unsupported fourCC"):
		s.tell(signaling.HintVideoCodec, "?")
	}
}

// name is a codec's as programs have it in their settings.
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
	case message.FourCCMP3:
		return "MP3"
	}
	return strconv.FormatUint(uint64(c), 16)
}

func soundName(codec uint8) string {
	switch codec {
	case message.CodecMPEG1Audio:
		return "MP3"
	case message.CodecLPCM:
		return "PCM"
	case message.CodecPCMA, message.CodecPCMU:
		return "G.711"
	}
	return strconv.Itoa(int(codec))
}
