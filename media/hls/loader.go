package hls

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/bluenviron/gohlslib/v2/pkg/playlist"
)

// chunk is what was fetched.
type chunk struct {
	data []byte
	date time.Time // of its beginning by the server's clock; zero: not told
	// init says that it is the head that the rest is read by.
	init bool
	// lost says that something could not be had here.
	lost bool
	// edge says that nothing newer was there.
	edge bool
}

// loader follows one media playlist on its goroutine.
type loader struct {
	client *http.Client
	log    *slog.Logger
	url    *url.URL
	any    bool // every part can be decoded by itself: it is sound
	hold   func(*playlist.Media) time.Duration
	emit   func(context.Context, chunk) error
	// alive is told of everything new, and lost asked whether that is too long ago.
	alive func()
	lost  func() bool
	// renew asks for the address anew, when the server does not take known any more.
	renew         func(ctx context.Context, known *url.URL) (*url.URL, error)
	lists, pieces trouble

	pl   *playlist.Media
	segs []segment
	next place
	head string // the address of the init section that was emitted
	init []byte // that section
	anew bool   // the address is another since, the stream the same
	hint *fetching
}

// fetching is a request under way.
type fetching struct {
	uri    string
	of     span
	cancel context.CancelFunc
	done   chan struct{}
	data   []byte
	err    error
}

// open reads the playlist for the first time.
func (l *loader) open(ctx context.Context) error {
	pl, err := l.read(ctx, l.url)
	if err != nil {
		return err
	}
	l.take(pl)
	return nil
}

func (l *loader) read(ctx context.Context, from *url.URL) (*playlist.Media, error) {
	body, final, err := get(ctx, l.client, from, span{}, maxPlaylist)
	if err != nil {
		return nil, err
	}
	pl, err := playlist.Unmarshal(body)
	if err != nil {
		return nil, fmt.Errorf("hls: the playlist: %w: %w", errFormat, err)
	}
	media, is := pl.(*playlist.Media)
	if !is || media.Map == nil {
		return nil, fmt.Errorf("hls: this is no playlist of fragmented MP4: %w", errFormat)
	}
	if final.Host != l.url.Host || final.Path != l.url.Path { // moved
		l.url = final
	}
	return media, nil
}

func (l *loader) take(pl *playlist.Media) { l.pl, l.segs = pl, lay(pl) }

// run fetches until ctx or the stream ends.
func (l *loader) run(ctx context.Context) error {
	defer l.dropHint()
	l.next = begin(l.segs, l.hold(l.pl), l.any)
	for {
		elsewhere := false
		list, next, late := pending(l.segs, l.next)
		if late {
			l.log.Debug("hls: playing goes on at the end of the stream")
			l.next = begin(l.segs, l.hold(l.pl), l.any)
			list, next, _ = pending(l.segs, l.next)
		}
		if len(list) > 0 {
			if err := l.emitHead(ctx); err != nil {
				return err
			}
		}
		for i, p := range list {
			if p.gap {
				continue
			}
			err := l.piece(ctx, p, i == len(list)-1)
			if errors.Is(err, errElsewhere) {
				next, elsewhere = p.at, true
				break
			}
			if err != nil {
				return err
			}
		}
		l.next = next
		if l.pl.Endlist && !elsewhere {
			return errEnded
		}
		if !elsewhere {
			l.askHint(ctx)
		}
		if err := l.reload(ctx, len(list) > 0, elsewhere); err != nil {
			return err
		}
	}
}

// fetch reads a piece, or takes it from the request that was made for it beforehand.
func (l *loader) fetch(ctx context.Context, uri string, of span) ([]byte, error) {
	if h := l.hint; h != nil && h.uri == uri && h.of == of {
		l.hint = nil
		defer h.cancel()
		select {
		case <-h.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if h.err == nil {
			return h.data, nil
		}
	}
	u, err := resolve(l.url, uri)
	if err != nil {
		return nil, err
	}
	data, _, err := get(ctx, l.client, u, of, maxChunk)
	return data, err
}

// askHint asks for the part that is to come; the server answers when it is there.
func (l *loader) askHint(ctx context.Context) {
	h := l.pl.PreloadHint
	if h == nil || !low(l.pl) {
		return
	}
	of := span{start: h.ByteRangeStart}
	if h.ByteRangeLength != nil {
		of.length = *h.ByteRangeLength
	} else if h.ByteRangeStart > 0 {
		return // of a length that is not known yet
	}
	if l.hint != nil && l.hint.uri == h.URI && l.hint.of == of {
		return
	}
	u, err := resolve(l.url, h.URI)
	if err != nil {
		return
	}
	l.dropHint()
	ctx, cancel := context.WithCancel(ctx)
	f := &fetching{uri: h.URI, of: of, cancel: cancel, done: make(chan struct{})}
	l.hint = f
	go func() {
		defer close(f.done)
		f.data, _, f.err = get(ctx, l.client, u, of, maxChunk)
	}()
}

// dropHint gives up what was asked for beforehand, and waits for that.
func (l *loader) dropHint() {
	if l.hint != nil {
		l.hint.cancel()
		<-l.hint.done
		l.hint = nil
	}
}

// reload reads the playlist again, once there is something new; grew says that the
// last time brought something, elsewhere that it is to be read at once.
func (l *loader) reload(ctx context.Context, grew, elsewhere bool) error {
	wait := time.Duration(0)
	if elsewhere {
		grew = true
	} else if !low(l.pl) {
		if wait = target(l.pl) / 2; grew && len(l.pl.Segments) > 0 {
			wait = l.pl.Segments[len(l.pl.Segments)-1].Duration
		}
	} else if !grew { // the server did not wait for anything new
		wait = 100 * time.Millisecond
	}
	if !grew && l.lost() {
		return errLost
	}
	from := l.newer()
	for {
		if err := sleep(ctx, wait); err != nil {
			return err
		}
		pl, err := l.read(ctx, from)
		if err == nil {
			l.lists.over()
			l.take(pl)
			return nil
		}
		if err := l.failed(ctx, &l.lists, err); err != nil {
			return err
		}
		l.log.Debug("hls: reading the playlist again", "err", err)
		from = l.url // also where what was asked for is none of the server's any more
		wait = min(max(2*wait, 200*time.Millisecond), 2*time.Second)
	}
}

// newer is the address that is answered when the next part is there.
func (l *loader) newer() *url.URL {
	if !low(l.pl) {
		return l.url
	}
	u := *l.url
	q := u.Query()
	q.Set("_HLS_msn", strconv.Itoa(l.next.msn))
	q.Set("_HLS_part", strconv.Itoa(l.next.part))
	u.RawQuery = q.Encode()
	return &u
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
