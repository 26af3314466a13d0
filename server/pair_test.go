package server

import (
	"context"
	"fmt"
	"slices"
	"time"

	"onair/signaling"
)

// pair is an anchor and a viewer who mean no harm, in a room of their own.
type pair struct {
	s            *testServer
	host, viewer *user
	said         int
}

func (s *testServer) pair() *pair {
	s.t.Helper()
	p := &pair{s: s, host: s.login("pair-host"), viewer: s.login("pair-viewer")}
	p.host.create(901)
	p.viewer.enter(901)
	return p
}

// talk says one line and waits until the anchor has heard it.
func (p *pair) talk() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	p.said++
	line := fmt.Sprint("line ", p.said)
	if err := p.viewer.Call(ctx, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: line}, nil); err != nil {
		return fmt.Errorf("%s: %w", line, err)
	}
	for ; ctx.Err() == nil; time.Sleep(time.Millisecond) {
		if slices.ContainsFunc(p.host.heard(signaling.EventRecvRoomTextMsg), func(e signaling.MessageEvent) bool { return e.Text == line }) {
			return nil
		}
	}
	return fmt.Errorf("%s was not heard", line)
}

// during has the pair talk while others flood, and once more after that: they are
// served, and never cut off.
func (p *pair) during(flood func()) {
	p.s.t.Helper()
	talked := make(chan error, 1)
	go func() {
		for range 2 { // few enough for the tightest limits of the tests
			if err := p.talk(); err != nil {
				talked <- err
				return
			}
		}
		talked <- nil
	}()
	flood()
	err := <-talked
	if err == nil {
		err = p.talk()
	}
	if err != nil {
		p.s.t.Errorf("the pair beside the flood: %v", err)
	}
	for _, u := range []*user{p.host, p.viewer} {
		if st := u.Status(); st.State != signaling.StateConnected || slices.Contains(u.lines(), "state reconnecting") {
			p.s.t.Errorf("%s was cut off: %+v", u.id, st)
		}
	}
}
