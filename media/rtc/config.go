package rtc

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/pion/transport/v2"
	"github.com/pion/webrtc/v3"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/encodings"
)

// Exchange brings the offer to the server and its answer back. It must honour
// ctx. Both are SDP with all candidates in them.
type Exchange func(ctx context.Context, offer string) (answer string, err error)

// State is where a connection is.
type State int

// The states of a connection.
const (
	Connecting   State = iota + 1 // until media can flow
	Connected                     // media flows
	Disconnected                  // nothing heard for some seconds; it may come back
	Ended                         // over, see Err
)

// String is the state's name.
func (s State) String() string {
	switch s {
	case Connecting:
		return "connecting"
	case Connected:
		return "connected"
	case Disconnected:
		return "disconnected"
	case Ended:
		return "ended"
	}
	return "no state"
}

// Why a connection ended, for errors.Is on Err.
var (
	ErrClosed    = errors.New("rtc: closed")                       // by Close
	ErrHungUp    = errors.New("rtc: the server hung up")           // StopPublish, StopPlay, shutdown
	ErrLost      = errors.New("rtc: connection lost")              // nothing heard for too long, or this program stood still
	ErrNoPath    = errors.New("rtc: no path to the server")        // never connected
	ErrNoCodec   = errors.New("rtc: no codec in common")           // the answer refuses all media
	ErrBadAnswer = errors.New("rtc: the answer cannot be applied") // broken SDP
)

// ICEServer is a STUN or TURN server.
type ICEServer struct {
	URLs       []string `json:"urls"`
	Username   string   `json:"username,omitempty"`
	Credential string   `json:"credential,omitempty"`
}

// Connection holds what publishing and playing have in common. The zero value
// is usable.
type Connection struct {
	// ICEServers are asked for more candidates, and waited for up to 2 s.
	// Without them only this machine's own addresses are used, which is enough
	// to reach a server over UDP or TCP.
	ICEServers []ICEServer
	// OnState is told each change of state, and with Ended the reason, on the
	// owner goroutine. Ended comes last, before Done closes. It must not call
	// Close or wait for Done.
	OnState func(State, error)
	// Timeout is how long connecting may take; 0 means 15 s.
	Timeout time.Duration
	// Logger receives what explains a failure; nil: nothing.
	Logger *slog.Logger
	// Net replaces the system's network, in tests.
	Net transport.Net
	// Now replaces the system's clock where a standstill of the program is noticed,
	// in tests.
	Now func() time.Time
	// Settings may change pion's settings last of all, in tests.
	Settings func(*webrtc.SettingEngine)
}

// VideoConfig says how pictures are coded.
type VideoConfig struct {
	// Codec is av.H264 (also if 0) or av.VP8.
	Codec av.Codec
	// Width and Height bound the coded size; 0 means 1280x720. Frames that are
	// larger are scaled down with their proportions kept, smaller ones are sent
	// as they are. The bounds are turned for upright frames.
	Width, Height int
	// FrameRate is the most pictures a second, 1 to 60; 0 means 30.
	FrameRate float64
	// BitRate is the ceiling for pictures in bits a second; 0 means 1 500 000.
	BitRate int
	// KeyframeInterval is the longest time between keyframes; 0 means 2 s.
	KeyframeInterval time.Duration
	// Hardware prefers a hardware encoder.
	Hardware bool
	// Layers is how many encodings are sent at most, each of half the width and
	// height of the one before, so that the server has one for every viewer; 0 means
	// 3, and 1 a single one. Pictures of fewer than 540 lines are sent in two at most,
	// of fewer than 360 in one. A server that takes but one, a short line or a short
	// processor make it fewer: see Stats.Fewer. BitRate is the largest one's; the
	// others add up to 45 % to it.
	Layers int

	keepAll bool // that anybody takes, whatever line and processor say, in tests
}

// AudioConfig says how sound is coded.
type AudioConfig struct {
	// BitRate in bits a second, 6000 to 510000; 0 means 64 000.
	BitRate int
	// Music prefers fidelity to speech. Lost packets can then only be
	// concealed, not rebuilt.
	Music bool
}

// PublishConfig says what to publish. With Video or Audio nil that part is not
// offered.
type PublishConfig struct {
	Connection
	Video *VideoConfig
	Audio *AudioConfig
	// StartBitRate is the first guess of what the path carries, in bits a
	// second; 0 means 1 000 000.
	StartBitRate int
}

// PlayConfig says how to play a stream.
type PlayConfig struct {
	Connection
	// OnVideo receives each picture when it is due, with one reference, on the
	// presenter's goroutine. Frame.Time is its capture time by the local clock.
	// While it blocks, pictures are dropped. Nil: no video is asked for.
	OnVideo func(*media.Frame)
	// NoAudio asks for no sound.
	NoAudio bool
	// ClockOffset is added to the sender's wall clock to get the local one:
	// 0 on one machine. It moves Frame.Time and the measured delay, not the
	// playing itself.
	ClockOffset time.Duration
	// MinDelay is the least time from capture to screen to aim for, when
	// evenness matters more than speed; 0: as little as the network allows.
	MinDelay time.Duration
}

func (c Connection) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return 15 * time.Second
}

func (c Connection) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func (c Connection) logger() *slog.Logger {
	if c.Logger != nil {
		return c.Logger
	}
	return slog.New(slog.DiscardHandler)
}

func (v VideoConfig) withDefaults() VideoConfig {
	if v.Codec == 0 {
		v.Codec = av.H264
	}
	if v.Width == 0 || v.Height == 0 {
		v.Width, v.Height = 1280, 720
	}
	if v.FrameRate == 0 {
		v.FrameRate = 30
	}
	if v.BitRate == 0 {
		v.BitRate = 1_500_000
	}
	if v.Layers <= 0 || v.Layers > encodings.Max {
		v.Layers = encodings.Max
	}
	if v.KeyframeInterval == 0 {
		v.KeyframeInterval = 2 * time.Second
	}
	return v
}

func (a AudioConfig) withDefaults() AudioConfig {
	if a.BitRate == 0 {
		a.BitRate = 64_000
	}
	return a
}
