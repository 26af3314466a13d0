package rtc_test

import (
	"context"
	"log/slog"
	"math"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/media"
	"onair/media/rtc"
	"onair/server/sfu"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// studio is a relay with one stream that is fed from a synthetic camera and
// microphone.
type studio struct {
	t    testing.TB
	sfu  *sfu.SFU
	pub  *rtc.Publisher
	cam  *camera
	stop context.CancelFunc
	wg   sync.WaitGroup
}

func logger() *slog.Logger {
	if os.Getenv("RTC_DEBUG") == "" {
		return nil
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func newSFU(t testing.TB) *sfu.SFU {
	t.Helper()
	s, err := sfu.New(sfu.Config{UDPAddr: "127.0.0.1:0", Logger: logger()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// newStudio publishes what cfg says and feeds it until the test ends.
func newStudio(t testing.TB, cfg rtc.PublishConfig, cam *camera) *studio {
	t.Helper()
	s := &studio{t: t, sfu: newSFU(t), cam: cam}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	live := make(chan struct{}, 8)
	cfg.Logger = logger()
	if cfg.Video != nil && cfg.Video.Layers == 0 {
		cfg.Video.Layers = 1 // what most tests look at is one picture's
	}
	cfg.OnState = func(st rtc.State, err error) {
		if st == rtc.Connected {
			live <- struct{}{}
		}
	}
	var err error
	s.pub, err = rtc.Publish(ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		return s.sfu.Publish(ctx, "stream", offer, sfu.PublishOptions{})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.pub.Close() })
	select {
	case <-live:
	case <-ctx.Done():
		t.Fatal("publishing did not connect: ", s.pub.Err())
	}
	feed, stop := context.WithCancel(context.Background())
	s.stop = func() { stop(); s.wg.Wait() }
	t.Cleanup(s.stop)
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		cam.run(feed, s.pub)
	}()
	return s
}

func (s *studio) exchange(viewer string) rtc.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		return s.sfu.Play(ctx, "stream", viewer, offer, sfu.PlayOptions{})
	}
}

// play starts a viewer whose ears read every 10 ms.
func (s *studio) play(cfg rtc.PlayConfig, id string) *viewer {
	s.t.Helper()
	v := &viewer{first: make(chan struct{}), quit: make(chan struct{}), done: make(chan struct{})}
	cfg.OnVideo = v.onVideo
	cfg.Logger = logger()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var err error
	v.Player, err = rtc.Play(ctx, cfg, s.exchange(id))
	if err != nil {
		s.t.Fatal(err)
	}
	go v.listen()
	s.t.Cleanup(v.close)
	return v
}

// shot is one picture on the screen.
type shot struct {
	at, captured time.Time
	luma         byte
	psnr         float64
}

type block struct {
	at  time.Time
	pcm []float32
}

type viewer struct {
	*rtc.Player
	once sync.Once
	quit chan struct{}
	done chan struct{}

	mu    sync.Mutex
	shots []shot
	sound []block
	check func(*media.Frame) float64
	first chan struct{}
	seen  bool
}

func (v *viewer) onVideo(f *media.Frame) {
	now := time.Now()
	v.mu.Lock()
	defer v.mu.Unlock()
	sh := shot{at: now, captured: f.Time, luma: f.Y[f.YStride*8+8]}
	if v.check != nil && len(v.shots)%5 == 0 { // comparing takes long
		sh.psnr = v.check(f)
	}
	v.shots = append(v.shots, sh)
	f.Release()
	if !v.seen {
		v.seen = true
		close(v.first)
	}
}

func (v *viewer) listen() {
	defer close(v.done)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	start, blocks := time.Now(), 0
	for {
		select {
		case <-v.quit:
			return
		case <-tick.C:
		}
		// As a sound card would: as many blocks as have been played.
		for ; blocks < int(time.Since(start)/(10*time.Millisecond)); blocks++ {
			pcm := make([]float32, 960)
			v.ReadAudio(pcm)
			v.mu.Lock()
			v.sound = append(v.sound, block{start.Add(time.Duration(blocks) * 10 * time.Millisecond), pcm})
			v.mu.Unlock()
		}
	}
}

func (v *viewer) close() {
	v.once.Do(func() {
		close(v.quit)
		<-v.done
		v.Player.Close()
	})
}

func (v *viewer) snapshot() ([]shot, []block) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]shot(nil), v.shots...), append([]block(nil), v.sound...)
}

// camera makes a moving picture and a warbling tone. Every second, for 100 ms
// from its start, the picture's corner is white and a beep sounds.
type camera struct {
	w, h  int
	fps   int
	noise int // 0..100: how hard the picture is to code
	pool  media.FramePool

	mu     sync.Mutex
	frames map[int64]int // capture time in microseconds to picture number
}

func newCamera(w, h, fps int) *camera {
	return &camera{w: w, h: h, fps: fps, frames: map[int64]int{}}
}

func (c *camera) run(ctx context.Context, p *rtc.Publisher) {
	start := time.Now()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	nf, ns := 0, 0
	pcm := make([]float32, 960)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		gone := time.Since(start)
		for ; ns < int(gone/(10*time.Millisecond)); ns++ {
			c.fillSound(pcm, ns)
			p.Audio(media.Samples{Data: pcm, Time: start.Add(time.Duration(ns) * 10 * time.Millisecond)})
		}
		if due := int(gone.Seconds() * float64(c.fps)); due > nf {
			nf = due
			f := c.pool.Get(c.w, c.h)
			f.Time = start.Add(time.Duration(nf) * time.Second / time.Duration(c.fps))
			c.draw(f, nf)
			c.mu.Lock()
			c.frames[f.Time.UnixMicro()] = nf
			c.mu.Unlock()
			p.Video(f)
		}
	}
}

func (c *camera) fillSound(pcm []float32, n int) {
	for i := range 480 {
		s := n*480 + i
		t := float64(s) / 48000
		v := 0.1 * math.Sin(2*math.Pi*(300*t+20*math.Sin(2*math.Pi*1.3*t)))
		if s%48000 < 4800 {
			v += 0.5 * math.Sin(2*math.Pi*1000*t)
		}
		pcm[2*i], pcm[2*i+1] = float32(v), float32(v)
	}
}

func (c *camera) draw(f *media.Frame, n int) {
	for y := range c.h {
		row := f.Y[y*f.YStride : y*f.YStride+c.w]
		for x := range row {
			row[x] = byte(60 + (x+2*n)%256/3 + (y+n)%128/2)
		}
	}
	for i := range f.Cb {
		f.Cb[i] = byte(100 + (i/f.CStride+n)%64)
		f.Cr[i] = byte(110 + (i%f.CStride+n)%64)
	}
	if c.noise > 0 {
		x := uint32(n*2654435761 + 1)
		for i := range f.Y {
			x = x*1664525 + 1013904223
			f.Y[i] += byte(x >> 24 * uint32(c.noise) / 100)
		}
	}
	white := byte(20)
	if n%c.fps*10 < c.fps {
		white = 235
	}
	for y := range 32 {
		for x := range 32 {
			f.Y[y*f.YStride+x] = white
		}
	}
}
