package stage

import (
	"context"

	"onair/app/model"
	"onair/liveroom"
)

// PKCalls are what the live room does about PKs.
type PKCalls interface {
	RequestRoomPKWith(ctx context.Context, roomID uint32, userID string, o liveroom.PKOptions) (liveroom.Invitation, error)
	CancelRoomPK(ctx context.Context) error
	ResponseRoomPK(ctx context.Context, userID string, agree bool) error
	QuitRoomPK(ctx context.Context) error
}

// FindPKRooms reads which rooms can be asked.
func (c *Stage) FindPKRooms() { c.Post(FindRooms{}) }

// AskPK asks another anchor; while rooms are joined, a further one.
func (c *Stage) AskPK(roomID uint32, userID string, terms model.PKTerms) {
	c.Post(WantPK{roomID, userID, terms})
}

// CancelPK withdraws the own request.
func (c *Stage) CancelPK() { c.Post(DropPK{}) }

// AnswerPK answers another anchor's request.
func (c *Stage) AnswerPK(agree bool) { c.Post(AnswerPKRequest{agree}) }

// Rematch asks for another battle of the same rooms; one yes is enough.
func (c *Stage) Rematch() { c.Post(WantRematch{}) }

// EndPK ends it for both rooms.
func (c *Stage) EndPK() { c.Post(EndPK{}) }
