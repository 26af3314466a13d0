package rtmp

import (
	"time"

	"github.com/abema/go-mp4"
	"github.com/bluenviron/gortmplib/pkg/message"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"

	"onair/server/ingest"
	"onair/signaling"
)

// stream hands on one program's messages. Its connection's goroutine owns it.
type stream struct {
	out    *ingest.Stream
	tell   func(code signaling.HintCode, args ...string)
	config []byte // of the AAC; nil: none yet
	opus   bool
}

func (s *stream) message(m message.Message) {
	switch m := m.(type) {
	case *message.Video:
		s.video(m)
	case *message.VideoExSequenceStart:
		if m.FourCC == message.FourCCAVC {
			s.parameters(m.AVCConfig)
		} else {
			s.out.OtherVideo(name(m.FourCC))
		}
	case *message.VideoExCodedFrames:
		s.extended(m.FourCC, m.Payload, m.DTS, m.PTSDelta)
	case *message.VideoExFramesX:
		s.extended(m.FourCC, m.Payload, m.DTS, 0)
	case *message.Audio:
		s.audio(m)
	case *message.AudioExSequenceStart:
		s.opus = m.FourCC == message.FourCCOpus
		if m.AACConfig != nil {
			s.setAAC(m.AACConfig)
		}
	case *message.AudioExCodedFrames:
		s.extendedAudio(m)
	}
}

func (s *stream) video(m *message.Video) {
	switch {
	case m.Codec == message.CodecH265:
		s.out.OtherVideo("HEVC")
	case m.Type == message.VideoTypeConfig:
		s.parameters(m.AVCConfig)
	case m.Type == message.VideoTypeAU:
		s.unit(m.AU, m.DTS, m.PTSDelta)
	}
}

func (s *stream) extended(codec message.FourCC, payload []byte, dts, delta time.Duration) {
	if codec == message.FourCCAVC {
		s.unit(payload, dts, delta)
		return
	}
	s.out.OtherVideo(name(codec))
}

// parameters go before each keyframe.
func (s *stream) parameters(c *mp4.AVCDecoderConfiguration) {
	if c == nil {
		return
	}
	var sets [][]byte
	for _, p := range c.SequenceParameterSets {
		sets = append(sets, p.NALUnit)
	}
	for _, p := range c.PictureParameterSets {
		sets = append(sets, p.NALUnit)
	}
	s.out.Parameters(sets)
}

func (s *stream) unit(payload []byte, dts, delta time.Duration) {
	var au h264.AVCC
	if au.Unmarshal(payload) == nil {
		s.out.Video(au, dts+delta, dts)
	}
}

func (s *stream) audio(m *message.Audio) {
	switch {
	case m.Codec != message.CodecMPEG4Audio:
		s.out.OtherAudio(soundName(m.Codec))
	case m.AACType == message.AudioAACTypeConfig && m.AACConfig != nil:
		s.setAAC(m.AACConfig)
	case m.AACType == message.AudioAACTypeAU:
		s.aac(m.AU, m.DTS)
	}
}

func (s *stream) extendedAudio(m *message.AudioExCodedFrames) {
	switch m.FourCC {
	case message.FourCCMP4A:
		s.aac(m.Payload, m.DTS)
	case message.FourCCOpus:
		if s.opus {
			s.out.Opus(m.Payload, m.DTS)
		}
	default:
		s.out.OtherAudio(name(m.FourCC))
	}
}

func (s *stream) setAAC(c *mpeg4audio.AudioSpecificConfig) {
	if b, err := c.Marshal(); err == nil {
		s.config = b
	}
}

func (s *stream) aac(unit []byte, dts time.Duration) {
	if s.config != nil {
		s.out.AAC(s.config, unit, dts)
	}
}

// unread tells of what the library cannot read.
func (s *stream) unread(err error) {
	if code, args := unreadable(err.Error()); code != "" {
		s.tell(code, args...)
	}
}
