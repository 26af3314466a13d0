package server

import (
	"context"
	"errors"
	"fmt"

	"onair/room"
	"onair/server/reply"
	"onair/server/sfu"
)

// sfuRelay is the media relay of this process.
type sfuRelay struct{ *sfu.SFU }

func newRelay(cfg Config) (relay, error) {
	s, err := sfu.New(sfu.Config{UDPAddr: cfg.MediaAddr, PublicIPs: cfg.PublicIPs, MaxTCPPerAddress: cfg.Limits.MaxPerAddress, Logger: cfg.Logger})
	if err != nil {
		return nil, err
	}
	return sfuRelay{s}, nil
}

// Publish turns the relay's events into what flows. The events of one stream
// come in order, on one goroutine.
func (r sfuRelay) Publish(ctx context.Context, stream, offer string, seat room.Seat, on func(room.Media), gone func()) (string, error) {
	var flow room.Media
	answer, err := r.SFU.Publish(ctx, stream, offer, sfu.PublishOptions{Restarts: gone != nil, AudioOnly: seat.SoundOnly, MuteVideo: seat.Muted.Video, MuteAudio: seat.Muted.Audio, On: func(e sfu.Event) {
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
	}})
	return answer, relayError(err)
}

func (r sfuRelay) Mute(stream string, m room.Media) { r.SFU.Mute(stream, m.Video, m.Audio) }

func (r sfuRelay) Play(ctx context.Context, stream, viewer, offer string, gone func()) (string, error) {
	opts := sfu.PlayOptions{}
	if gone != nil {
		opts = sfu.PlayOptions{Restarts: true, On: func(e sfu.Event) {
			if e.Kind == sfu.Gone {
				gone()
			}
		}}
	}
	answer, err := r.SFU.Play(ctx, stream, viewer, offer, opts)
	return answer, relayError(err)
}

func (r sfuRelay) Restart(ctx context.Context, stream, viewer, ufrag, pwd string) (string, error) {
	answer, err := r.SFU.Restart(ctx, stream, viewer, ufrag, pwd)
	return answer, relayError(err)
}

func (r sfuRelay) Addr() string {
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
