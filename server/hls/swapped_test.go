package hls

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"

	"onair/internal/await"
	"onair/server/hls/hlstest"
)

// swapped is a picture of a film with B-frames.
type swapped struct {
	au       [][]byte
	pts, dts time.Duration
}

// film has FFmpeg make so many seconds of one, and takes it apart.
func film(t *testing.T, bFrames string) (all []swapped) {
	t.Helper()
	ts, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=30:duration=8",
		"-c:v", "libx264", "-preset", "veryfast", "-bf", bFrames, "-g", "60", "-pix_fmt", "yuv420p", "-muxdelay", "0", "-f", "mpegts", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	r := &mpegts.Reader{R: bytes.NewReader(ts)}
	if err := r.Initialize(); err != nil {
		t.Fatal(err)
	}
	for _, track := range r.Tracks() {
		if _, is := track.Codec.(*codecs.H264); is {
			r.OnDataH264(track, func(pts, dts int64, au [][]byte) error {
				all = append(all, swapped{au, time.Duration(pts) * time.Second / 90000, time.Duration(dts) * time.Second / 90000})
				return nil
			})
		}
	}
	for err == nil {
		err = r.Read()
	}
	if !errors.Is(err, io.EOF) || len(all) != 240 {
		t.Fatalf("%d pictures, %v", len(all), err)
	}
	return all
}

// TestSwappedPicturesAreShownInTheirOrder: what a player reads of B-frames is decoded in the
// order that came, and shown at the times that came.
func TestSwappedPicturesAreShownInTheirOrder(t *testing.T) {
	for _, bFrames := range []string{"0", "2"} {
		all := film(t, bFrames)
		s := newStand(t, nil)
		s.relay.Has.Audio = false
		got := make(chan *httptest.ResponseRecorder, 1)
		go func() { got <- s.do("GET", base+"index.m3u8") }()
		sink := s.relay.Sink("a", s.ctx.Done())
		for _, p := range all {
			sink.H264(p.au, h264.IsRandomAccess(p.au), p.pts, p.dts)
		}
		<-got
		var list *hlstest.Playlist
		await.True(t, "two segments", func() bool { // the playlists follow the muxer
			list = s.list("video.m3u8")
			return len(list.Segments) >= 2
		})
		file := s.get(base + list.Segments[0].Init)
		n := 0
		for _, g := range list.Segments[:2] {
			file += s.get(base + g.URI)
			n += 60
		}
		probe := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-show_entries", "packet=pts_time,dts_time", "-of", "json", "-")
		probe.Stdin = bytes.NewBufferString(file)
		out, err := probe.Output()
		var read struct {
			Packets []struct {
				PTS string `json:"pts_time"`
				DTS string `json:"dts_time"`
			}
		}
		if err == nil {
			err = json.Unmarshal(out, &read)
		}
		if err != nil || len(read.Packets) != n {
			t.Fatalf("-bf %s: %d pictures, not %d: %v", bFrames, len(read.Packets), n, err)
		}
		seconds := func(text string) float64 { v, _ := strconv.ParseFloat(text, 64); return v }
		var pts []float64
		last := math.Inf(-1)
		for i, p := range read.Packets {
			at, decoded := seconds(p.PTS), seconds(p.DTS)
			if decoded <= last || at < decoded-1e-6 {
				t.Errorf("-bf %s, picture %d is decoded at %f after %f, shown at %f", bFrames, i, decoded, last, at)
			}
			last = decoded
			if want := (all[i].pts - all[0].pts).Seconds(); math.Abs(at-seconds(read.Packets[0].PTS)-want) > 2e-3 {
				t.Errorf("-bf %s, picture %d is shown %f s after the first, not %f", bFrames, i, at-seconds(read.Packets[0].PTS), want)
			}
			pts = append(pts, at)
		}
		if slices.IsSorted(pts) != (bFrames == "0") {
			t.Errorf("-bf %s: pictures in the order they are shown in: %v", bFrames, bFrames != "0")
		}
	}
}
