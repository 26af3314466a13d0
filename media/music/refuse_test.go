package music

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatCannotBePlayedIsRefusedOnStart(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	noise := make([]byte, 50000)
	for i := range noise {
		noise[i] = byte(i * i >> 3)
	}
	good := wav(sweep(1), 48000)
	mp3, err := os.ReadFile(encoded(t, "a.mp3", sweep(1), 48000))
	if err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(t.TempDir(), "p.mp4")
	run(t, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=64x64:d=1", picture)
	for _, test := range []struct {
		name  string
		param Param
		code  int
	}{
		{"no path", Param{}, CodePath},
		{"missing file", Param{Path: "/nowhere/a.mp3"}, CodePath},
		{"missing file with a colon", Param{Path: "a:b.mp3"}, CodePath},
		{"folder", Param{Path: t.TempDir()}, CodePath},
		{"missing page", Param{Path: server.URL + "/a.mp3"}, CodeURL},
		{"no server", Param{Path: "http://127.0.0.1:1/a.mp3"}, CodeURL},
		{"unknown protocol", Param{Path: "gopher2://x/a.mp3"}, CodeURL},
		{"no sound", Param{Path: picture}, CodeNoAudio},
		{"noise", Param{Path: write(t, "noise.mp3", noise)}, CodeFormat},
		{"text", Param{Path: write(t, "a.txt", []byte("This is no music."))}, CodeFormat},
		{"empty file", Param{Path: write(t, "a.wav", nil)}, CodeFormat},
		{"header only", Param{Path: write(t, "a.wav", good[:44])}, CodeFormat},
		{"half a header", Param{Path: write(t, "a.wav", good[:30])}, CodeFormat},
		{"empty data", Param{Data: []byte{}}, CodeFormat},
		{"end before start", Param{Path: "a", Start: 2, End: 1}, CodeOpen},
		{"past the end", Param{Data: good, Start: 9 * time.Second}, CodeFormat},
		{"short noise", Param{Data: noise, ShortFile: true}, CodeFormat},
		{"cut short", Param{Data: mp3[:len(mp3)*2/3]}, OK},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPlayer(t)
			h, o := listen()
			test.param.ID = 5
			p.Start(t.Context(), test.param, o)
			if code := wait(t, "start", h.start); code != test.code {
				t.Fatalf("code %d, want %d", code, test.code)
			}
			if test.code == OK {
				return
			}
			if x := pull(t, p).read(playout, 5); rms(x) != 0 {
				t.Error("something is heard")
			}
			if _, ok := p.Position(5); ok {
				t.Error("it has a position")
			}
		})
	}
}

func TestTooManyTracks(t *testing.T) {
	p := newPlayer(t)
	data := wav(tone(200, 1, 0.05, 48000), 48000)
	for id := range MaxTracks {
		start(t, p, Param{ID: id, Data: data})
	}
	h, o := listen()
	p.Start(t.Context(), Param{ID: 99, Data: data}, o)
	if code := wait(t, "start", h.start); code != CodeTooMany {
		t.Errorf("code %d", code)
	}
	start(t, p, Param{ID: 3, Data: data}) // in place of itself
	p.Stop(3)
	start(t, p, Param{ID: 99, Data: data})
	if x := pull(t, p).read(playout, 20); rms(x[10*blockLen:]) < 0.2 {
		t.Errorf("ten tracks at once have an RMS of %.3f", rms(x))
	}
	p.StopAll()
	if x := pull(t, p).read(playout, 5); rms(x[2*blockLen:]) != 0 {
		t.Error("something is heard after StopAll")
	}
}

func TestTheSameIDIsReplaced(t *testing.T) {
	p := newPlayer(t)
	first := start(t, p, Param{ID: 1, Data: wav(tone(300, 3, 0.4, 48000), 48000)})
	q := pull(t, p)
	q.read(playout, 10)
	start(t, p, Param{ID: 1, Data: wav(tone(600, 3, 0.4, 48000), 48000)})
	got := q.read(playout, 30)
	if hz := pitchOf(got[5*blockLen:], 600); hz < 598 || hz > 602 {
		t.Errorf("%.1f Hz is heard", hz)
	}
	if len(first.complete) != 0 {
		t.Error("the first one completes")
	}
}

func TestATrackEndsWithItsContext(t *testing.T) {
	p := newPlayer(t)
	ctx, cancel := context.WithCancel(t.Context())
	h, o := listen()
	p.Start(ctx, Param{ID: 1, Data: wav(tone(300, 3, 0.4, 48000), 48000)}, o)
	wait(t, "start", h.start)
	cancel()
	q := pull(t, p)
	for end := time.Now().Add(10 * time.Second); ; {
		if rms(q.read(playout, 1)) == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("it goes on")
		}
	}
	if len(h.complete) != 0 {
		t.Error("it completes")
	}
}

