package hls

import (
	"bytes"
	"fmt"
	"sync/atomic"
	"time"

	gohlslib "github.com/bluenviron/gohlslib/v2"
	"github.com/bluenviron/gohlslib/v2/pkg/codecs"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
)

// Sizes of what is made. Parts get a whole number of pictures: 200 ms at 30, 25, 20, 15 and 10 a second.
const (
	partLeast    = 190 * time.Millisecond
	segmentLeast = time.Second
	segmentsKept = 12       // of which segmentsTold stand in playlists; the others are for who is slow
	segmentMost  = 16 << 20 // bytes
)

// Rules of a picture that stays away.
const (
	pictureGone   = 2500 * time.Millisecond // after which a new run begins
	pictureHeld   = time.Second             // after which, with sound going on, the last keyframe is shown again
	pictureRepeat = 200 * time.Millisecond  // as often
)

// epoch is one run of the muxer: one size of the picture, one timeline. The tap's goroutine writes.
type epoch struct {
	muxer *gohlslib.Muxer
	video *gohlslib.Track // nil for sound alone
	aac   *gohlslib.Track // nil for a picture alone
	opus  *gohlslib.Track
	sound *soundLine
	even  steady
	began time.Time // of the tap's clock

	first settle

	rate     rate
	followed chan struct{} // closed when follow has returned
	dead     atomic.Bool   // something in it panicked

	sps, pps []byte
	key      [][]byte      // the last keyframe
	last     time.Duration // time written last
	came     time.Duration // time of the newest picture, as it came
}

// newEpoch starts a muxer. sps and pps are nil for sound alone.
func newEpoch(began time.Time, sps, pps []byte, sound bool, warn func(error)) (*epoch, error) {
	e := &epoch{began: began, sps: sps, pps: pps, last: -1}
	m := &gohlslib.Muxer{
		Variant: gohlslib.MuxerVariantLowLatency, SegmentCount: segmentsKept, SegmentMinDuration: segmentLeast,
		PartMinDuration: partLeast, SegmentMaxSize: segmentMost, OnEncodeError: warn,
	}
	if sps != nil {
		e.video = &gohlslib.Track{Codec: &codecs.H264{SPS: sps, PPS: pps}, ClockRate: 90000}
		m.Tracks = append(m.Tracks, e.video)
	}
	if sound {
		var err error
		if e.sound, err = newSoundLine(e); err != nil {
			return nil, err
		}
		e.aac = &gohlslib.Track{ClockRate: soundRate, Codec: &codecs.MPEG4Audio{Config: mpeg4audio.AudioSpecificConfig{
			Type: mpeg4audio.ObjectTypeAACLC, SampleRate: soundRate, ChannelConfig: 2,
		}}}
		e.opus = &gohlslib.Track{ClockRate: soundRate, Codec: &codecs.Opus{ChannelCount: 2}}
		m.Tracks = append(m.Tracks, e.aac, e.opus)
	}
	if err := m.Start(); err != nil {
		return nil, fmt.Errorf("hls muxer: %w", err)
	}
	e.muxer = m
	return e, nil
}

// renditions names the muxer's own playlists of what an epoch has, the leading one first.
func (e *epoch) renditions() []string {
	switch {
	case e.video == nil:
		return []string{audioList: "audio1", opusList: "audio2"}
	case e.aac == nil:
		return []string{videoList: "video1"}
	}
	return []string{videoList: "video1", audioList: "audio2", opusList: "audio3"}
}

// fits tells whether a picture may go on in this epoch.
func (e *epoch) fits(sps, pps []byte, pts time.Duration) bool {
	return e.video != nil && pts-e.came < pictureGone && pts >= e.came-pictureGone &&
		(sps == nil || bytes.Equal(sps, e.sps) && bytes.Equal(pps, e.pps))
}

// picture writes one.
func (e *epoch) picture(au [][]byte, key bool, pts time.Duration) error {
	e.came = pts
	if key {
		if sets, _ := parameterSets(au); sets == nil {
			au = append([][]byte{e.sps, e.pps}, au...)
		}
		e.key = au
	}
	at := e.even.next(pts)
	if !e.even.raw && at <= e.last {
		return nil // a keyframe shown again took its place
	}
	return e.write(au, at)
}

func (e *epoch) write(au [][]byte, at time.Duration) error {
	e.last = max(e.last, at)
	e.first.picture(at)
	if err := e.muxer.WriteH264(e.video, e.began.Add(at), int64(at)*9/int64(100*time.Microsecond), au); err != nil {
		return err
	}
	if e.sound != nil {
		return e.sound.upTo(at)
	}
	return nil
}

// packet writes sound, and shows the last keyframe again where there is no picture to it.
func (e *epoch) packet(opus []byte, pts time.Duration) error {
	if e.sound == nil {
		return nil
	}
	for e.key != nil && pts-max(e.last, e.came) > pictureHeld {
		if e.last < 0 || pts-e.last > pictureGone {
			e.last = pts - pictureHeld
		}
		e.even.restart()
		if err := e.write(e.key, e.last+pictureRepeat); err != nil {
			return err
		}
		e.came = e.last
	}
	return e.sound.opus(opus, pts)
}

func (e *epoch) ntp(at int64) time.Time {
	return e.began.Add(time.Duration(at/soundRate)*time.Second + time.Duration(at%soundRate)*time.Second/soundRate)
}

// The muxer's times must not be negative: it adds ten seconds itself.

func (e *epoch) aacFrame(frame []byte, at int64) error {
	return e.muxer.WriteMPEG4Audio(e.aac, e.ntp(at), at, [][]byte{frame})
}

func (e *epoch) opusPacket(packet []byte, at int64) error {
	return e.muxer.WriteOpus(e.opus, e.ntp(at), at, [][]byte{packet})
}

// parameterSets finds a picture's sequence and picture parameter sets; nil if one is missing.
func parameterSets(au [][]byte) (sps, pps []byte) {
	for _, nal := range au {
		if len(nal) == 0 {
			continue
		}
		switch nal[0] & 0x1f {
		case 7:
			sps = nal
		case 8:
			pps = nal
		}
	}
	if sps == nil || pps == nil {
		return nil, nil
	}
	return sps, pps
}
