package server

import (
	"context"

	"onair/room"
	"onair/server/mediarelay"
	"onair/server/sfu"
)

// Relay is what the server asks of the media relay. The context of Publish and Play
// tells which node the client came to, see asker.Via.
type Relay interface {
	// Publish takes a publisher's offer. On gets what flows, in order, until the
	// publisher is gone or replaced. What seat mutes, or has no place for, does not
	// pass.
	// gone, unless it is nil, is told of that end; then ICE can be restarted.
	Publish(ctx context.Context, stream, offer string, seat room.Seat, on func(room.Media), gone func()) (answer string, err error)
	// Ingest opens a stream whose media the server itself hands in, of so many bits a
	// second at most.
	Ingest(stream string, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error)
	// Mute drops what is true from now on, and passes on the rest.
	Mute(stream string, m room.Media)
	Play(ctx context.Context, stream, viewer, offer string, gone func()) (answer string, err error)
	// PlayAs is Play for a viewer that shows and wants view. on, unless it is nil, is told
	// what picture it gets when that changes; it must not block.
	PlayAs(ctx context.Context, stream, viewer, offer string, view sfu.View, on func(sfu.Picture), gone func()) (answer string, err error)
	// Show changes what a viewer shows and wants.
	Show(stream, viewer string, view sfu.View)
	// Restart gives a publisher (viewer empty) or viewer new ICE credentials.
	Restart(ctx context.Context, stream, viewer, ufrag, pwd string) (answer string, err error)
	// Tap hands on a stream's pictures and sound: see sfu.SFU.
	Tap(stream string, sink sfu.Sink) (has sfu.Kinds, stop func(), err error)
	// Reordered tells whether a stream's pictures come in another order than they are shown
	// in: see sfu.SFU.
	Reordered(stream string) bool
	StopPublish(stream string)
	StopPlay(stream, viewer string)
	// Run works until ctx ends.
	Run(ctx context.Context) error
	// Addr is the UDP address media goes to.
	Addr() string
	Stats() sfu.Stats
	Close() error
}

type relay = Relay

func newRelay(cfg Config) (relay, error) {
	if cfg.Shared != nil {
		return cfg.Shared.Relay, nil
	}
	r, err := mediarelay.New(sfu.Config{UDPAddr: cfg.MediaAddr, PublicIPs: cfg.PublicIPs, MaxTCPPerAddress: cfg.Limits.MaxPerAddress, Logger: cfg.Logger})
	if err != nil {
		return nil, err // a Relay of nothing is not nil
	}
	return r, nil
}
