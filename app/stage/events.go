package stage

import (
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// Event is one of liveroom's events or of the types below.
type Event any

// What the user asks for.
type (
	// WantSeat asks the anchor for a seat.
	WantSeat struct{ SoundOnly bool }
	// DropSeat withdraws that, or gives a granted seat back.
	DropSeat struct{}
	// GoUp goes on stage.
	GoUp struct{ SoundOnly bool }
	// GoDown leaves it.
	GoDown struct{}
	// AnswerInvited answers the anchor's invitation.
	AnswerInvited struct{ Agree bool }
	// AnswerRequest answers a viewer's request.
	AnswerRequest struct {
		UserID string
		Agree  bool
	}
	// WantGuest asks a viewer up, DropGuest withdraws that.
	WantGuest struct{ UserID string }
	DropGuest struct{ UserID string }
	// WantCamera sends the own camera instead of another program's picture.
	WantCamera struct{}
	// MuteTile silences one tile for this user alone.
	MuteTile struct {
		ID    string
		Muted bool
	}
	// FindRooms looks for rooms for a PK.
	FindRooms struct{}
	// WantPK asks another anchor; while rooms are joined, a further one.
	WantPK struct {
		RoomID uint32
		UserID string
		Terms  model.PKTerms
	}
	// WantRematch asks for another battle of the same rooms.
	WantRematch struct{}
	// DropPK withdraws the own request.
	DropPK struct{}
	// AnswerPKRequest answers another anchor's.
	AnswerPKRequest struct{ Agree bool }
	// EndPK ends the PK.
	EndPK struct{}
)

// What comes of effects. Err is nil where it was done.
type (
	// SeatAsked: the request waits until Until.
	SeatAsked struct {
		Until time.Time
		Err   error
	}
	// WentUp: the own stream is out.
	WentUp struct {
		SoundOnly bool
		Err       error
	}
	// CameraTaken: camera and microphone are sent instead of another program's stream.
	CameraTaken struct{ Err error }
	// CameDown: it is not any more.
	CameDown struct{ Err error }
	// Accepted: the anchor knows the answer.
	Accepted struct {
		Invitation model.Invitation
		Agree      bool
		Err        error
	}
	// Responded: the viewer does.
	Responded struct {
		UserID string
		Err    error
	}
	// Invited: the viewer was asked; or was on the way up already.
	Invited struct {
		UserID string
		Call   liveroom.Invitation
		Err    error
	}
	// PKRoomsRead are the rooms there are.
	PKRoomsRead struct {
		Rooms []model.PKRoom
		Err   error
	}
	// PKAsked: the other anchor was.
	PKAsked struct {
		RoomID uint32
		Until  time.Time
		Err    error
	}
	// PKEnded: the own wish to end it was heard.
	PKEnded struct{ Err error }
	// Done: what was about Whom came to its end.
	Done struct {
		Whom string
		Err  error
	}
	// ResultShown: the result of the battle that ended at Deadline was shown long
	// enough.
	ResultShown struct{ Deadline time.Time }
)

// What happens around a room.
type (
	// Joining: the way into a room is shown.
	Joining struct {
		Room model.Room
		Link string
	}
	// NotEntered: it ended before the room; Failure is nil if that has ended.
	NotEntered struct{ Failure *model.Failure }
	// Opening: the own room is about to be made.
	Opening struct{}
	// OnAir: the own live is on.
	OnAir struct {
		Room model.Room
		Link string
	}
	// Entered: the room was entered.
	Entered struct {
		Role        liveroom.Role
		Helper      bool
		CommentsOff bool
	}
	// Closed: the own live was ended; Told is what the server knows of it.
	Closed struct{ Told liveroom.Summary }
	// StandingsRead are those of the members.
	StandingsRead struct{ Standings map[string]model.Standing }
	// MembersRead are the viewers, newest first, as they were when Memo.Moves was
	// Moves.
	MembersRead struct {
		Users []model.User
		Moves uint64
	}
	// RoomIs are the room's data.
	RoomIs struct {
		Room     model.Room
		Comments bool // not switched off
		Live     bool
		HostAway bool
	}
	// Link is the state of the link to the server.
	Link struct{ Connection model.Connection }
	// Blocking hides a user, or not any more.
	Blocking struct {
		UserID string
		On     bool
	}
	// BlockedAre are those who were hidden on this server before.
	BlockedAre struct{ Users map[string]bool }
)

// Seen is an event with the seats as they are then.
type Seen struct {
	Seats []liveroom.Seat
	Event Event
}
