package hls

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gohlslib/v2"
	"github.com/bluenviron/gohlslib/v2/pkg/codecs"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"go.uber.org/goleak"

	"onair/media"
	"onair/media/av"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// tone is two seconds of 440 Hz in AAC, by a program not written here.
func tone(t *testing.T) mpeg4audio.ADTSPackets {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tone.aac")
	out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:sample_rate=44100:duration=2", "-ac", "1", "-c:a", "aac", "-f", "adts", path).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var pkts mpeg4audio.ADTSPackets
	if err := pkts.Unmarshal(raw); err != nil {
		t.Fatal(err)
	}
	return pkts
}

// origin is gohlslib's muxer behind HTTP, fed with an orange picture and a tone.
type origin struct {
	*httptest.Server
	mux *gohlslib.Muxer

	mu    sync.Mutex
	asked []string
}

func newOrigin(t *testing.T, variant gohlslib.MuxerVariant) *origin {
	t.Helper()
	sound := tone(t)
	enc, err := av.NewVideoEncoder(av.VideoEncoderConfig{Codec: av.H264, Width: 320, Height: 180, FrameRate: 30, BitRate: 300_000, KeyframeInterval: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { enc.Close() })
	frame := media.NewFrame(320, 180)
	fill(frame.Y, 160)
	fill(frame.Cb, 60)
	fill(frame.Cr, 180)
	t.Cleanup(frame.Release)
	first, err := enc.Encode(frame, true)
	if err != nil {
		t.Fatal(err)
	}
	au := nals(first.Data)
	video := &gohlslib.Track{Codec: &codecs.H264{SPS: au[0], PPS: au[1]}, ClockRate: 90000}
	audio := &gohlslib.Track{Codec: &codecs.MPEG4Audio{Config: mpeg4audio.AudioSpecificConfig{
		Type: mpeg4audio.ObjectTypeAACLC, SampleRate: sound[0].SampleRate, ChannelConfig: 1,
	}}, ClockRate: sound[0].SampleRate}
	o := &origin{mux: &gohlslib.Muxer{Tracks: []*gohlslib.Track{video, audio}, Variant: variant, SegmentMinDuration: time.Second}}
	if err := o.mux.Start(); err != nil {
		t.Fatal(err)
	}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		o.asked = append(o.asked, r.URL.RequestURI())
		o.mu.Unlock()
		o.mux.Handle(w, r)
	}))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.feed(ctx, enc, frame, video, audio, sound)
	}()
	t.Cleanup(func() {
		stop()
		<-done
		o.mux.Close()
		o.Server.CloseClientConnections()
		o.Server.Close()
	})
	return o
}

// feed writes at the pace of the clock.
func (o *origin) feed(ctx context.Context, enc *av.VideoEncoder, f *media.Frame, video, audio *gohlslib.Track, sound mpeg4audio.ADTSPackets) {
	began := time.Now()
	heard := 0
	for n := 0; ; n++ {
		at := time.Duration(n) * time.Second / 30
		if sleep(ctx, time.Until(began.Add(at))) != nil {
			return
		}
		p, err := enc.Encode(f, n%30 == 0)
		if err != nil || o.mux.WriteH264(video, began.Add(at), int64(n)*3000, nals(p.Data)) != nil {
			return
		}
		for ; time.Duration(heard)*1024*time.Second/44100 < at; heard++ {
			pts := int64(heard) * 1024
			if o.mux.WriteMPEG4Audio(audio, began.Add(timeOf(pts, 44100)), pts, [][]byte{sound[heard%len(sound)].AU}) != nil {
				return
			}
		}
	}
}

// seen is what came out of a player.
type seen struct {
	mu       sync.Mutex
	pictures int
	colour   [3]byte
	tone     int // blocks with the tone alone
}

