package hls

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	// tries is how often a piece is asked for before playing goes on without it, and
	// tryAfter the wait before the second time; it doubles.
	tries    = 4
	tryAfter = 100 * time.Millisecond
	// renewAfter is the least time between two requests for another address.
	renewAfter = time.Second
)

// errElsewhere says that a new playlist tells where a piece is now.
var errElsewhere = errors.New("hls: the address is another")

// trouble is how long a loader's requests have failed.
type trouble struct{ since atomic.Int64 } // Unix nanoseconds; 0: they do not

func (t *trouble) over() { t.since.Store(0) }

// more notes a failure, and reports whether it has lasted too long.
func (t *trouble) more(now time.Time) bool {
	t.since.CompareAndSwap(0, now.UnixNano())
	return now.Sub(time.Unix(0, t.since.Load())) > lostAfter
}

func (t *trouble) is() bool { return t.since.Load() != 0 }

// refused reports whether the server does not take the address any more.
func refused(err error) bool {
	var status *statusError
	return errors.As(err, &status) && (status.Code == http.StatusUnauthorized || status.Code == http.StatusForbidden || status.Code == http.StatusGone)
}

// failed notes a failure of a request, and gets another address where that is what is
// wrong. It returns what playing ends with.
func (l *loader) failed(ctx context.Context, t *trouble, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case t.more(time.Now()):
		return fmt.Errorf("%w: %w", errLost, err)
	case !refused(err):
		return nil
	case l.renew == nil:
		return err
	}
	u, err := l.renew(ctx, l.url)
	if err != nil {
		l.log.Debug("hls: no other address", "err", err)
		return ctx.Err() // it is asked for again
	}
	if u.String() != l.url.String() {
		l.dropHint()
		l.url, l.anew = u, true
	}
	return nil
}

// piece fetches and emits one; one that cannot be had is left out.
func (l *loader) piece(ctx context.Context, p piece, edge bool) error {
	wait := tryAfter
	for try := 1; ; try++ {
		data, err := l.fetch(ctx, p.uri, p.of)
		if err == nil {
			l.pieces.over()
			l.alive()
			if err = l.emit(ctx, chunk{data: data, date: p.date, edge: edge}); !errors.Is(err, errFormat) {
				return err
			}
			try = tries // it would be the same again
		} else if err := l.failed(ctx, &l.pieces, err); err != nil {
			return err
		}
		if refused(err) {
			return errElsewhere
		}
		var status *statusError
		missing := errors.As(err, &status) && status.Code == http.StatusNotFound
		if missing || try >= tries { // what is missing is gone for good
			l.log.Debug("hls: a piece is left out", "err", err)
			return l.emit(ctx, chunk{lost: true})
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
		wait *= 2
	}
}

// emitHead gives out the init section, if it is another one.
func (l *loader) emitHead(ctx context.Context) error {
	m := l.pl.Map
	if m == nil || m.URI == l.head {
		return nil
	}
	wait := tryAfter
	for {
		data, err := l.fetch(ctx, m.URI, spanOf(m.ByteRangeStart, m.ByteRangeLength))
		if err == nil {
			l.pieces.over()
			same := l.anew && bytes.Equal(data, l.init)
			l.head, l.init, l.anew = m.URI, data, false
			if same {
				return nil
			}
			return l.emit(ctx, chunk{data: data, init: true})
		}
		if err := l.failed(ctx, &l.pieces, err); err != nil {
			return err
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
		if pl, err := l.read(ctx, l.url); err == nil { // it may have another one by now
			l.take(pl)
			if m = l.pl.Map; m == nil {
				return nil
			}
		}
		wait = min(2*wait, 2*time.Second)
	}
}

// renewed asks for the stream's address anew, for the n-th of its playlists; known is
// the one it has. The first loader that asks gets it for the others.
func (p *Player) renewed(ctx context.Context, n int, known *url.URL) (*url.URL, error) {
	p.renewing.Lock()
	defer p.renewing.Unlock()
	if n < len(p.lists) && p.lists[n].String() != known.String() {
		return p.lists[n], nil
	}
	if err := sleep(ctx, time.Until(p.asked.Add(renewAfter))); err != nil {
		return nil, err
	}
	p.asked = time.Now()
	address, err := p.cfg.Renew(ctx)
	if err != nil {
		return nil, err
	}
	found, err := p.find(ctx, address)
	if err != nil {
		return nil, err
	}
	if n >= len(found) {
		return nil, fmt.Errorf("hls: the playlist of the sound is gone: %w", errFormat)
	}
	p.lists = p.lists[:0]
	for _, l := range found {
		p.lists = append(p.lists, l.url)
	}
	return p.lists[n], nil
}
