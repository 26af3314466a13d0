package cdn

import (
	"strconv"
	"strings"
	"time"

	"onair/room"
	"onair/server/hls"
	"onair/server/reply"
	"onair/signaling"
)

// How long a name is kept for a stream that is about to come, and how many are looked through for old ones.
const (
	comes    = 15 * time.Second
	manyIDs  = 2048
	nameTail = "_main"
)

// holder is who has a stream ID.
type holder struct {
	room  uint32
	user  string
	until time.Time // it counts at least so long
}

// Bind gives a user who is about to send in a room a stream ID, "" for none; the one the user had is free by it. One that
// somebody has who is sending is refused (CodeStreamTaken), and what is no ID (CodeBadArgument).
func (d *Desk) Bind(id uint32, user, streamID string) error {
	if streamID != "" && !hls.ValidID(streamID) {
		return reply.Code(signaling.CodeBadArgument, "a stream ID has 1 to 64 letters, digits, dots, lines and dashes")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	has, taken := d.names[streamID]
	mine := has.room == id && has.user == user
	if taken && !mine && d.sendsLocked(has) {
		return reply.Code(signaling.CodeStreamTaken, "")
	}
	for name, h := range d.names {
		if h.room == id && h.user == user || len(d.names) > manyIDs && !d.sendsLocked(h) {
			delete(d.names, name)
		}
	}
	if streamID != "" {
		d.names[streamID] = holder{id, user, time.Now().Add(comes)}
	}
	return nil
}

// sendsLocked tells whether a holder sends, or is about to.
func (d *Desk) sendsLocked(h holder) bool {
	if time.Now().Before(h.until) {
		return true
	}
	seat, ok := d.state(h.room).Seat(h.user)
	return ok && seat.Stream != ""
}

func (d *Desk) state(id uint32) room.State { return d.cfg.Rooms.State(id) }

// bound implements hls.Config.Bound.
func (d *Desk) bound(streamID string) (id uint32, user string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, ok := d.names[streamID]
	return h.room, h.user, ok
}

// Sent is told when a stream has come: one that is watched as HLS already has to be steady.
func (d *Desk) Sent(stream string) {
	if d.origin.Shown(stream) {
		d.steady(stream, true)
	}
}

// steady tells who sends a stream how it is watched.
func (d *Desk) steady(stream string, on bool) {
	if id, user, ok := sender(stream); ok {
		if s := d.cfg.Sessions.Get(user); s != nil {
			s.Post(signaling.NewEvent(signaling.EventSteady, signaling.SteadyEvent{RoomID: id, On: on}))
		}
	}
}

// StreamName is the relay's name of what a user sends in a room.
func StreamName(app, id uint32, user string) string {
	return strconv.FormatUint(uint64(app), 10) + "_" + strconv.FormatUint(uint64(id), 10) + "_" + user + nameTail
}

// sender reads a stream's name.
func sender(stream string) (id uint32, user string, ok bool) {
	parts := strings.SplitN(stream, "_", 3)
	if len(parts) < 3 {
		return 0, "", false
	}
	n, err := strconv.ParseUint(parts[1], 10, 32)
	user, ok = strings.CutSuffix(parts[2], nameTail)
	return uint32(n), user, ok && err == nil
}
