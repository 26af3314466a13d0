package model

import "time"

// The interfaces here are asked for by type assertion: where the controller
// does not have one, the screens leave its functions out.

// ChatActions are the chat's.
type ChatActions interface {
	// SendChat says something. Chat.Sending is true until Chat.Sent grows or
	// Chat.Refused says why not.
	SendChat(text string)
	// SetDanmaku lets chat lines fly over the picture, or not.
	SetDanmaku(on bool)
	// SetDanmakuOpacity takes percent, 20..100.
	SetDanmakuOpacity(percent int)
	// OlderChat reads what was said before the oldest line (Chat.Older).
	OlderChat()
	// DeleteLine takes what was said out of everybody's chat (Live.MayDelete); seq is
	// ChatLine.Seq.
	DeleteLine(seq uint64)
	// PinLine puts it above everybody's chat (Live.MayPin), in the place of the one
	// before; 0 takes that down.
	PinLine(seq uint64)
}

// CoAnchorActions are those of the stage's seats.
type CoAnchorActions interface {
	// AskToJoin asks the anchor for a seat (JoinAsking).
	AskToJoin(soundOnly bool)
	// CancelJoin withdraws the request, or gives a granted seat back (JoinReady).
	CancelJoin()
	// GoUp goes on stage from JoinReady; soundOnly leaves the camera off.
	GoUp(soundOnly bool)
	// LeaveStage goes down and goes on watching.
	LeaveStage()
	// AnswerInvitation answers the anchor's; yes leads to JoinReady.
	AnswerInvitation(agree bool)

	// AnswerJoin answers a viewer's request, as the anchor.
	AnswerJoin(userID string, agree bool)
	Invite(userID string)
	CancelInvite(userID string)
	KickFromStage(userID string)
	LockSeat(number int, locked bool)

	// MuteHere silences one tile's sound for this user alone (Tile.MutedHere).
	MuteHere(tile string, muted bool)
}

// PKActions are those of a battle with another room, as the anchor.
type PKActions interface {
	// FindPKRooms asks for PK.Rooms anew; called when the list is opened and
	// every few seconds while it is open.
	FindPKRooms()
	// AskPK asks another anchor. While rooms are joined it asks a further one to
	// join them; the terms are then those that hold.
	AskPK(roomID uint32, userID string, terms PKTerms)
	// Rematch begins another battle of the same rooms after the result.
	Rematch()
	// CancelPK withdraws the own request.
	CancelPK()
	AnswerPK(agree bool)
	// EndPK ends it (already confirmed).
	EndPK()
}

// GiftActions are likes and gifts.
type GiftActions interface {
	// Like sends one heart; it is called for each tap, also many a second.
	Like()
	// OpenGifts asks for the catalogue and the wallet.
	OpenGifts()
	// SendGift gives count pieces to somebody on stage; empty: the anchor.
	SendGift(giftID string, count int, toUser string)
}

// ModerationActions are the anchor's and the helpers'; see Live.Powers.
type ModerationActions interface {
	// MuteChat takes the right to write away for a length (0: until the end of
	// the live) or gives it back.
	MuteChat(userID string, mute bool, length time.Duration)
	// MuteAll does it for everybody but the anchor and the helpers.
	MuteAll(mute bool)
	// Remove takes a user out of the room; with ban they cannot come back.
	Remove(userID string, ban bool)
	Unban(userID string)
	SetHelper(userID string, helper bool)
}

// GuestActions are what the anchor may switch off for a co-anchor.
type GuestActions interface {
	// MuteGuest switches a co-anchor's microphone and camera off for everybody,
	// or lets them be used again (Tile.MicBlocked, CamBlocked).
	MuteGuest(userID string, mic, cam bool)
}
