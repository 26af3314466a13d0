package sfu

import (
	"fmt"
	"log/slog"
	"net/netip"
	"time"

	"onair/server/sfu/internal/sockets"
)

// Config says how an SFU works. The zero value is usable.
type Config struct {
	// UDPAddr is host:port for media over UDP. Empty: ":7881". Port 0: any free port.
	UDPAddr string
	// TCPAddr is host:port for ICE over TCP. Empty: UDPAddr with the port that UDP got. "off": no TCP.
	TCPAddr string
	// PublicIPs are addresses under which clients reach this machine through a one-to-one NAT. They are offered besides the
	// machine's own addresses, ports unchanged.
	PublicIPs []string
	// Logger receives what an operator wants to know; nil: nothing is logged.
	Logger *slog.Logger
	// MaxStreams limits publishers; 0: 1000.
	MaxStreams int
	// MaxViewers limits the viewers of one stream; 0: 10000.
	MaxViewers int
	// ConnectTimeout is how long a client may take from its answer to its connection; 0: 15 s.
	ConnectTimeout time.Duration
	// MaxTCP limits TCP connections; 0: 20000.
	MaxTCP int
	// MaxTCPPerAddress limits those of one address, of IPv6 of a network of 64 bits; 0: 500.
	MaxTCPPerAddress int
	// Unbatched sends each datagram by itself, for comparison.
	Unbatched bool
	// NoGSO batches by sendmmsg alone.
	NoGSO bool
}

// DefaultAddr is the UDP and TCP address used when none is configured.
const DefaultAddr = ":7881"

func (c Config) withDefaults() Config {
	if c.UDPAddr == "" {
		c.UDPAddr = DefaultAddr
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.MaxStreams <= 0 {
		c.MaxStreams = 1000
	}
	if c.MaxViewers <= 0 {
		c.MaxViewers = 10000
	}
	if c.ConnectTimeout <= 0 {
		c.ConnectTimeout = 15 * time.Second
	}
	if c.MaxTCP <= 0 {
		c.MaxTCP = 20000
	}
	if c.MaxTCPPerAddress <= 0 {
		c.MaxTCPPerAddress = 500
	}
	return c
}

// sockets is what of it is about sockets.
func (c Config) sockets() sockets.Config {
	return sockets.Config{UDPAddr: c.UDPAddr, TCPAddr: c.TCPAddr, MaxTCP: c.MaxTCP, MaxTCPPerAddress: c.MaxTCPPerAddress,
		ConnectTimeout: c.ConnectTimeout, Unbatched: c.Unbatched, NoGSO: c.NoGSO}
}

func (c Config) publicIPs() ([]netip.Addr, error) {
	out := make([]netip.Addr, 0, len(c.PublicIPs))
	for _, s := range c.PublicIPs {
		ip, err := netip.ParseAddr(s)
		if err != nil || ip.IsUnspecified() || ip.Zone() != "" {
			return nil, fmt.Errorf("public address %q: not an IP address", s)
		}
		out = append(out, ip.Unmap())
	}
	return out, nil
}

// PublishOptions are the caller's wishes for one publisher.
type PublishOptions struct {
	// On receives the stream's events, in order, on one goroutine of the publisher. It may call StopPublish and StopPlay, but not
	// Close. Nil: none wanted.
	On func(Event)
	// MaxBitRate is the bit rate in bits a second that the publisher may send; grossly more (one and a half times, after two
	// seconds' grace) is dropped. 0: 20 Mbit/s.
	MaxBitRate int
	// AudioOnly refuses video.
	AudioOnly bool
	// Restarts keeps what SFU.Restart needs.
	Restarts bool
	// KeyframeWanted is called when viewers of an Ingest want a keyframe of a layer (0 where there is one alone), at most every
	// 300 ms; it must not block. Nil: the sender cannot be asked.
	KeyframeWanted func(layer int)
	// Layers is how many layers an Ingest has; 0: one. With several, LayersWanted is called with how many would take each, when one is
	// wanted that was not, and each second; it must not block.
	Layers       int
	LayersWanted func(takers []int)
	// MuteVideo and MuteAudio are as in SFU.Mute, from the start.
	MuteVideo, MuteAudio bool
}

// PlayOptions are the caller's wishes for one viewer.
type PlayOptions struct {
	// On receives Connected, PictureChanged and Gone, on the goroutine of the stream's publisher. Nil: none wanted.
	On func(Event)
	// View is what the viewer shows and wants at first; see SFU.Show.
	View View
	// AudioOnly sends no video, ever.
	AudioOnly bool
	// Restarts keeps what SFU.Restart needs.
	Restarts bool
}
