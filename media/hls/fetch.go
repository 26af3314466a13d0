package hls

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	maxPlaylist = 1 << 20
	maxChunk    = 64 << 20
	// answerTime is how long a playlist or a part may take: longer than any server
	// holds a blocking request.
	answerTime = 20 * time.Second
)

// statusError is an answer of the server that is not what was asked for.
type statusError struct{ Code int }

func (e *statusError) Error() string {
	return fmt.Sprintf("hls: the server answers %d %s", e.Code, http.StatusText(e.Code))
}

// span is a part of a resource; zero length is all of it.
type span struct{ start, length uint64 }

func spanOf(start, length *uint64) span {
	var s span
	if length != nil {
		s.length = *length
		if start != nil {
			s.start = *start
		}
	}
	return s
}

// get reads a resource of limited size. final is where redirects led.
func get(ctx context.Context, client *http.Client, from *url.URL, of span, limit int64) (body []byte, final *url.URL, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from.String(), nil)
	if err != nil {
		return nil, nil, fmt.Errorf("hls: %w", bare(err))
	}
	if of.length > 0 {
		req.Header.Set("Range", "bytes="+strconv.FormatUint(of.start, 10)+"-"+strconv.FormatUint(of.start+of.length-1, 10))
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, nil, fmt.Errorf("hls: %w", bare(err))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusPartialContent {
		return nil, nil, &statusError{Code: res.StatusCode}
	}
	body, err = io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, nil, fmt.Errorf("hls: %w", bare(err))
	}
	if int64(len(body)) > limit {
		return nil, nil, fmt.Errorf("hls: more than %d bytes: %w", limit, errFormat)
	}
	return body, res.Request.URL, nil
}

// bare takes the address out of an error: signed ones are secret.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// resolve reads an address out of a playlist.
func resolve(base *url.URL, uri string) (*url.URL, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return nil, fmt.Errorf("hls: an address in the playlist: %w", errFormat)
	}
	return base.ResolveReference(u), nil
}
