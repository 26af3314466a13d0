package signaling

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"onair/signaling/address"
)

// Options configure a Client. URL and Login are required.
type Options struct {
	// URL is the server's address, as package address reads it.
	URL string
	// Login opens the first session, and a new one when the old is gone.
	Login LoginRequest
	// Sign, if set, gives a fresh UserSig whenever a new session has to be
	// opened after the first. Called on a goroutine of the client's.
	Sign func(context.Context) (userSig string, err error)

	// OnEvent gets every event once, in order. OnState gets every change of
	// state. OnSession gets the reply that opened or resumed a session, but not
	// the first (see Client.Session). All three, and the functions given to
	// CallThen, run on one goroutine, one at a time; they must not wait for
	// Close, Call or CallThen.
	OnEvent   func(Envelope)
	OnState   func(Status)
	OnSession func(LoginReply)

	DialTimeout time.Duration // one attempt to connect and log in; 0 means 10 s
	CallTimeout time.Duration // a call whose context has no deadline; 0 means 15 s
	MinBackOff  time.Duration // first wait between attempts; 0 means 200 ms
	MaxBackOff  time.Duration // longest wait; 0 means 3 s
	Logger      *slog.Logger  // nil: silent

	seek time.Duration // 0 means seekTime
}

// State is where a client's connection stands.
type State int

// The states. A client starts Connected: Dial does the connecting.
const (
	StateConnecting   State = iota + 1 // first connection, inside Dial
	StateConnected                     // logged in, events flow
	StateReconnecting                  // link lost, attempts go on until Close
	StateClosed                        // over; Status.Err says why
	StateSeeking                       // connected, but the server's nodes look for each other and refuse requests
)

func (s State) String() string {
	switch s {
	case StateConnecting:
		return "connecting"
	case StateConnected:
		return "connected"
	case StateReconnecting:
		return "reconnecting"
	case StateClosed:
		return "closed"
	case StateSeeking:
		return "seeking"
	}
	return "invalid"
}

// Status is a state with its circumstances.
type Status struct {
	State State
	// Err is why the link was lost or the client closed; nil after Close.
	Err error
	// Attempt counts the tries since the link was lost, from 1.
	Attempt int
	// NextTry is when the next attempt starts, zero while one is under way.
	NextTry time.Time
}

func (o Options) withDefaults() (Options, error) {
	server, err := address.Parse(o.URL)
	if err != nil {
		return o, &Error{Code: CodeBadArgument, Op: "dial", Desc: "not a server address: " + err.Error(), Err: err}
	}
	o.URL = server.WebSocket()
	setDefault(&o.DialTimeout, 10*time.Second)
	setDefault(&o.CallTimeout, 15*time.Second)
	setDefault(&o.MinBackOff, 200*time.Millisecond)
	setDefault(&o.MaxBackOff, 3*time.Second)
	setDefault(&o.seek, seekTime)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

func setDefault(d *time.Duration, v time.Duration) {
	if *d <= 0 {
		*d = v
	}
}

func newDialer() *websocket.Dialer {
	return &websocket.Dialer{Proxy: http.ProxyFromEnvironment, ReadBufferSize: 8 << 10, WriteBufferSize: 8 << 10}
}
