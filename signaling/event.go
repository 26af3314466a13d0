package signaling

import (
	"encoding/json"
	"strconv"
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
