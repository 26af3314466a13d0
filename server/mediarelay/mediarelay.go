// Package mediarelay is the media relay as the room server asks it: by seats and by what
// flows.
package mediarelay

import (
	"context"
	"errors"
	"fmt"

	"onair/room"
	"onair/server/reply"
	"onair/server/sfu"
)

// Relay is the media relay of this process. Its errors are reply.ErrNoStream and
// reply.ErrMediaRefused. Any goroutine may use it.
type Relay struct{ *sfu.SFU }

// New binds the relay's ports.
func New(cfg sfu.Config) (Relay, error) {
	s, err := sfu.New(cfg)
	return Relay{s}, err
}

// Publish takes a publisher's offer. On gets what flows; gone, unless it is nil, is told
// of the end, and then ICE can be restarted.
func (r Relay) Publish(ctx context.Context, stream, offer string, seat room.Seat, on func(room.Media), gone func()) (string, error) {
	return r.Open(ctx, stream, offer, seat, gone != nil, on, gone)
}

// Open is Publish for who is told of the end in any case: whether ICE can be restarted is
// said apart.
func (r Relay) Open(ctx context.Context, stream, offer string, seat room.Seat, restarts bool, on func(room.Media), gone func()) (string, error) {
	opts := publishOptions(seat, on, gone)
	opts.Restarts = restarts
	answer, err := r.SFU.Publish(ctx, stream, offer, opts)
	return answer, relayError(err)
}

// Ingest opens a stream whose media the server itself hands in, of so many bits a second
// at most.
func (r Relay) Ingest(stream string, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error) {
	opts := publishOptions(seat, on, nil)
	opts.MaxBitRate = maxBitRate
	in, err := r.SFU.Ingest(stream, opts)
	return in, relayError(err)
}

// publishOptions turn the relay's events into what flows. The events of one stream come in order, on one goroutine.
func publishOptions(seat room.Seat, on func(room.Media), gone func()) sfu.PublishOptions {
	var flow room.Media
	return sfu.PublishOptions{AudioOnly: seat.SoundOnly, MuteVideo: seat.Muted.Video, MuteAudio: seat.Muted.Audio, On: func(e sfu.Event) {
		was := flow
		switch e.Kind {
		case sfu.VideoOn, sfu.VideoOff:
			flow.Video = e.Kind == sfu.VideoOn
		case sfu.AudioOn, sfu.AudioOff:
			flow.Audio = e.Kind == sfu.AudioOn
		case sfu.Gone:
			flow = room.Media{}
		}
		if flow != was {
			on(flow)
		}
		if e.Kind == sfu.Gone && gone != nil {
			gone()
		}
	}}
}

// Mute drops what is true from now on, and passes on the rest.
func (r Relay) Mute(stream string, m room.Media) { r.SFU.Mute(stream, m.Video, m.Audio) }

// Play takes a viewer's offer; gone, unless it is nil, as for Publish.
func (r Relay) Play(ctx context.Context, stream, viewer, offer string, gone func()) (string, error) {
	return r.PlayAs(ctx, stream, viewer, offer, sfu.View{}, nil, gone)
}

// PlayAs is Play for a viewer that shows and wants view. on, unless it is nil, is told what
// it gets whenever that changes, by the stream's one goroutine: it must not block.
func (r Relay) PlayAs(ctx context.Context, stream, viewer, offer string, view sfu.View, on func(sfu.Picture), gone func()) (string, error) {
	opts := sfu.PlayOptions{View: view, Restarts: gone != nil}
	if gone != nil || on != nil {
		opts.On = func(e sfu.Event) {
			switch {
			case e.Kind == sfu.Gone && gone != nil:
				gone()
			case e.Kind == sfu.PictureChanged && on != nil:
				on(*e.Picture)
			}
		}
	}
	answer, err := r.SFU.Play(ctx, stream, viewer, offer, opts)
	return answer, relayError(err)
}

// Restart gives a publisher (viewer empty) or a viewer new ICE credentials.
func (r Relay) Restart(ctx context.Context, stream, viewer, ufrag, pwd string) (string, error) {
	answer, err := r.SFU.Restart(ctx, stream, viewer, ufrag, pwd)
	return answer, relayError(err)
}

// Addr is the UDP address media goes to.
func (r Relay) Addr() string {
	udp, _ := r.Addrs()
	return udp.String()
}

func relayError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sfu.ErrNoStream):
		return fmt.Errorf("%w: %w", reply.ErrNoStream, err)
	}
	return fmt.Errorf("%w: %w", reply.ErrMediaRefused, err)
}
