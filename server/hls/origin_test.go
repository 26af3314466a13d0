package hls

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"onair/server/hls/hlstest"
	"onair/server/sfu"
	"onair/signaling"
)

const base = "/hls/1001/anna/"

// newest waits until the video list has a segment, and returns it.
func (s *stand) newest(name string, msn int64) *hlstest.Playlist {
	s.t.Helper()
	p, err := hlstest.Parse(s.get(fmt.Sprintf("%s%s?_HLS_msn=%d&_HLS_part=0", base, name, msn)))
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *stand) list(name string) *hlstest.Playlist {
	s.t.Helper()
	p, err := hlstest.Parse(s.get(base + name))
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// TestPlaylistsKeepTheRules plays twenty seconds and checks each playlist on the way, and that the files behind make one timeline
// without a hole.
func TestPlaylistsKeepTheRules(t *testing.T) {
	s := newStand(t, nil)
	sink := s.begin(base+"index.m3u8", 2500*time.Millisecond)
	was := map[string]*hlstest.Playlist{}
	at := map[string]uint64{}
	first := s.list("video.m3u8").First
	for step := 1; step <= 88; step++ {
		from := 2500*time.Millisecond + time.Duration(step-1)*200*time.Millisecond
		if err := hlstest.Play(sink, from, from+200*time.Millisecond, true); err != nil {
			t.Fatal(err)
		}
		msn, part := first+int64((from-33*time.Millisecond)/(2*time.Second)), int64((from-33*time.Millisecond)%(2*time.Second)/(200*time.Millisecond))-1
		if part < 0 {
			msn, part = msn-1, 9
		}
		for _, name := range []string{"video", "audio", "opus", "video.plain", "audio.plain"} {
			query := fmt.Sprintf("?_HLS_msn=%d&_HLS_part=%d", msn, part)
			p, err := hlstest.Parse(s.get(base + name + ".m3u8" + query))
			if err != nil {
				t.Fatal(err)
			}
			for _, broken := range hlstest.Check(was[name], p, true) {
				t.Errorf("%s, step %d: %v", name, step, broken)
			}
			s.files(name, was[name], p, at)
			was[name] = p
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	if p := was["video"]; p.Target != 2 || p.Parts > 0.25 || len(p.Reports) != 2 || p.First <= first {
		t.Errorf("%+v", p)
	}
}

// files reads the segments that are new in a playlist, and their parts.
func (s *stand) files(name string, was, is *hlstest.Playlist, at map[string]uint64) {
	s.t.Helper()
	for _, g := range is.Segments {
		if was != nil && g.Number < was.Open.Number {
			continue
		}
		span, err := hlstest.ReadSpan([]byte(s.get(base + g.URI)))
		if err != nil {
			s.t.Fatalf("%s, segment %d: %v", name, g.Number, err)
		}
		if !span.Sync || at[name] != 0 && span.From != at[name] {
			s.t.Errorf("%s, segment %d: from %d, the one before to %d; begins with a keyframe: %v", name, g.Number, span.From, at[name], span.Sync)
		}
		at[name] = span.To
		from := span.From
		for _, p := range g.Parts {
			part, err := hlstest.ReadSpan([]byte(s.get(base + p.URI)))
			if err != nil || part.From != from || p.Independent && !part.Sync {
				s.t.Errorf("%s, part %s: from %d, not %d, %v", name, p.URI, part.From, from, err)
			}
			from = part.To
		}
		if len(g.Parts) > 0 && from != span.To {
			s.t.Errorf("%s, segment %d: its parts end at %d, not %d", name, g.Number, from, span.To)
		}
	}
}

func TestMasterPlaylists(t *testing.T) {
	s := newStand(t, nil)
	s.begin(base+"index.m3u8", 5*time.Second)
	for name, ending := range map[string]string{"index.m3u8": ".m3u8", "plain.m3u8": ".plain.m3u8"} {
		text := s.get(base + name)
		for _, want := range []string{"RESOLUTION=96x64", `CODECS="avc1.42c00a,mp4a.40.2"`, `CODECS="avc1.42c00a,opus"`, "FRAME-RATE=30.000",
			"\nvideo" + ending + "\n", `URI="audio` + ending + `"`, `URI="opus` + ending + `"`, "BANDWIDTH="} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s in\n%s", name, want, text)
			}
		}
		if strings.Index(text, "mp4a") > strings.Index(text, "opus\"\n") {
			t.Errorf("%s: Opus comes first", name)
		}
	}
	if st := s.o.Stats(); st.Shows != 1 || st.Requests == 0 {
		t.Errorf("%+v", st)
	}
}

// TestShowsLastWhileSomebodyAsks: there is none before the first request, and none some time after the last.
func TestShowsLastWhileSomebodyAsks(t *testing.T) {
	s := newStand(t, func(c *Config) { c.Linger = 300 * time.Millisecond })
	if s.o.Shown("a") || s.relay.Taps() > 0 {
		t.Fatal("a show before anybody asked")
	}
	s.refused(base+"abc_video1_seg7.mp4", http.StatusNotFound, signaling.CodeNotPublishing) // files alone start nothing
	if s.o.Shown("a") {
		t.Fatal("a file starts a show")
	}
	s.begin(base+"index.m3u8", 3*time.Second)
	told := func() string {
		s.mu.Lock()
		defer s.mu.Unlock()
		return fmt.Sprint(s.steady)
	}
	for s.o.Shown("a") || told() == "[a true]" {
		select {
		case <-s.ctx.Done():
			t.Fatal("it does not end")
		case <-time.After(10 * time.Millisecond):
		}
	}
	if told() != "[a true a false]" {
		t.Errorf("the publisher is told %s", told())
	}
}

// TestANewRunFollowsTheOld: where the stream comes again, or with another size, players go on at a discontinuity.
func TestANewRunFollowsTheOld(t *testing.T) {
	s := newStand(t, nil)
	sink := s.begin(base+"index.m3u8", 4500*time.Millisecond)
	before := s.newest("video.m3u8", s.list("video.m3u8").First+2)
	sink.Over(sfu.ReasonPublisherEnd)
	again := sink
	for again == sink {
		if again = s.relay.Sink("a", s.ctx.Done()); again == sink {
			select {
			case <-s.o.find("a").view.Load().changed:
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	if err := hlstest.Play(again, 0, 4500*time.Millisecond, true); err != nil {
		t.Fatal(err)
	}
	after := s.newest("video.m3u8", before.Open.Number+2)
	for _, broken := range hlstest.Check(before, after, true) {
		t.Error(broken)
	}
	jumps := 0
	for _, g := range after.Segments {
		s.get(base + g.URI)
		s.get(base + g.Init)
		if g.Jump {
			jumps++
		}
	}
	if jumps != 1 || after.First != before.First {
		t.Errorf("%d discontinuities; %+v", jumps, after)
	}
}

// TestSoundGoesOnWithoutAPicture: a camera that is off holds nothing up, and one that was never on neither.
func TestSoundGoesOnWithoutAPicture(t *testing.T) {
	s := newStand(t, nil)
	sink := s.begin(base+"index.m3u8", 4*time.Second)
	if err := hlstest.Play(sink, 4*time.Second, 12*time.Second, false); err != nil {
		t.Fatal(err)
	}
	p := s.newest("audio.m3u8", s.list("audio.m3u8").First+4)
	if err := hlstest.Play(sink, 12*time.Second, 14*time.Second, true); err != nil {
		t.Fatal(err)
	}
	p = s.newest("video.m3u8", p.Open.Number+1)
	at := map[string]uint64{}
	s.files("video", nil, p, at)
	for _, g := range p.Segments {
		if g.Jump {
			t.Errorf("segment %d begins a new run", g.Number)
		}
	}

	alone := newStand(t, nil)
	alone.relay.Has.Video = false
	alone.begin(base+"index.m3u8", 4*time.Second)
	if text := alone.get(base + "index.m3u8"); strings.Contains(text, "avc1") || !strings.Contains(text, "audio.m3u8") {
		t.Errorf("sound alone:\n%s", text)
	}
	alone.refused(base+"video.m3u8", http.StatusNotFound, signaling.CodeNotPublishing)
}

func TestAPictureWithoutSound(t *testing.T) {
	s := newStand(t, nil)
	s.relay.Has.Audio = false
	s.begin(base+"index.m3u8", 3*time.Second)
	if text := s.get(base + "index.m3u8"); strings.Contains(text, "AUDIO") || !strings.Contains(text, `CODECS="avc1.42c00a"`) {
		t.Errorf("%s", text)
	}
}

func TestStreamIDs(t *testing.T) {
	s := newStand(t, nil)
	s.begin("/hls/main-stage/index.m3u8", 3*time.Second)
	s.get("/hls/main-stage/video.m3u8")
	s.refused("/hls/nobody/index.m3u8", http.StatusNotFound, signaling.CodeNotPublishing)
	for _, id := range []string{"", ".", "..", "a/b", "a\\b", "%2e%2e", "a%2fb", "-a", "_", ".a", "a b", "ä", "a\x00", strings.Repeat("a", 65)} {
		if ValidID(id) {
			t.Errorf("%q can be a stream ID", id)
		}
		if t2, ok := parse(Prefix + id + "/index.m3u8"); ok {
			t.Errorf("%q is found as %+v", id, t2)
		}
	}
	for _, path := range []string{"/hls/1001/../anna/index.m3u8", "/hls/1001/anna/..", "/hls/1001/anna/", "/hls/01001/anna/index.m3u8", "/hls/0/anna/index.m3u8",
		"/hls/+1001/anna/index.m3u8", "/hls/4294967296/anna/index.m3u8", "/hls/1001/anna/b/index.m3u8", "/hls/1001/%zz/index.m3u8", "/hls/index.m3u8", "/other/1001/anna/index.m3u8"} {
		if got, ok := parse(path); ok {
			t.Errorf("%s is found as %+v", path, got)
		}
	}
}