func TestObserversMayUseThePlayer(t *testing.T) {
	p := newPlayer(t)
	done := make(chan struct{})
	data := wav(tone(300, 1, 0.4, 48000), 48000)
	p.Start(t.Context(), Param{ID: 1, Data: data}, Observer{
		OnStart:    func(id, _ int) { p.SetPitch(id, 0.5); p.Seek(id, 100*time.Millisecond) },
		OnProgress: func(id int, _, _ time.Duration) { p.Position(id); p.Pause(id); p.Resume(id) },
		OnComplete: func(id, _ int) {
			p.Start(t.Context(), Param{ID: id, Data: data}, Observer{OnStart: func(id, _ int) { p.Stop(id); close(done) }})
		},
	})
	src := p.PlayoutSource()
	block := make([]float32, blockLen)
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		select {
		case <-done:
			return
		default:
			src.ReadAudio(block)
			time.Sleep(100 * time.Microsecond)
		}
	}
	t.Fatal("the second track does not start")
}

func TestPreloads(t *testing.T) {
	p := newPlayer(t)
	data := wav(sweep(3), 48000)
	type news struct{ percent, code int }
	preload := func(id int, d []byte) <-chan news {
		c := make(chan news, 200)
		p.Preload(t.Context(), Param{ID: id, Data: d}, LoadObserver{
			OnProgress: func(_, n int) { c <- news{percent: n} },
			OnError:    func(_, code int) { c <- news{code: code} },
		})
		return c
	}
	last := func(c <-chan news) news {
		for before := -1; ; {
			n := wait(t, "news of a preload", c)
			if n.percent < before {
				t.Errorf("progress from %d to %d", before, n.percent)
			}
			before = n.percent
			if n.percent == 100 || n.code != OK {
				return n
			}
		}
	}
	for i, test := range []struct {
		id   int
		data []byte
		want news
	}{
		{1, data, news{percent: 100}},
		{2, []byte("nothing"), news{code: CodeFormat}},
		{2, data, news{percent: 100}},
		{3, data, news{code: CodeTooManyPreloads}},
		{1, data, news{percent: 100}},
	} {
		if got := last(preload(test.id, test.data)); got != test.want {
			t.Errorf("preload %d: %+v, want %+v", i, got, test.want)
		}
	}
	p.Stop(2)
	start(t, p, Param{ID: 7, Data: data})
	if got := last(preload(7, data)); got.code != CodePlaying {
		t.Errorf("of a playing one: %+v", got)
	}
	start(t, p, Param{ID: 1, Data: data})
	if p.find(1).clip == nil {
		t.Error("the very same Param plays from the file")
	}
	start(t, p, Param{ID: 1, Data: data, LoopCount: 1})
	if p.find(1).clip != nil {
		t.Error("another Param plays what was preloaded")
	}
}

func TestWaveformAndDuration(t *testing.T) {
	pcm := append(tone(440, 1, 0.8, 48000), tone(440, 1, 0.2, 48000)...)
	path := encoded(t, "a.mp3", pcm, 48000, "-b:a", "192k")
	if d, err := FileDuration(t.Context(), path); err != nil || (d-2*time.Second).Abs() > 60*time.Millisecond {
		t.Errorf("duration %v, %v", d, err)
	}
	peaks, err := Waveform(t.Context(), path, 10)
	if err != nil || len(peaks) != 10 {
		t.Fatal(len(peaks), err)
	}
	for i, v := range peaks {
		want := float32(0.8)
		if i >= 5 {
			want = 0.2
		}
		if i != 5 && (v < want*0.9 || v > want*1.15) {
			t.Errorf("peak %d is %.2f, want %.1f", i, v, want)
		}
	}
	if _, err := Waveform(t.Context(), "/nowhere", 10); Code("/nowhere", err) != CodePath {
		t.Errorf("missing file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Waveform(ctx, path, 10); err == nil {
		t.Error("it goes on when its context has ended")
	}
}

func TestAFileThatBreaksOffCompletesWithAnError(t *testing.T) {
	data := wav(sweep(20), 48000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "7680044")
		_, _ = w.Write(data[:len(data)/8])
	}))
	defer server.Close()
	p := newPlayer(t)
	h := start(t, p, Param{ID: 1, Path: server.URL + "/a.wav"})
	src := p.PlayoutSource()
	block := make([]float32, blockLen)
	for end := time.Now().Add(20 * time.Second); len(h.complete) == 0; {
		src.ReadAudio(block)
		time.Sleep(200 * time.Microsecond)
		if time.Now().After(end) {
			t.Fatal("it does not end")
		}
	}
	if code := <-h.complete; code != CodeDecode {
		t.Errorf("code %d", code)
	}
}

func TestCloseIsFinal(t *testing.T) {
	p := New(Options{})
	start(t, p, Param{ID: 1, Data: wav(sweep(3), 48000)})
	p.Preload(t.Context(), Param{ID: 2, Data: wav(sweep(3), 48000)}, LoadObserver{})
	src := p.PlayoutSource()
	for range 2 {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	p.Start(t.Context(), Param{ID: 3}, Observer{OnStart: func(int, int) { t.Error("a closed player starts") }})
	if x := make([]float32, blockLen); src.ReadAudio(x) != blockLen || rms(x) != 0 {
		t.Error("a closed player is heard")
	}
}
