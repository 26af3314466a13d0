package hls

import (
	"bytes"
	"errors"
	"fmt"
	"math/bits"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/fmp4"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mp4/codecs"

	"onair/media/av"
)

// errFormat says that a stream is none that can be played.
var errFormat = errors.New("it cannot be played")

// unit is a picture's packet, or some sound of a stream.
type unit struct {
	pts, dts time.Duration
	key      bool
	// data is Annex B of a picture, empty for sound.
	data []byte
	// pcm is valid until the next unit is asked for.
	pcm []float32
}

// soundDecoder is a decoder of sound packets.
type soundDecoder interface {
	Decode(packet []byte, dst []float32) ([]float32, error)
	Close() error
}

// track is one of a stream's.
type track struct {
	scale    uint32
	sps, pps []byte       // of pictures
	sound    soundDecoder // nil for pictures
	after    time.Duration
	begun    bool
}

// demux takes the chunks of one playlist apart. It belongs to one goroutine.
type demux struct {
	tracks map[int]*track
	pcm    []float32
}

// head reads an init section.
func (d *demux) head(data []byte) error {
	var init fmp4.Init
	if err := init.Unmarshal(bytes.NewReader(data)); err != nil {
		return fmt.Errorf("hls: the init section: %w: %w", errFormat, err)
	}
	d.close()
	d.tracks = map[int]*track{}
	for _, t := range init.Tracks {
		if t.TimeScale == 0 {
			return fmt.Errorf("hls: a track without a time scale: %w", errFormat)
		}
		next := &track{scale: t.TimeScale}
		var err error
		switch c := t.Codec.(type) {
		case *codecs.H264:
			next.sps, next.pps = c.SPS, c.PPS
		case *codecs.MPEG4Audio:
			var config []byte
			if config, err = c.Config.Marshal(); err == nil {
				next.sound, err = av.NewAACDecoder(config)
			}
		case *codecs.Opus:
			next.sound, err = av.NewOpusDecoder()
		default:
			continue
		}
		if err != nil {
			return fmt.Errorf("hls: a track's codec: %w", err)
		}
		d.tracks[t.ID] = next
	}
	if len(d.tracks) == 0 {
		return fmt.Errorf("hls: neither H.264 nor AAC: %w", errFormat)
	}
	return nil
}

// has reports which kinds there are.
func (d *demux) has() (video, audio bool) {
	for _, t := range d.tracks {
		video, audio = video || t.sound == nil, audio || t.sound != nil
	}
	return video, audio
}

// each gives out what a part or segment holds; what came before is left out.
func (d *demux) each(data []byte, give func(unit) error) error {
	var parts fmp4.Parts
	if err := parts.Unmarshal(data); err != nil {
		return fmt.Errorf("hls: a part: %w: %w", errFormat, err)
	}
	for _, p := range parts {
		for _, pt := range p.Tracks {
			t := d.tracks[pt.ID]
			if t == nil {
				continue
			}
			at := int64(pt.BaseTime)
			for _, s := range pt.Samples {
				u := unit{dts: timeOf(at, t.scale), pts: timeOf(at+int64(s.PTSOffset), t.scale), key: !s.IsNonSyncSample}
				at += int64(s.Duration)
				if t.begun && u.dts < t.after && t.after-u.dts < otherRun {
					continue
				}
				t.begun, t.after = true, timeOf(at, t.scale)
				if err := d.one(t, s, u, give); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *demux) one(t *track, s *fmp4.Sample, u unit, give func(unit) error) error {
	if t.sound != nil {
		pcm, err := t.sound.Decode(s.Payload, d.pcm)
		if err != nil || len(pcm) == 0 {
			return nil // damage is a short silence
		}
		d.pcm = pcm
		u.pcm = pcm
		return give(u)
	}
	var au h264.AVCC
	if err := au.Unmarshal(s.Payload); err != nil {
		return nil
	}
	u.data = annexB(t, au, u.key)
	return give(u)
}

// annexB writes an access unit as decoders read it, with what a keyframe needs before.
func annexB(t *track, au [][]byte, key bool) []byte {
	var out []byte
	add := func(nal []byte) {
		if len(nal) > 0 {
			out = append(append(out, 0, 0, 0, 1), nal...)
		}
	}
	own := false
	for _, nal := range au {
		own = own || len(nal) > 0 && nal[0]&31 == 7
	}
	if key && !own {
		add(t.sps)
		add(t.pps)
	}
	for _, nal := range au {
		add(nal)
	}
	return out
}

// timeOf is a count of a track as a time.
func timeOf(count int64, scale uint32) time.Duration {
	if count < 0 {
		return -timeOf(-count, scale)
	}
	hi, lo := bits.Mul64(uint64(count), uint64(time.Second))
	if hi >= uint64(scale) {
		return 1<<62 - 1
	}
	q, _ := bits.Div64(hi, lo, uint64(scale))
	return time.Duration(min(q, 1<<62-1))
}

func (d *demux) close() {
	for _, t := range d.tracks {
		if t.sound != nil {
			t.sound.Close()
		}
	}
	d.tracks = nil
}
