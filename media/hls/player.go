package hls

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
)

// Why playing ended.
var (
	errClosed = errors.New("hls: closed")
	errEnded  = errors.New("hls: the stream has ended")
	errLost   = errors.New("hls: nothing new comes")
)

// lostAfter is how long nothing new may come.
const lostAfter = 15 * time.Second

// Config says what to play.
type Config struct {
	// URL is a multivariant or a media playlist.
	URL string
	// Renew asks for the stream's address anew, when the server does not take the one
	// there is any more; nil: then playing ends.
	Renew func(ctx context.Context) (url string, err error)
	// OnVideo receives each picture when it is due, with one reference, on the
	// presenter's goroutine. Frame.Time is when it was at the server, by this
	// machine's clock.
	OnVideo func(*media.Frame)
	// ClockOffset is added to the server's clock to get this machine's.
	ClockOffset time.Duration
	// Lead is how much is to be in hand when playing begins; 0: what the server asks
	// for.
	Lead time.Duration
	// Client makes the requests; nil: one of the player's own.
	Client *http.Client
	// Logger receives what explains a failure; nil: nothing.
	Logger *slog.Logger
}

// Player plays one stream. Its methods may be called from any goroutine, but ReadAudio
// from only one at a time.
type Player struct {
	cfg    Config
	own    *http.Transport // of a client of our own
	deck   *deck
	pres   *presenter
	meter  *meter
	cancel context.CancelFunc
	done   chan struct{}
	err    error // valid once done is closed
	closed atomic.Bool
	fresh  atomic.Int64 // when something new came last, Unix nanoseconds

	loaders  []*loader
	line     line
	renewing sync.Mutex // guards the following
	lists    []*url.URL // where the playlists are, as last asked
	asked    time.Time
}

// Play reads the playlists of a stream and starts playing it. ctx bounds that alone;
// playing goes on until Close or until nothing comes any more.
func Play(ctx context.Context, cfg Config) (*Player, error) {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	p := &Player{cfg: cfg, done: make(chan struct{}), meter: newMeter(time.Now())}
	if cfg.Client == nil {
		p.own = &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 8, IdleConnTimeout: 30 * time.Second}
		jar, _ := cookiejar.New(nil) // it never fails
		p.cfg.Client = &http.Client{Transport: p.own, Jar: jar}
	}
	p.alive()
	loaders, err := p.find(ctx, cfg.URL)
	if err == nil {
		err = loaders[0].open(ctx)
	}
	if err != nil {
		p.letGo()
		return nil, err
	}
	first := loaders[0]
	p.loaders = loaders
	for i, l := range loaders {
		p.lists = append(p.lists, l.url)
		if cfg.Renew != nil {
			l.renew = func(ctx context.Context, known *url.URL) (*url.URL, error) { return p.renewed(ctx, i, known) }
		}
	}
	lead := cfg.Lead
	if lead == 0 {
		lead = max(holdBack(first.pl), 400*time.Millisecond)
	}
	p.deck = newDeck(time.Now, lead)
	p.deck.expect(false, len(loaders) > 1)
	p.pres = newPresenter(p.deck, cfg.OnVideo, func(t time.Time) time.Time { return t.Add(cfg.ClockOffset) }, p.meter)
	run, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	go p.run(run, loaders)
	return p, nil
}

func (p *Player) alive() { p.fresh.Store(time.Now().UnixNano()) }

func (p *Player) lost() bool { return time.Since(time.Unix(0, p.fresh.Load())) > lostAfter }

// run is the owner goroutine.
func (p *Player) run(ctx context.Context, loaders []*loader) {
	var wg sync.WaitGroup
	ended := make(chan error, len(loaders)+1)
	start := func(f func(context.Context) error) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			ended <- f(ctx)
		}()
	}
	start(p.pres.run)
	for i, l := range loaders {
		start(func(ctx context.Context) error { return p.load(ctx, l, i > 0) })
	}
	err := <-ended
	p.cancel()
	wg.Wait()
	if p.closed.Load() {
		err = errClosed
	}
	p.err = err
	p.letGo()
	close(p.done)
}

// load follows a playlist; that of the sound is opened here, and waited for.
func (p *Player) load(ctx context.Context, l *loader, open bool) error {
	take := &taking{p: p, demux: &demux{}}
	defer take.demux.close()
	l.emit = take.chunk
	for open {
		err := l.open(ctx)
		if err == nil {
			break
		}
		if err := l.failed(ctx, &l.lists, err); err != nil {
			return err
		}
		if err := sleep(ctx, time.Second); err != nil {
			return err
		}
	}
	return l.run(ctx)
}

// taking takes the chunks of one playlist apart.
type taking struct {
	p     *Player
	demux *demux
	shift time.Duration // from the times of the playlist's run to the line's
	next  time.Duration // on the line: where it is
}

func (t *taking) chunk(ctx context.Context, c chunk) error {
	if c.init {
		err := t.demux.head(c.data)
		if err == nil {
			t.p.deck.expect(t.demux.has())
		}
		return err
	}
	if video, _ := t.demux.has(); c.lost && !video {
		return nil
	} else if c.lost {
		return t.p.pres.put(ctx, packet{lost: true})
	}
	t.p.meter.fetched(time.Now(), len(c.data))
	first, dated := true, c.date.IsZero()
	err := t.demux.each(c.data, func(u unit) error {
		if first {
			first = false
			t.shift, t.next = t.p.line.place(c.date, u.dts, t.shift, t.next)
		}
		u.pts += t.shift
		if u.pcm != nil {
			t.next = u.pts + length(len(u.pcm))
			t.p.deck.push(u.pts, u.pcm)
			return nil
		}
		t.next = u.dts + t.shift
		if !dated {
			dated = true
			t.p.pres.noteDate(c.date, t.next)
		}
		t.p.deck.picture(u.pts)
		return t.p.pres.put(ctx, packet{pts: u.pts, key: u.key, data: u.data})
	})
	if err == nil && c.edge {
		t.p.deck.caughtUp(t.demux.has())
	}
	return err
}

// ReadAudio fills dst with the next sound, interleaved stereo at 48 kHz, and returns how
// many samples it wrote: all, or none while there is no sound. The mixer calls it at the
// pace of the playout.
func (p *Player) ReadAudio(dst []float32) int {
	if p.closed.Load() {
		return 0
	}
	return p.deck.readAudio(dst)
}

// SetPlayoutLatency tells how long after ReadAudio its sound is heard, so that pictures
// wait for it.
func (p *Player) SetPlayoutLatency(d time.Duration) { p.deck.setLatency(d) }

// Done is closed when playing has ended and all goroutines have.
func (p *Player) Done() <-chan struct{} { return p.done }

// Err tells, after Done, why playing ended.
func (p *Player) Err() error {
	select {
	case <-p.done:
		return p.err
	default:
		return nil
	}
}

// Close ends playing and waits for the goroutines. Calling it again is harmless.
func (p *Player) Close() error {
	p.closed.Store(true)
	p.cancel()
	<-p.done
	return nil
}

func (p *Player) letGo() {
	if p.own != nil {
		p.own.CloseIdleConnections()
	}
}

// Stats returns the stream's state.
func (p *Player) Stats() Stats {
	s := p.meter.read(time.Now())
	s.Buffer, s.Playing, s.Underruns = p.deck.inHand()
	for _, l := range p.loaders {
		s.Failing = s.Failing || l.lists.is() || l.pieces.is()
	}
	return s
}