// watch plays until enough came, and returns it.
func watch(t *testing.T, address string, pictures, tones int) (*Player, *seen) {
	t.Helper()
	s := &seen{}
	p, err := Play(t.Context(), Config{URL: address, OnVideo: func(f *media.Frame) {
		s.mu.Lock()
		s.pictures++
		s.colour = [3]byte{f.Y[90*f.YStride+160], f.Cb[45*f.CStride+80], f.Cr[45*f.CStride+80]}
		s.mu.Unlock()
		f.Release()
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	dst := make([]float32, 960)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(60 * time.Second); ; {
		<-tick.C
		heard := p.ReadAudio(dst) > 0 && is440(dst)
		s.mu.Lock()
		if heard {
			s.tone++
		}
		enough := s.pictures >= pictures && s.tone >= tones
		s.mu.Unlock()
		if enough {
			return p, s
		}
		if time.Now().After(end) || p.Err() != nil {
			t.Fatalf("%d pictures, %d blocks of the tone, ended %v; %+v", s.pictures, s.tone, p.Err(), p.Stats())
		}
	}
}

// is440 compares how strong 440 Hz is with all there is.
func is440(pcm []float32) bool {
	var re, im, all float64
	for i := 0; i < len(pcm); i += 2 {
		v, a := float64(pcm[i]), 2*math.Pi*440*float64(i/2)/media.SampleRate
		re, im, all = re+v*math.Cos(a), im+v*math.Sin(a), all+v*v
	}
	n := float64(len(pcm) / 2)
	return all/n > 1e-4 && (re*re+im*im)/(n*all/2) > 0.8
}

func TestPlaysWithLowLatency(t *testing.T) {
	o := newOrigin(t, gohlslib.MuxerVariantLowLatency)
	p, s := watch(t, o.URL+"/index.m3u8", 60, 150)
	for i, want := range []byte{160, 60, 180} {
		if d := int(s.colour[i]) - int(want); d > 6 || d < -6 {
			t.Errorf("the colour is %v", s.colour)
			break
		}
	}
	var blocking, parts int
	o.mu.Lock()
	for _, uri := range o.asked {
		if strings.Contains(uri, "_HLS_msn=") && strings.Contains(uri, "_HLS_part=") {
			blocking++
		}
		if strings.Contains(uri, "_part") {
			parts++
		}
	}
	o.mu.Unlock()
	if blocking < 5 || parts < 5 {
		t.Errorf("%d blocking reloads, %d parts", blocking, parts)
	}
	st := p.Stats()
	t.Logf("delay %v, in hand %v, first picture after %v, ran out %d times, %.1f pictures a second", st.Delay, st.Buffer, st.FirstPicture, st.Underruns, st.FPS)
	if st.Width != 320 || st.Height != 180 {
		t.Errorf("%dx%d", st.Width, st.Height)
	}
	p.Close()
	if !errors.Is(p.Err(), errClosed) || p.ReadAudio(make([]float32, 960)) != 0 {
		t.Errorf("closed, it says %v", p.Err())
	}
}

func TestPlaysAPlainPlaylist(t *testing.T) {
	o := newOrigin(t, gohlslib.MuxerVariantFMP4)
	p, _ := watch(t, o.URL+"/index.m3u8", 30, 50)
	t.Logf("delay %v", p.Stats().Delay)
}

func TestWhatCannotBePlayed(t *testing.T) {
	answers := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/ts.m3u8":
			w.Write([]byte("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\na.ts\n"))
		case "/page":
			w.Write([]byte("<html>"))
		case "/empty.m3u8":
			w.Write([]byte("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-STREAM-INF:BANDWIDTH=1\nmissing.m3u8\n"))
		case "/large.m3u8":
			w.Write(make([]byte, maxPlaylist+1))
		default:
			http.NotFound(w, r)
		}
	}))
	defer answers.Close()
	for path, want := range map[string]error{
		"/ts.m3u8": errFormat, "/page": errFormat, "/large.m3u8": errFormat, "/empty.m3u8": &statusError{404}, "/none": &statusError{404},
	} {
		_, err := Play(t.Context(), Config{URL: answers.URL + path + "?sig=secret", OnVideo: func(f *media.Frame) { f.Release() }})
		var status *statusError
		if !errors.Is(err, want) && !(errors.As(err, &status) && errors.As(want, &status)) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := Play(t.Context(), Config{URL: "file:///etc/passwd"}); !errors.Is(err, errFormat) {
		t.Errorf("a file: %v", err)
	}
}

func fill(b []byte, v byte) {
	for i := range b {
		b[i] = v
	}
}

// nals takes Annex B apart.
func nals(data []byte) [][]byte {
	var out [][]byte
	start := -1
	for i := 0; i+3 <= len(data); i++ {
		if data[i] == 0 && data[i+1] == 0 && data[i+2] == 1 {
			if start >= 0 {
				out = append(out, trim(data[start:i]))
			}
			start = i + 3
		}
	}
	return append(out, append([]byte(nil), data[start:]...))
}

func trim(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return append([]byte(nil), b...)
}
