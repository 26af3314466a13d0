package hls

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gohlslib/v2/pkg/playlist"
)

// lines are two segments, the second with its parts, and one under way.
const lines = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.600
#EXT-X-PART-INF:PART-TARGET=0.2
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-MAP:URI="init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
#EXTINF:2.0,
seg7.mp4
#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:02.000Z
#EXT-X-PART:DURATION=0.2,URI="p0.mp4",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.2,URI="p1.mp4"
#EXTINF:0.4,
seg8.mp4
#EXT-X-PART:DURATION=0.2,URI="p2.mp4",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.2,URI="p3.mp4"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p4.mp4"
`

func parsed(t *testing.T, text string) *playlist.Media {
	t.Helper()
	pl, err := playlist.Unmarshal([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return pl.(*playlist.Media)
}

func TestWhatIsToBeFetched(t *testing.T) {
	pl := parsed(t, lines)
	segs := lay(pl)
	if !low(pl) || holdBack(pl) != 600*time.Millisecond || target(pl) != 2*time.Second {
		t.Errorf("low latency %v, hold back %v, target %v", low(pl), holdBack(pl), target(pl))
	}
	for _, x := range []struct {
		from place
		want string
		next place
		late bool
	}{
		{place{7, 0}, "seg7.mp4 p0.mp4 p1.mp4 p2.mp4 p3.mp4", place{9, 2}, false},
		{place{8, 1}, "p1.mp4 p2.mp4 p3.mp4", place{9, 2}, false},
		{place{8, 2}, "p2.mp4 p3.mp4", place{9, 2}, false}, // all of 8 was there
		{place{9, 1}, "p3.mp4", place{9, 2}, false},
		{place{9, 2}, "", place{9, 2}, false},
		{place{7, 3}, "seg7.mp4 p0.mp4 p1.mp4 p2.mp4 p3.mp4", place{9, 2}, false}, // its parts are not told any more
		{place{10, 0}, "", place{10, 0}, false},
		{place{6, 0}, "", place{6, 0}, true},
		{place{12, 0}, "", place{12, 0}, true}, // the stream began anew
	} {
		list, next, late := pending(segs, x.from)
		var got []string
		for _, p := range list {
			got = append(got, p.uri)
		}
		if strings.Join(got, " ") != x.want || next != x.next || late != x.late {
			t.Errorf("from %v: %v, next %v, late %v; want %s, %v, %v", x.from, got, next, late, x.want, x.next, x.late)
		}
	}
	if got := segs[2].parts[1].date.Format("05.000"); got != "02.600" {
		t.Errorf("the last part begins at %s", got)
	}
}

func TestWherePlayingBegins(t *testing.T) {
	gap := strings.Replace(lines, "#EXTINF:2.0,", "#EXT-X-GAP\n#EXTINF:2.0,", 1)
	for _, x := range []struct {
		name, text string
		hold       time.Duration
		any        bool
		want       place
	}{
		{"a keyframe far enough back", lines, 600 * time.Millisecond, false, place{8, 0}},
		{"the newest keyframe", lines, 300 * time.Millisecond, false, place{9, 0}},
		{"sound begins anywhere", lines, 600 * time.Millisecond, true, place{8, 1}},
		{"a whole segment", lines, time.Second, false, place{7, 0}},
		{"all there is", lines, time.Minute, false, place{7, 0}},
		{"a gap is nothing", gap, time.Minute, false, place{8, 0}},
	} {
		if got := begin(lay(parsed(t, x.text)), x.hold, x.any); got != x.want {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func TestTimes(t *testing.T) {
	for _, x := range []struct {
		count int64
		scale uint32
		want  time.Duration
	}{
		{90000, 90000, time.Second}, {-45000, 90000, -time.Second / 2}, {1 << 62, 1, 1<<62 - 1}, {44100 * 3600, 44100, time.Hour},
	} {
		if got := timeOf(x.count, x.scale); got != x.want {
			t.Errorf("%d of %d: %v, want %v", x.count, x.scale, got, x.want)
		}
	}
	if fmt.Sprint(samples(10*time.Millisecond), length(960)) != "960 10ms" {
		t.Error("samples and lengths do not fit")
	}
}

// FuzzPart: nothing of what a server may send breaks the reading.
func FuzzPart(f *testing.F) {
	f.Add([]byte(lines))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &demux{tracks: map[int]*track{1: {scale: 90000}}}
		_ = d.each(data, func(unit) error { return nil })
		_ = (&demux{}).head(data)
		if pl, err := playlist.Unmarshal(data); err == nil {
			if m, is := pl.(*playlist.Media); is {
				segs := lay(m)
				at := begin(segs, holdBack(m), false)
				pending(segs, at)
			}
		}
	})
}
