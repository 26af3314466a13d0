package rtc

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/clock"
)

// Each second the source shows one white picture and gives a beep of 60 ms.
const beepLength = 60 * time.Millisecond

// arrival is what reaches the viewer at a moment.
type arrival struct {
	at   time.Duration // since the sender's beginning
	take func()
}

// link is how the network treats packets from a moment on.
type link struct {
	from, jitter time.Duration
	loss         float64
}

// stage is a sender and a viewer joined by a network that is made up, in time
// that is made up too; what receives, decodes, buffers, and decides what is due
// is the player's.
type stage struct {
	t     *testing.T
	begin time.Time
	sync  *avSync
	audio *audioRecv
	lines [2]*senderLine // of pictures and of sound
	pres  *presenter
	links []link
	rand  *rand.Rand
	sent  []arrival

	mu             sync.Mutex
	flashes, beeps []time.Duration
}

func newStage(t *testing.T, links []link) *stage {
	s := &stage{t: t, begin: time.Now(), sync: &avSync{}, links: links, rand: rand.New(rand.NewPCG(3, 4))}
	wall := clock.NewWall(s.begin)
	for i, rate := range []int{videoRate, audioRate} {
		s.lines[i] = &senderLine{rate: rate, wall: wall}
		s.lines[i].report(0, clock.ToNTP(s.begin.UnixNano()))
	}
	var err error
	if s.audio, err = newAudioRecv(s.sync, s.lines[1]); err != nil {
		t.Fatal(err)
	}
	s.pres = newPresenter(s.see, s.sync, s.begin)
	return s
}

// pass is when what was sent at a moment arrives; what is lost, never.
func (s *stage) pass(at time.Duration) (time.Duration, bool) {
	l := s.links[0]
	for _, next := range s.links {
		if next.from <= at {
			l = next
		}
	}
	wait := 15*time.Millisecond + time.Duration(s.rand.Float64()*float64(l.jitter))
	return at + wait, s.rand.Float64() >= l.loss
}

// sendSound codes so much sound; each packet leaves when its last sample is there.
func (s *stage) sendSound(length time.Duration) {
	enc, err := av.NewOpusEncoder(av.OpusConfig{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer enc.Close()
	pcm := make([]float32, 2*packetSamples)
	for i := range int(length / (20 * time.Millisecond)) {
		for k := range packetSamples {
			n := i*packetSamples + k
			v := 0.0
			if n%audioRate < int(beepLength.Seconds()*audioRate) {
				v = 0.5 * math.Sin(2*math.Pi*1000*float64(n)/audioRate)
			}
			pcm[2*k], pcm[2*k+1] = float32(v), float32(v)
		}
		packet, err := enc.Encode(pcm, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		// A beep whose beginning is lost would be measured late.
		if at, ok := s.pass(time.Duration(i+1) * 20 * time.Millisecond); ok || i%50 < 4 {
			s.sent = append(s.sent, arrival{at, func() {
				s.audio.buf.Push(uint16(i), uint32(i*packetSamples), packet, time.Now())
			}})
		}
	}
}

// sendPictures sends 30 a second; one that is lost is sent again 60 ms later,
// and the next ones wait for it.
func (s *stage) sendPictures(length time.Duration) {
	before := time.Duration(0)
	for i := range int(length.Seconds() * 30) {
		at, ok := s.pass(time.Duration(i) * time.Second / 30)
		if !ok {
			at += 60 * time.Millisecond
		}
		before = max(before, at)
		s.sent = append(s.sent, arrival{before, func() {
			now := time.Now()
			f := media.NewFrame(2, 2)
			f.Y[0] = map[bool]byte{true: 255}[i%30 == 0]
			f.Time, _ = s.lines[0].captured(uint32(i*videoRate/30), now)
			s.sync.decoded(now.Sub(f.Time), now)
			s.pres.put(f)
		}})
	}
}

func (s *stage) see(f *media.Frame) {
	if f.Y[0] > 200 {
		s.mu.Lock()
		s.flashes = append(s.flashes, time.Since(s.begin))
		s.mu.Unlock()
	}
	f.Release()
}

// listen is the playout: a block each 10 ms.
func (s *stage) listen(ctx context.Context) {
	block, quiet := make([]float32, 960), media.SampleRate
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		n := s.audio.read(block)
		for i := 0; i < n; i += 2 {
			if math.Abs(float64(block[i])) < 0.2 {
				quiet++
				continue
			}
			if quiet > media.SampleRate/3 {
				s.beeps = append(s.beeps, time.Since(s.begin)+time.Duration(i/2)*time.Second/media.SampleRate)
			}
			quiet = 0
		}
	}
}

// play runs it all.
func (s *stage) play(length time.Duration) {
	s.sendSound(length)
	s.sendPictures(length)
	slices.SortStableFunc(s.sent, func(a, b arrival) int { return cmp.Compare(a.at, b.at) })
	ctx, cancel := context.WithCancel(s.t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { s.pres.run(ctx) })
	wg.Go(func() { s.listen(ctx) })
	for _, a := range s.sent {
		time.Sleep(time.Until(s.begin.Add(a.at)))
		a.take()
	}
	cancel()
	wg.Wait()
	s.audio.dec.Close()
}

// Picture and sound that belong together are seen and heard within 40 ms of
// each other: on a good network, on one that loses and delays, where the
// buffers grow, and while they shrink again. The clock is the test's own, so a
// busy machine changes nothing; BenchmarkLipSync of package liveroom measures
// the whole way.
func TestPictureAndSoundAreInSync(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const second = time.Second
		s := newStage(t, []link{{}, {from: 20 * second, jitter: ms(40), loss: 0.1}, {from: 40 * second}})
		s.play(70 * second)
		for _, phase := range []struct {
			name     string
			from, to time.Duration
			delay    time.Duration // from capture to view, at most
		}{
			{"at first", 2 * second, 20 * second, ms(120)},
			{"10 % loss, 40 ms of jitter", 22 * second, 40 * second, ms(350)},
			{"shrinking again", 40 * second, 60 * second, ms(350)},
			{"shrunk", 60 * second, 69 * second, ms(150)},
		} {
			var apart []float64
			for _, f := range s.flashes {
				k := slices.IndexFunc(s.beeps, func(b time.Duration) bool { return (b - f).Abs() < 400*time.Millisecond })
				if f < phase.from || f >= phase.to || k < 0 {
					continue
				}
				apart = append(apart, float64((f-s.beeps[k]).Microseconds())/1000)
				if late := f - f.Truncate(second); late > phase.delay {
					t.Errorf("%s: the picture of %v is seen %v later", phase.name, f.Truncate(second), late)
				}
			}
			t.Logf("%s: pictures after their sound by %.0f ms", phase.name, apart)
			if most := int((phase.to - phase.from) / second); len(apart) < most*3/4 {
				t.Errorf("%s: %d of %d flashes came with their beeps", phase.name, len(apart), most)
			}
			for _, d := range apart {
				if math.Abs(d) > 40 {
					t.Errorf("%s: picture and sound are %.1f ms apart", phase.name, d)
				}
			}
		}
	})
}
