package server

import (
	"context"
	"strings"
	"sync"

	"onair/room"
	"onair/server/reply"
	"onair/server/sfu"
)

// fakeRelay stands for the media relay where a test is about rooms.
type fakeRelay struct {
	mu    sync.Mutex
	flows map[string]func(room.Media)
	plays map[string]bool
	muted map[string]room.Media
	views map[string]sfu.View
	told  map[string]func(sfu.Picture)
}

func newFakeRelay(Config) (relay, error) {
	return &fakeRelay{
		flows: make(map[string]func(room.Media)), plays: make(map[string]bool), muted: make(map[string]room.Media),
		views: make(map[string]sfu.View), told: make(map[string]func(sfu.Picture)),
	}, nil
}

// stream is what a user sends in a room, as the relay knows it.
func (s *testServer) stream(id uint32, user string) string {
	return streamName(s.cfg.SDKAppID, id, user)
}

func (s *testServer) fake() *fakeRelay { return s.relay.(*fakeRelay) }

func (r *fakeRelay) Publish(_ context.Context, stream, offer string, seat room.Seat, on func(room.Media), _ func()) (string, error) {
	if offer != "offer" {
		return "", reply.ErrMediaRefused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.flows[stream] = on
	r.muted[stream] = seat.Muted
	return "answer", nil
}

// Tap finds that a stream cannot be HLS: who is let in is told so at once.
func (r *fakeRelay) Tap(string, sfu.Sink) (sfu.Kinds, func(), error) {
	return sfu.Kinds{}, nil, sfu.ErrCodec
}

func (r *fakeRelay) Play(_ context.Context, stream, viewer, offer string, _ func()) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.flows[stream] == nil {
		return "", reply.ErrNoStream
	}
	r.plays[stream+" "+viewer] = true
	return "answer", nil
}

func (r *fakeRelay) PlayAs(ctx context.Context, stream, viewer, offer string, view sfu.View, on func(sfu.Picture), gone func()) (string, error) {
	answer, err := r.Play(ctx, stream, viewer, offer, gone)
	if err == nil {
		r.mu.Lock()
		r.views[stream+" "+viewer], r.told[stream+" "+viewer] = view, on
		r.mu.Unlock()
	}
	return answer, err
}

func (r *fakeRelay) Show(stream, viewer string, view sfu.View) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.views[stream+" "+viewer] = view
}

// shown is what a viewer shows of a stream, and who is told what it gets.
func (r *fakeRelay) shown(stream, viewer string) (sfu.View, func(sfu.Picture)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.views[stream+" "+viewer], r.told[stream+" "+viewer]
}

func (r *fakeRelay) Ingest(string, room.Seat, int, func(room.Media)) (*sfu.Ingest, error) {
	return nil, reply.ErrMediaRefused
}

func (r *fakeRelay) Restart(context.Context, string, string, string, string) (string, error) {
	return "", reply.ErrNoStream
}

func (r *fakeRelay) Mute(stream string, m room.Media) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.muted[stream] = m
}

func (r *fakeRelay) isMuted(stream string) room.Media {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.muted[stream]
}

// Reordered is true for a stream that is named so.
func (r *fakeRelay) Reordered(stream string) bool { return strings.Contains(stream, "reordered") }

func (r *fakeRelay) StopPublish(stream string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.flows, stream)
}

func (r *fakeRelay) StopPlay(stream, viewer string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.plays, stream+" "+viewer)
}

func (r *fakeRelay) flow(stream string, m room.Media) {
	r.mu.Lock()
	on := r.flows[stream]
	r.mu.Unlock()
	on(m)
}

func (r *fakeRelay) publishing(stream string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.flows[stream] != nil
}

func (r *fakeRelay) playing() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.plays)
}

func (r *fakeRelay) Run(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
func (r *fakeRelay) Addr() string                  { return "127.0.0.1:1" }
func (r *fakeRelay) Stats() sfu.Stats              { return sfu.Stats{} }
func (r *fakeRelay) Close() error                  { return nil }
