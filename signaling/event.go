package signaling

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Event is one event as it goes to many sessions: encoded once, while its number
// differs for each. It does not change once made.
type Event struct {
	typ  string
	data json.RawMessage
}

// NewEvent encodes an event of this package's types, which always can be; data
// that cannot goes out as an empty object.
func NewEvent(typ string, data any) *Event {
	b, err := json.Marshal(data)
	if err != nil {
		b = []byte("{}")
	}
	return &Event{typ, b}
}

// ReadEvent is an event as another node has encoded it.
func ReadEvent(typ string, data []byte) (*Event, error) {
	if typ == "" || len(typ) > 64 || strings.ContainsFunc(typ, func(r rune) bool { return r < '0' || r > 'z' || r == '\\' }) || !json.Valid(data) {
		return nil, NewError(CodeMalformed, "", "not an event")
	}
	return &Event{typ, bytes.Clone(data)}, nil
}

// Type is one of the Event... constants.
func (e *Event) Type() string { return e.typ }

// Data is what it tells, as JSON. It may not be changed.
func (e *Event) Data() json.RawMessage { return e.data }

// Size is how many bytes its data has.
func (e *Event) Size() int { return len(e.data) }

// Append writes the event as a message with a session's number behind dst.
func (e *Event) Append(dst []byte, seq uint64) []byte {
	dst = append(dst, `{"v":`...)
	dst = strconv.AppendInt(dst, Version, 10)
	dst = append(dst, `,"type":"`...)
	dst = append(dst, e.typ...)
	dst = append(dst, `","seq":`...)
	dst = strconv.AppendUint(dst, seq, 10)
	dst = append(dst, `,"data":`...)
	dst = append(dst, e.data...)
	return append(dst, '}')
}
