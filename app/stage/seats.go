package stage

import (
	"context"

	"onair/liveroom"
)

// SeatCalls are what the live room does about the stage's seats.
type SeatCalls interface {
	RequestJoinAnchor(ctx context.Context) (liveroom.Invitation, error)
	RequestJoinAnchorSound(ctx context.Context) (liveroom.Invitation, error)
	CancelJoinAnchor(ctx context.Context) error
	ResponseJoinAnchor(ctx context.Context, userID string, agree bool, callID string) error
	InviteJoinAnchor(ctx context.Context, userID string) (liveroom.Invitation, error)
	CancelInviteJoinAnchor(ctx context.Context, userID string) error
	KickoutJoinAnchor(ctx context.Context, userID string) error
	LockSeat(ctx context.Context, seat int, locked bool) error
	StartPublish(ctx context.Context, streamID string) error
	StopPublish(ctx context.Context) error
}

// AskToJoin asks the anchor for a seat.
func (c *Stage) AskToJoin(soundOnly bool) { c.Post(WantSeat{soundOnly}) }

// CancelJoin withdraws the request, or gives a granted seat back.
func (c *Stage) CancelJoin() { c.Post(DropSeat{}) }

// GoUp goes on stage.
func (c *Stage) GoUp(soundOnly bool) { c.Post(GoUp{soundOnly}) }

// LeaveStage goes down and goes on watching.
func (c *Stage) LeaveStage() { c.Post(GoDown{}) }

// AnswerInvitation answers the anchor's.
func (c *Stage) AnswerInvitation(agree bool) { c.Post(AnswerInvited{agree}) }

// AnswerJoin answers a viewer's request.
func (c *Stage) AnswerJoin(userID string, agree bool) { c.Post(AnswerRequest{userID, agree}) }

// Invite asks a viewer up.
func (c *Stage) Invite(userID string) { c.Post(WantGuest{userID}) }

// CancelInvite withdraws it.
func (c *Stage) CancelInvite(userID string) { c.Post(DropGuest{userID}) }

// KickFromStage takes a co-anchor's seat away.
func (c *Stage) KickFromStage(userID string) {
	c.refusable(userID, func(ctx context.Context) error { return c.room.KickoutJoinAnchor(ctx, userID) })
}

// LockSeat closes or opens a free seat.
func (c *Stage) LockSeat(number int, locked bool) {
	c.refusable("", func(ctx context.Context) error { return c.room.LockSeat(ctx, number, locked) })
}

// MuteHere silences one tile's sound for this user alone.
func (c *Stage) MuteHere(tile string, muted bool) {
	c.room.MuteRemoteAudio(tile, muted)
	c.Post(MuteTile{tile, muted})
}
