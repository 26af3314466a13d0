package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A JetStream that is full does not only refuse what is new: servers of a cluster whose
// files are over max_file_store drop all that their streams say to each other, so that
// none elects a leader and nothing can be deleted either, the lease's stream among them.
// So a shared store never gets there. It has NATS promise it some space (the stream's
// max_bytes), asks for more long before that is used, and where no more is to be had it
// refuses by itself what is new, while there is still room for what keeps nodes going.
const (
	// spaceFirst is what is asked for first, spaceLeast what is worth asking for.
	spaceFirst = 1 << 30
	spaceLeast = 4 << 20
	// spaceSpare is kept free for the lease, taking over, reading and deleting, or an
	// eighth if that is less.
	spaceSpare = 16 << 20
	// askEvery is how often NATS is asked how much is used when it seems too much.
	askEvery = 200 * time.Millisecond
	// growEvery is how often more is asked for after NATS had no more.
	growEvery = 5 * time.Second
	// aMessage is what a message takes besides its value, at most.
	aMessage = 512
	// growing is the stream that tries whether all servers have more.
	growing = SharedStream + "_MORE"
)

// space is what a shared store takes of NATS.
type space struct {
	asking chan struct{} // held by who asks NATS

	mu      sync.Mutex
	most    int64 // what NATS has promised; 0: nothing, and it decides itself
	used    int64 // when it was last asked, and all that was written since
	asked   time.Time
	refused time.Time // when it last had no more
	full    bool
}

// spare is what of a promise is not for records.
func spare(most int64) int64 { return min(spaceSpare, most/8) }

// take counts n bytes that are to be written; false if there is no room for them.
func (p *space) take(n int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.most > 0 && p.used+n > p.most-spare(p.most) {
		return false
	}
	p.used += n
	return true
}

// see notes what NATS says of the stream.
func (p *space) see(info *jetstream.StreamInfo) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.most, p.used, p.asked = max(0, info.Config.MaxBytes), int64(info.State.Bytes), time.Now()
}

func (p *space) fresh() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Since(p.asked) < askEvery
}

// mayGrow reports whether it is time to ask for more.
func (p *space) mayGrow() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.most > 0 && p.used > p.most/2 && (p.refused.IsZero() || time.Since(p.refused) > growEvery)
}

func (p *space) noMore() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refused = time.Now()
}

// becomes notes whether there is no room; it reports whether that is news.
func (p *space) becomes(full bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.full
	p.full = full
	return full != was
}

// roomFor refuses n records of some bytes together that NATS has not promised room for.
func (s *Store) roomFor(ctx context.Context, n, bytes int) error {
	e, err := s.engine()
	if err != nil {
		return err
	}
	if e.disk != "" {
		if err := enough(e.disk, Reserve+int64(bytes)); err != nil {
			return err
		}
	}
	size := int64(bytes + n*aMessage)
	if e.space.take(size) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	defer context.AfterFunc(e.ctx, cancel)()
	select {
	case e.space.asking <- struct{}{}:
		defer func() { <-e.space.asking }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !e.space.fresh() {
		if err := e.measure(ctx); err != nil {
			return mapError(err)
		}
	}
	ok := e.space.take(size)
	if !ok && e.space.mayGrow() {
		if err := e.grow(ctx); err != nil {
			s.log.Warn("store: NATS does not say whether it has more room", "err", err)
		}
		ok = e.space.take(size)
	}
	if e.space.becomes(!ok) {
		if ok {
			s.log.Info("store: NATS has room again")
		} else {
			s.log.Error("store: NATS has no more room for what nodes keep: what would have to be stored is refused. Raise max_file_store of its servers or the limit of the account; how much is used is in its monitoring")
		}
	}
	if !ok {
		return fmt.Errorf("%w: NATS has no more room", ErrFull)
	}
	return nil
}

// Tend asks NATS for more room long before there is none.
func (s *Store) Tend(ctx context.Context) error {
	e, err := s.engine()
	if err != nil || !e.shared() {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	defer context.AfterFunc(e.ctx, cancel)()
	select {
	case e.space.asking <- struct{}{}:
		defer func() { <-e.space.asking }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := e.measure(ctx); err != nil || !e.space.mayGrow() {
		return mapError(err)
	}
	return e.grow(ctx)
}

func (e *engine) measure(ctx context.Context) error {
	st, err := e.js.Stream(ctx, SharedStream)
	if err == nil {
		e.space.see(st.CachedInfo())
	}
	return err
}

// grow asks NATS for as much again, or for what of that it has.
func (e *engine) grow(ctx context.Context) error {
	st, err := e.js.Stream(ctx, SharedStream)
	if err != nil {
		return err
	}
	cfg := st.CachedInfo().Config
	if termOf(cfg) != e.term {
		return ErrFenced
	}
	tidy := func() error {
		if err := e.js.DeleteStream(ctx, growing); !errors.Is(err, jetstream.ErrStreamNotFound) {
			return err
		}
		return nil
	}
	if err := tidy(); err != nil { // of who died here
		return err
	}
	has := cfg.MaxBytes
	for more := has; more >= spaceLeast; more /= 2 {
		// A change of the stream asks one server alone; a new stream asks all.
		_, err = e.js.CreateStream(ctx, jetstream.StreamConfig{Name: growing, Subjects: []string{"onair.more"}, Storage: jetstream.FileStorage,
			Replicas: cfg.Replicas, MaxBytes: more, Discard: jetstream.DiscardNew})
		if err == nil {
			err = tidy()
		}
		if err == nil {
			cfg.MaxBytes = has + more // servers that were asked may have promised too much
			st, err = e.js.UpdateStream(ctx, cfg)
		}
		if err == nil {
			e.space.see(st.CachedInfo())
			return nil
		}
		if !Full(err) {
			return err
		}
	}
	e.space.noMore()
	return nil
}

// create makes the stream, with as much room as NATS has up to spaceFirst. One that
// promises none is used as it comes.
func (e *engine) create(ctx context.Context, cfg jetstream.StreamConfig) (st jetstream.Stream, err error) {
	for cfg.MaxBytes = spaceFirst; cfg.MaxBytes >= spaceLeast; cfg.MaxBytes /= 2 {
		if st, err = e.js.CreateStream(ctx, cfg); err == nil || !Full(err) {
			return st, err
		}
	}
	cfg.MaxBytes = -1
	return e.js.CreateStream(ctx, cfg)
}

// Full reports whether an error of JetStream says that it has no room: a limit of the
// account, of the server, of its disk, or of a stream.
func Full(err error) bool {
	const account, resources, storage, bytes = 10002, 10023, 10047, 10077
	for _, code := range []jetstream.ErrorCode{account, resources, storage, bytes} {
		if errors.Is(err, &jetstream.APIError{ErrorCode: code}) {
			return true
		}
	}
	const peers, limits = 10005, 10053 // which have other reasons, too
	var e *jetstream.APIError
	return errors.As(err, &e) && (e.ErrorCode == peers || e.ErrorCode == limits) && strings.Contains(e.Description, "insufficient storage")
}
