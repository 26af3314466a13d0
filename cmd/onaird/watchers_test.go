package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"onair/server/sfu/sfutest"
)

// watchers are viewers by WHEP in a process of their own. All but one throw away what
// comes, so that many fit a machine; the one counts what it misses.
type watchers struct {
	Addr, Path string
	N          int
}

// watchersMain connects them, says so on standard output, and ends with standard input.
func watchersMain(args string) {
	var w watchers
	err := json.Unmarshal([]byte(args), &w)
	if err == nil {
		err = w.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (w watchers) run() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var got atomic.Uint64
	var counting *sfutest.Viewer
	for i := range w.N {
		set := sfutest.Settings()
		if i > 0 {
			if err := sfutest.Ignore(&set, &got); err != nil {
				return err
			}
		}
		v, err := sfutest.Play(ctx, sfutest.PlayConfig{Settings: &set}, offerTo(w.Addr, w.Path, "", fmt.Sprintf("198.51.%d.%d", 100+i/250, i%250+1)))
		if err != nil {
			return err
		}
		defer v.Close()
		if err := v.Connected(ctx); err != nil {
			return err
		}
		if i == 0 {
			counting = v
		}
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	fmt.Println(counting.Count().Missing())
	return nil
}

// offerTo gives offers to an address of WHIP or WHEP; from, if not empty, is whom a
// proxy says they come from.
func offerTo(addr, path, bearer, from string) sfutest.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+path, strings.NewReader(offer))
		if err != nil {
			return "", err
		}
		req.Header.Set("Content-Type", "application/sdp")
		if bearer != "" {
			req.Header.Set("Authorization", "Bearer "+bearer)
		}
		if from != "" {
			req.Header.Set("X-Forwarded-For", from)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err == nil && res.StatusCode != http.StatusCreated {
			err = fmt.Errorf("%s: %s", res.Status, text)
		}
		return string(text), err
	}
}
