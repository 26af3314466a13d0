// Package hall is where the rooms are: each has a goroutine of its own (Room), which
// applies the commands, stores what came of them and tells the members; Hall knows
// all of them and who is in which. Rooms know people by Session, media by Media, and
// tell the rest of the server by the functions of Config.
package hall

import (
	"context"
	"log/slog"
	"time"

	"onair/room"
	"onair/server/store"
	"onair/signaling"
)

// Config is what the rooms need of others. All fields are required.
type Config struct {
	Rooms, Chats Bucket
	// Audience has the members of each room who only watch.
	Audience *store.Bucket
	Sessions Sessions
	Media    Media

	// Stepped is called on a room's goroutine after each command, with the room
	// before and after; Touched after each batch, as the room's entry in the list may
	// be another. They must not wait.
	Stepped func(id uint32, before, after room.State)
	Touched func(id uint32)
	// Ending is called on its goroutine when a room leaves the store.
	Ending func(context.Context, room.State)
	// GiftTold writes into the ledger that the gift of a key was told.
	GiftTold func(ctx context.Context, key string) error

	MaxRooms     int
	BundleAbove  int           // entries a second told one by one to up to fewMembers
	RoomChatRate float64       // messages a second of one room
	LikePace     time.Duration // between two events about likes, or about scores
	StoreRetry   time.Duration // before what could not be stored is tried again
	Log          *slog.Logger
}

// Session is one login of a user, as rooms know it. Safe for use from any
// goroutine; nothing in it waits.
type Session interface {
	User() string
	// Post sends an event, or keeps it for a resume.
	Post(*signaling.Event)
	// Enter notes the room the session gets events of, and which part of it has come
	// in, see Op; false if it has ended.
	Enter(h *Room, part string) bool
	// Exit notes that the session is out of a room.
	Exit(*Room)
	// Room is the room the session is in, nil for none.
	Room() *Room
	// Over reports whether the session has ended.
	Over() bool
	// Dropped reports whether it goes on without a connection.
	Dropped() bool
	// Hears reports whether its client is in the room itself: if not, what happens
	// there is not posted.
	Hears() bool
	// StreamEnded tells it that its user's stream was taken off the stage, PlayEnded
	// that a user of another room is watched no more.
	StreamEnded()
	PlayEnded(user string)
	// TakePlay forgets a stream being watched, by its user; "" if there is none.
	TakePlay(userID string) string
	// TakePlays forgets all of them, user to stream.
	TakePlays() map[string]string
}

// Sessions finds sessions.
type Sessions interface {
	// Of is a user's session, nil for none.
	Of(user string) Session
}

// Media is what rooms ask of the media relay.
type Media interface {
	// Mute drops what is true from now on, and passes on the rest.
	Mute(stream string, m room.Media)
	StopPublish(stream string)
	StopPlay(stream, viewer string)
}

// Bucket is a store.Bucket, or one whose answers a test delays or loses.
type Bucket interface {
	Get(ctx context.Context, key string) (store.Entry, error)
	Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error)
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) ([]store.Entry, error)
}

// New takes up the rooms of the server's last life. Their members are told apart
// by session, so sessions are loaded first. Rooms run from Start until life ends.
func New(life context.Context, cfg Config) (*Hall, error) {
	r := &Hall{cfg: cfg, by: make(map[uint32]*Room), life: life}
	return r, r.load(life)
}

// NotStored is how many times a room could not be stored.
func (r *Hall) NotStored() uint64 { return r.notStored.Load() }

// Unworded is how many events there were that members could not be told.
func (r *Hall) Unworded() uint64 { return r.unworded.Load() }
