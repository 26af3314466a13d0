package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"time"
)

// runPages has Chromium watch a page over one line after the other.
func runPages(ctx context.Context, o options) (err error) {
	if there, err := apart(ctx); there || err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "onair-lines-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	todo := slices.DeleteFunc(slices.Clone(ways), func(w way) bool {
		return !o.only.MatchString(w.name) || o.only.String() == "" && !w.page
	})
	if err := o.prepare(ctx, dir, time.Duration(len(todo)+1)*(o.long+30*time.Second)); err != nil {
		return err
	}
	c, err := lay()
	if err != nil {
		return err
	}
	defer c.close()
	open := o.otherStage
	if o.site.url == "" {
		open = o.ownStage
	}
	s, err := open(ctx, dir)
	if err != nil {
		return err
	}
	defer s.close()
	begin(pageHeader)
	for _, w := range todo {
		at, err := s.site()
		if err != nil {
			return err
		}
		r := watchPage(ctx, c, at, w, o)
		if err := ctx.Err(); err != nil {
			return err
		}
		fmt.Println(r.row(w, o.long))
	}
	fmt.Printf("\nLoad at the end: %s. %s\n", load(), s.sent())
	return nil
}

// stage is a server with a stream, for pages.
type stage struct {
	site  func() (site, error)
	sent  func() string
	close func()
}

// ownStage is an onaird with an anchor.
func (o *options) ownStage(ctx context.Context, dir string) (*stage, error) {
	h, err := startHouse(ctx, o.onaird, serverAddr, dir, o.log)
	if err != nil {
		return nil, err
	}
	anchor, err := h.goLive(ctx, o.source)
	if err != nil {
		h.close()
		return nil, err
	}
	looking, stop := context.WithCancel(ctx)
	short := make(chan float64, 1)
	go func() { short <- busy(looking, anchor) }()
	viewers := 0
	return &stage{
		site: func() (site, error) {
			viewers++
			user := fmt.Sprint("viewer", viewers)
			sig, err := sign(user)
			return site{url: fmt.Sprintf("http://%s/r/%d#user=%s&sig=%s", h.addr, room, user, url.QueryEscape(sig)), script: o.site.script}, err
		},
		sent: func() string {
			stop()
			return fmt.Sprintf("The anchor was short of the processor for %.0f %% of the time.", 100*<-short)
		},
		close: func() { stop(); anchor.Close(); h.close() },
	}, nil
}

// otherStage is another server, which the anchor's picture is sent to.
func (o *options) otherStage(ctx context.Context, dir string) (_ *stage, err error) {
	var ends []func()
	s := &stage{
		site: func() (site, error) { return o.site, nil },
		sent: func() string { return "" },
		close: func() {
			for _, end := range slices.Backward(ends) {
				end()
			}
		},
	}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if o.serve != "" {
		out, err := os.Create(o.log)
		if err != nil {
			return nil, err
		}
		running, stop := context.WithCancel(ctx)
		cmd := exec.CommandContext(running, "sh", "-c", o.serve)
		cmd.Stdout, cmd.Stderr = out, out
		group(cmd)
		if err := cmd.Start(); err != nil {
			stop()
			return nil, errors.Join(err, out.Close())
		}
		ends = append(ends, func() { stop(); _ = cmd.Wait(); out.Close() })
	}
	if err := answers(ctx, o.site.url); err != nil {
		return nil, err
	}
	if o.sender.url != "" {
		end, err := sendFromPage(ctx, o.source, dir, o.sender)
		if err != nil {
			return nil, err
		}
		ends = append(ends, end)
	}
	if o.whip != "" {
		w, err := sendWHIP(ctx, o.source, o.whip)
		if err != nil {
			return nil, err
		}
		ends = append(ends, w.close)
		s.sent = w.sent
	}
	return s, nil
}

// answers waits until a server does.
func answers(ctx context.Context, at string) error {
	for until := time.Now().Add(30 * time.Second); ; {
		res, err := http.Get(at)
		if err == nil {
			return res.Body.Close()
		}
		if time.Now().After(until) || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		time.Sleep(100 * time.Millisecond)
	}
}
