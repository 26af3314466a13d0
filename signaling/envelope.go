// Package signaling is the wire between an OnAir app and its room server: the
// message types, the error table, and the client that keeps one WebSocket
// alive, resumes a broken session and delivers events in order.
//
// docs/protocol.md describes the same messages in prose. The package imports
// nothing of ours; the server uses the types, the liveroom package the client.
package signaling

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Version is the protocol's version, sent as "v" in every message.
const Version = 1

// Limits of the wire.
const (
	// MaxMessage is the largest message a client may send, in bytes.
	MaxMessage = 64 << 10
	// MaxServerMessage is the largest message a server may send, in bytes.
	MaxServerMessage = 1 << 20
	// MaxUserID is the longest user ID, in bytes.
	MaxUserID = 32
	// MaxRoomID is the largest room number; the smallest is 1.
	MaxRoomID = 4294967294
	// MaxTitle is the longest title of a room, in bytes.
	MaxTitle = 512
	// MaxTitleChars is how many characters it may have, as people count.
	MaxTitleChars = 150
	// MaxName is the longest user name, in bytes.
	MaxName = 128
	// MaxNameChars is how many characters it may have, as people count.
	MaxNameChars = 64
	// MaxURL is the longest avatar or cover address, in bytes.
	MaxURL = 1024
	// MemberPage is the number of members in one page of a member list.
	MemberPage = 50
	// MaxRoomPage is the largest page of the room list.
	MaxRoomPage = 100
)

// Envelope is one message in either direction.
//
// A request has an ID of the client's choice (not 0), unique among its open
// requests. The reply repeats ID and Type and has Code 0 or an error with Desc;
// its Seq is the session's newest event at that moment. An event has ID 0 and
// the next Seq of its session (1, 2, 3, ...).
type Envelope struct {
	V    int             `json:"v"`
	ID   uint64          `json:"id,omitempty"`
	Type string          `json:"type"`
	Seq  uint64          `json:"seq,omitempty"`
	Code Code            `json:"code,omitempty"`
	Desc string          `json:"desc,omitempty"`
	Wait int             `json:"wait,omitempty"` // seconds; see Error.Wait
	Data json.RawMessage `json:"data,omitempty"`
}

// IsEvent reports whether the message is an event rather than a reply.
func (e *Envelope) IsEvent() bool { return e.ID == 0 }

// DecodeEnvelope reads one message of at most limit bytes and checks its frame:
// one JSON object, a known version, a type. Errors are *Error with one of
// CodeTooLarge, CodeMalformed, CodeVersion; the envelope holds what could be
// read, so that a reply can name the request.
func DecodeEnvelope(b []byte, limit int) (Envelope, error) {
	var e Envelope
	if len(b) > limit {
		return e, NewError(CodeTooLarge, "", fmt.Sprintf("%d bytes, at most %d allowed", len(b), limit))
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&e); err != nil {
		return e, NewError(CodeMalformed, "", "not a JSON message: "+err.Error())
	}
	if _, err := dec.Token(); err != io.EOF {
		return e, NewError(CodeMalformed, e.Type, "more than one JSON value in a message")
	}
	if e.V != Version {
		return e, NewError(CodeVersion, e.Type, fmt.Sprintf("version %d, this side speaks %d", e.V, Version))
	}
	if e.Type == "" || len(e.Type) > 64 {
		return e, NewError(CodeMalformed, "", "no usable message type")
	}
	return e, nil
}

// Decode unmarshals a message's data into out. Absent data leaves out as it is.
func (e *Envelope) Decode(out any) error {
	if len(e.Data) == 0 || out == nil {
		return nil
	}
	if err := json.Unmarshal(e.Data, out); err != nil {
		return NewError(CodeBadArgument, e.Type, "data: "+err.Error())
	}
	return nil
}
