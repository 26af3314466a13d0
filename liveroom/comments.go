package liveroom

import (
	"context"

	"onair/signaling"
)

// CodeCommentsOff refuses a message: the anchor has switched comments off.
const CodeCommentsOff = 30031

// MaxBlockedWords is how many words an anchor may block, MaxBlockedWord the length
// of one in bytes.
const (
	MaxBlockedWords = signaling.MaxBlockedWords
	MaxBlockedWord  = signaling.MaxBlockedWord
)

// SetComments switches comments of the own live off or on: texts and custom
// messages of all but the anchor and the helpers are then refused with
// CodeCommentsOff, likes and gifts are not. Everybody gets OnRoomInfoChange. For
// a live to come it is RoomParam.CommentsOff. A call of ours.
func (r *LiveRoom) SetComments(ctx context.Context, off bool) error {
	if err := r.call(ctx, "SetComments", signaling.TypeSetComments, signaling.CommentsRequest{Off: off}, nil); err != nil {
		return err
	}
	r.changeParam(func(p *RoomParam) { p.CommentsOff = off })
	return nil
}

// SetRoomName gives the own live another title, with the rules of CreateRoom's:
// CodeTextTooLong, CodeNameRefused or CodeBlockedWords refuse it, CodeTooFast too many
// changes, CodeNoPermission all but the anchor. Cover, quality and the rest stay.
// Everybody gets OnRoomInfoChange. A call of ours.
func (r *LiveRoom) SetRoomName(ctx context.Context, name string) error {
	if err := r.call(ctx, "SetRoomName", signaling.TypeSetRoomName, signaling.NameRequest{RoomName: name}, nil); err != nil {
		return err
	}
	r.changeParam(func(p *RoomParam) { p.RoomName = name })
	return nil
}

// changeParam keeps what the room is made with, should it have to be made again.
func (r *LiveRoom) changeParam(change func(*RoomParam)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit != nil {
		change(&r.visit.param)
	}
}

// SetBlockedWords replaces the words and phrases that nobody but the user may
// write in the user's lives, the one that is on and those to come: a line with
// one is refused with CodeBlockedWords. Case and spelling variants of the same
// letters count as the same. It works in and outside rooms. A call of ours.
func (r *LiveRoom) SetBlockedWords(ctx context.Context, words []string) error {
	return r.call(ctx, "SetBlockedWords", signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: words}, nil)
}

// BlockedWords are the user's own. A call of ours.
func (r *LiveRoom) BlockedWords(ctx context.Context) ([]string, error) {
	var out signaling.BlockedWords
	err := r.call(ctx, "BlockedWords", signaling.TypeGetBlockedWords, nil, &out)
	return out.Words, err
}
