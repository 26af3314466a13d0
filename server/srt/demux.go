package srt

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/opus"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"

	"onair/server/ingest"
	"onair/server/survive"
)

// Bounds of what a stream may have the demuxer keep.
const (
	tsPacket   = 188
	maxUnit    = 2 << 20 // bytes of a stream's unit that is not whole yet
	maxStreams = 32
)

var (
	errTooMuch = errors.New("more than a program sends")
	errTS      = errors.New("no MPEG-TS")
)

// guard reads datagrams and lets whole packets of MPEG-TS through, as long as no unit
// becomes too large.
type guard struct {
	r    io.Reader
	came func(bytes int) bool
	buf  [1500]byte
	left []byte
	size map[uint16]int // of units, by stream
}

func (g *guard) Read(p []byte) (int, error) {
	for len(g.left) == 0 {
		n, err := g.r.Read(g.buf[:])
		if err != nil {
			return 0, err
		}
		if !g.came(n) {
			return 0, errTooMuch
		}
		if g.left, err = g.whole(g.buf[:n]); err != nil {
			return 0, err
		}
	}
	n := copy(p, g.left)
	g.left = g.left[n:]
	return n, nil
}

// whole moves a datagram's whole packets together.
func (g *guard) whole(b []byte) ([]byte, error) {
	out := b[:0]
	for ; len(b) >= tsPacket; b = b[tsPacket:] {
		if b[0] != 0x47 {
			continue
		}
		pid := uint16(b[1]&0x1f)<<8 | uint16(b[2])
		if _, known := g.size[pid]; !known && len(g.size) >= maxStreams {
			return nil, errTooMuch
		}
		if b[1]&0x40 != 0 {
			g.size[pid] = 0
		}
		if g.size[pid] += tsPacket; g.size[pid] > maxUnit && pid != 0x1fff {
			return nil, errTooMuch
		}
		out = append(out, b[:tsPacket]...)
	}
	return out, nil
}

// demux hands on what a program sends as MPEG-TS until it ends; the error is never nil.
func demux(r io.Reader, s *ingest.Stream, panics *survive.Panics) (err error) {
	defer func() {
		if p := recover(); panics.Note("srt", p) { // anybody with a key can send anything
			err = fmt.Errorf("%w: %v", errTS, p)
		}
	}()
	d := &mpegts.Reader{R: &guard{r: r, came: s.Came, size: map[uint16]int{}}}
	if err := d.Initialize(); err != nil {
		return err
	}
	var video, audio bool
	var clock mpegts.TimeDecoder
	for _, t := range d.Tracks() {
		switch c := t.Codec.(type) {
		case *codecs.H264:
			if !video {
				video = true
				pictures(d, t, &clock, s)
			}
		case *codecs.MPEG4Audio:
			if config, err := c.Config.Marshal(); err == nil && !audio && c.Config.SampleRate > 0 {
				audio = true
				aac(d, t, config, c.Config.SampleRate, &clock, s)
			}
		case *codecs.Opus:
			if !audio {
				audio = true
				packets(d, t, &clock, s)
			}
		}
	}
	others(d.Tracks(), video, audio, s)
	for {
		if err := d.Read(); err != nil {
			return err
		}
	}
}

func pictures(d *mpegts.Reader, t *mpegts.Track, clock *mpegts.TimeDecoder, s *ingest.Stream) {
	d.OnDataH264(t, func(pts, dts int64, au [][]byte) error {
		at := clock.Decode(dts)
		// by how much it is shown later, of a clock of 33 bits
		s.Video(au, ticks(at+(pts-dts)<<31>>31), ticks(at))
		return nil
	})
}

func aac(d *mpegts.Reader, t *mpegts.Track, config []byte, rate int, clock *mpegts.TimeDecoder, s *ingest.Stream) {
	d.OnDataMPEG4Audio(t, func(pts int64, units [][]byte) error {
		at := ticks(clock.Decode(pts))
		for i, u := range units {
			s.AAC(config, u, at+time.Duration(i)*1024*time.Second/time.Duration(rate))
		}
		return nil
	})
}

func packets(d *mpegts.Reader, t *mpegts.Track, clock *mpegts.TimeDecoder, s *ingest.Stream) {
	d.OnDataOpus(t, func(pts int64, packets [][]byte) error {
		at := ticks(clock.Decode(pts))
		for _, p := range packets {
			s.Opus(p, at)
			at += time.Duration(opus.PacketDuration2(p)) * time.Second / 48000
		}
		return nil
	})
}

// others tells of what cannot be taken where there is nothing that can.
func others(tracks []*mpegts.Track, video, audio bool, s *ingest.Stream) {
	for _, t := range tracks {
		name := ""
		switch t.Codec.(type) {
		case *codecs.H265:
			name = "HEVC"
		case *codecs.MPEG4Video:
			name = "MPEG-4"
		case *codecs.MPEG1Video:
			name = "MPEG-2"
		}
		if name != "" && !video {
			s.OtherVideo(name)
		}
		switch name = ""; t.Codec.(type) {
		case *codecs.MPEG4AudioLATM:
			name = "AAC LATM"
		case *codecs.MPEG1Audio:
			name = "MP3"
		case *codecs.AC3:
			name = "AC-3"
		case *codecs.EAC3:
			name = "E-AC-3"
		}
		if name != "" && !audio {
			s.OtherAudio(name)
		}
	}
}

// ticks is a time of 90,000 a second.
func ticks(t int64) time.Duration {
	return time.Duration(t/90000)*time.Second + time.Duration(t%90000)*time.Second/90000
}
