// Package fleet is the media of several nodes. Each node has a relay of its own, for the
// clients that came to it. The node that leads tells the relays what to do (Fleet);
// the others do it and tell what flows (Agent). A stream is taken once from the node
// where it comes in to each node that has viewers of it, as whole pictures and packets
// of sound over a connection between the nodes, and put into RTP again there: losses are
// repaired between a client and its own node.
package fleet

import (
	"errors"
	"time"

	"onair/room"
	"onair/server/reply"
	"onair/server/sfu"
)

// Doors of the connections between nodes.
const (
	// DoorOrders is for the leader's orders.
	DoorOrders = "orders"
	// DoorFeed is for a stream on its way to another node.
	DoorFeed = "feed"
)

const (
	// linger is how long a stream is still taken from another node after its last viewer.
	linger = 5 * time.Second
	// orderTime bounds an order that is answered.
	orderTime = 10 * time.Second
	// dialTime bounds the way to another node.
	dialTime = 2 * time.Second
	// pingEvery is how often the leader asks whether a node is there, silence how long
	// nothing may be heard of one.
	pingEvery = time.Second
	silence   = 5 * time.Second
	// oldest is how old media may be that waits for a node: more is dropped up to the
	// next keyframe.
	oldest = 400 * time.Millisecond
)

// order is a line from the leader to a node.
type order struct {
	ID uint64 `json:"id,omitempty"` // of one that is answered
	Do string `json:"do"`
	// Term is the leader's, in the first order.
	Term   uint64 `json:"term,omitempty"`
	Stream string `json:"stream,omitempty"`
	Viewer string `json:"viewer,omitempty"`
	SDP    string `json:"sdp,omitempty"`
	// From is the link of the node where a stream comes in; empty: at this one.
	From string `json:"from,omitempty"`
	// Num tells a publication from others of the same stream, here and at From: later
	// ones have greater numbers, over all leaders.
	Num       uint64     `json:"num,omitempty"`
	Muted     room.Media `json:"muted,omitzero"`
	SoundOnly bool       `json:"soundOnly,omitempty"`
	Watch     bool       `json:"watch,omitempty"` // its end is told, and ICE may be restarted
	View      sfu.View   `json:"view,omitzero"`
	Told      bool       `json:"told,omitempty"` // what picture a viewer gets is told
	Run       uint64     `json:"run,omitempty"`  // tells this from others of the same name
	Ufrag     string     `json:"ufrag,omitempty"`
	Pwd       string     `json:"pwd,omitempty"`
}

// What an order can be.
const (
	doLead    = "lead" // another node leads; the answer has what flows
	doPublish = "publish"
	doPlay    = "play"
	doRestart = "restart"
	doMute    = "mute"
	doShow    = "show"
	doUnpub   = "stopPublish"
	doUnplay  = "stopPlay"
	doPing    = "ping"
)

// news is a line from a node to the leader: an answer, or what has happened.
type news struct {
	ID    uint64     `json:"id,omitempty"`
	SDP   string     `json:"sdp,omitempty"`
	Error string     `json:"error,omitempty"`
	Words string     `json:"words,omitempty"`
	Run   uint64     `json:"run,omitempty"`
	Flow  room.Media `json:"flow,omitzero"`
	Gone  bool       `json:"gone,omitempty"`
	// Picture is what a viewer gets.
	Picture *sfu.Picture `json:"picture,omitempty"`
	Refuse  bool         `json:"refuse,omitempty"` // a later leader is obeyed
	Has     []has        `json:"has,omitempty"`    // what flows, in the answer to lead
}

// has is a publication that flows at a node, or one who watches there.
type has struct {
	Stream string     `json:"stream"`
	Viewer string     `json:"viewer,omitempty"`
	Num    uint64     `json:"num,omitempty"`
	Run    uint64     `json:"run,omitempty"`
	Flow   room.Media `json:"flow,omitzero"`
}

// errCodec: a stream cannot be taken to another node, so its viewers play it where it is.
var errCodec = errors.New("fleet: the stream's codec goes by WebRTC alone")

// Errors on the way.
const (
	sayNoStream = "noStream"
	sayCodec    = "codec"
	sayRefused  = "refused"
)

func said(err error) (code, words string) {
	switch {
	case err == nil:
		return "", ""
	case errors.Is(err, errCodec), errors.Is(err, sfu.ErrCodec):
		return sayCodec, err.Error()
	case errors.Is(err, reply.ErrNoStream), errors.Is(err, sfu.ErrNoStream):
		return sayNoStream, err.Error()
	}
	return sayRefused, err.Error()
}

func meant(code, words string) error {
	switch code {
	case "":
		return nil
	case sayCodec:
		return errCodec
	case sayNoStream:
		return errors.Join(reply.ErrNoStream, errors.New(words))
	}
	return errors.Join(reply.ErrMediaRefused, errors.New(words))
}
