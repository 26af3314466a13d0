package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A shared store is one stream in a NATS of several servers, with all buckets in it.
// Several nodes can reach it, and one at a time writes: what it writes goes to a
// subject with the number of its term, and the stream takes in the newest term's
// subject alone. So a node that was paused or cut off, and still believes that it
// leads, is refused by the stream itself.
const (
	// SharedStream is that stream's name.
	SharedStream  = "ONAIR"
	sharedSubject = "onair.w."
	goneHeader    = "Onair-Gone" // the record is being deleted
)

// stored has the term taken off what is written. It is the same for all terms: each
// server of NATS applies it when it stores, and one that lags stores what an earlier
// term wrote when it knows of the next one.
var stored = jetstream.SubjectTransformConfig{Source: sharedSubject + "*.>", Destination: "b.>"}

// Shared says where a shared store is.
type Shared struct {
	Conn     *nats.Conn
	Replicas int    // of each record
	Term     uint64 // of the node that writes; larger than any before
	Disk     string // a folder on the disk of a copy that is on this machine; empty: none is
}

// ErrFenced: another node writes now.
var ErrFenced = errors.New("store: another node has taken over")

// Join opens the shared store for writing, made if it is not there; from now on
// nodes of earlier terms are refused. ErrFenced if there is a later one. The
// connection stays the caller's.
func Join(ctx context.Context, at Shared, log *slog.Logger) (*Store, error) {
	js, err := jetstream.New(at.Conn, jetstream.WithDefaultTimeout(opTimeout))
	if err != nil {
		return nil, fmt.Errorf("shared store: %w", err)
	}
	e := &engine{nc: at.Conn, js: js, streams: make(map[string]jetstream.Stream), term: at.Term, disk: at.Disk, space: space{asking: make(chan struct{}, 1)}}
	e.ctx, e.fail = context.WithCancelCause(context.Background())
	if e.one, err = e.fence(ctx, at.Replicas); err != nil {
		e.close()
		return nil, fmt.Errorf("shared store: %w", err)
	}
	return &Store{log: log, eng: e, buckets: map[string]*Bucket{}}, nil
}

// Held tells whether the store still takes in what this term writes: ErrFenced if it
// does not.
func (s *Store) Held(ctx context.Context) error {
	e, err := s.engine()
	if err != nil {
		return err
	}
	info, err := e.one.Info(ctx)
	if err != nil {
		return mapError(err)
	}
	if there := termOf(info.Config); there != e.term {
		return fmt.Errorf("term %d writes, not %d: %w", there, e.term, ErrFenced)
	}
	return nil
}

// fence has the stream take in what this term writes, and nothing of earlier ones.
func (e *engine) fence(ctx context.Context, replicas int) (st jetstream.Stream, err error) {
	err = e.insist(ctx, func(ctx context.Context) error { st, err = e.setIntake(ctx, replicas); return err })
	if err != nil {
		return nil, mapError(err)
	}
	e.space.see(st.CachedInfo())
	// What an earlier term has under way is through before this, or refused.
	if err = e.insist(ctx, func(ctx context.Context) error {
		_, err := e.js.Publish(ctx, sharedSubject+strconv.FormatUint(e.term, 10)+".term.begun", nil)
		return err
	}); err != nil {
		return nil, mapError(err)
	}
	return st, mapError(e.insist(ctx, func(ctx context.Context) error {
		return st.Purge(ctx, jetstream.WithPurgeSubject(readSubject+">")) // of who died while reading
	}))
}

func (e *engine) setIntake(ctx context.Context, replicas int) (jetstream.Stream, error) {
	st, err := e.js.Stream(ctx, SharedStream)
	if err == nil {
		cfg := st.CachedInfo().Config
		if there := termOf(cfg); there > e.term {
			return nil, fmt.Errorf("term %d is over, it is %d now: %w", e.term, there, ErrFenced)
		}
		cfg.Subjects, cfg.SubjectTransform, cfg.Duplicates = e.intake(), &stored, onceFor
		return e.js.UpdateStream(ctx, cfg)
	}
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, err
	}
	// Reads go to the stream's leader: another replica may not know the newest yet.
	cfg := jetstream.StreamConfig{Name: SharedStream, Storage: jetstream.FileStorage, Replicas: replicas,
		MaxMsgsPerSubject: 1, MaxMsgSize: MaxValue + 64<<10, Discard: jetstream.DiscardNew}
	cfg.Subjects, cfg.SubjectTransform, cfg.Duplicates = e.intake(), &stored, onceFor
	return e.create(ctx, cfg)
}

func (e *engine) intake() []string {
	return []string{sharedSubject + strconv.FormatUint(e.term, 10) + ".>"}
}

// termOf is whose writes a stream takes in.
func termOf(cfg jetstream.StreamConfig) (term uint64) {
	for _, s := range cfg.Subjects {
		_, _ = fmt.Sscanf(s, sharedSubject+"%d.>", &term)
	}
	return term
}

// shared reports whether other nodes reach the store, too.
func (e *engine) shared() bool { return e.one != nil }

// into is where a record of a subject is written to.
func (e *engine) into(subject string) string {
	if !e.shared() {
		return subject
	}
	return sharedSubject + strconv.FormatUint(e.term, 10) + subject[len("b"):]
}

// Fence ends the store for this node, which leads no more: nothing waits for an
// answer any longer, and everything is refused with ErrFenced.
func (s *Store) Fence() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.eng.fail(ErrFenced)
}

// newMarks are marks of this process alone.
func newMarks(high uint64) *marks { return &marks{by: map[uint64]mark{}, high: high} }

// eraseShared deletes a record in two steps, since a stream can refuse only what is
// published: it is overwritten by one that says so, which is then taken away.
func (b *Bucket) eraseShared(ctx context.Context, key string, revision *uint64) error {
	msg := &nats.Msg{Header: nats.Header{goneHeader: {"1"}}}
	var opts writeOnce
	return b.write(ctx, func(ctx context.Context, e *engine, st jetstream.Stream) error {
		msg.Subject = e.into(b.subject(key))
		b.first.erase(key)
		_ = b.marks.clear(keyHash(key)) // before: a lost answer is no lost record
		ack, err := e.js.PublishMsg(ctx, msg, opts.of(e, revision)...)
		at, err := opts.stored(ctx, st, b.subject(key), ack, err)
		if err != nil {
			return err
		}
		if err := st.DeleteMsg(ctx, at); err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) {
			b.store.log.Debug("store: the trace of a deleted record stays", "bucket", b.name, "key", key, "err", err)
		}
		return nil
	})
}

// clearTrace takes away what a deletion has left that came to no end; false if the
// newest record of a key is none.
func (b *Bucket) clearTrace(ctx context.Context, key string) (was bool, err error) {
	err = b.write(ctx, func(ctx context.Context, e *engine, st jetstream.Stream) error {
		m, err := st.GetLastMsgForSubject(ctx, b.subject(key))
		if was && errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil // the first try was done
		}
		if was = err == nil && m.Header.Get(goneHeader) != ""; was {
			err = st.DeleteMsg(ctx, m.Sequence)
		}
		return err
	})
	return was, err
}
