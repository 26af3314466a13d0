package stage

import (
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// Effect is one of the types below: what the rules want done. Those of the second
// group are answered by an event.
type Effect any

type (
	// Notify shows a toast.
	Notify struct{ Notice model.Notice }
	// Ring lets the user hear that somebody asks for something.
	Ring struct{}
	// Play and StopPlay are about somebody else's picture and sound.
	Play     struct{ UserID string }
	StopPlay struct{ UserID string }
	// PlayOwn shows the own stream of another program in the own tile, unheard.
	PlayOwn struct{}
	// TakeCamera sends camera and microphone instead: CameraTaken.
	TakeCamera struct{}
	// Prepare opens what the user's own picture and sound come from.
	Prepare struct{ SoundOnly bool }
	// Release lets go of it after the stage.
	Release struct{}
	// After gives Event to the rules later.
	After struct {
		Wait  time.Duration
		Event Event
	}
)

type (
	// AskSeat asks the anchor for a seat: SeatAsked.
	AskSeat struct{ SoundOnly bool }
	// WithdrawAsk withdraws that: Done.
	WithdrawAsk struct{}
	// GiveBack gives a granted seat back: Done.
	GiveBack struct{}
	// SendOwn goes on stage: WentUp.
	SendOwn struct{ SoundOnly bool }
	// StopOwn goes down: CameDown.
	StopOwn struct{}
	// Accept answers the anchor's invitation: Accepted.
	Accept struct {
		Invitation model.Invitation
		Agree      bool
	}
	// Respond answers a viewer's request: Responded.
	Respond struct {
		UserID string
		Agree  bool
	}
	// InviteUp asks a viewer up: Invited.
	InviteUp struct{ UserID string }
	// Uninvite withdraws that: Done.
	Uninvite struct{ UserID string }
	// ListPKRooms reads who can be asked for a PK: PKRoomsRead.
	ListPKRooms struct{}
	// AskPK asks another anchor: PKAsked.
	AskPK struct {
		RoomID  uint32
		UserID  string
		Options liveroom.PKOptions
	}
	// WithdrawPK withdraws that: Done.
	WithdrawPK struct{}
	// RespondPK answers another anchor: Done.
	RespondPK struct {
		User  model.User
		Agree bool
	}
	// QuitPK ends the PK: PKEnded.
	QuitPK struct{}
)
