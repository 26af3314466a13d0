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
	r.visits.ChangeParam(func(p *signaling.RoomParam) { p.CommentsOff = off })
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
	r.visits.ChangeParam(func(p *signaling.RoomParam) { p.RoomName = name })
	return nil
}

// The codes of private lives.
const (
	CodePrivate       = 30032 // the live is private, and no key was given
	CodeWrongPasscode = 30033 // the passcode is wrong
	CodePasscodeLimit = 30034 // too many wrong passcodes; wait a minute
	CodeBadInvite     = 30035 // the invitation is not valid any more
)

// RoomKey opens a private live: the code of an invitation, which counts first, or
// the passcode. It is a secret.
type RoomKey struct{ Passcode, Invite string }

// PrivateInfo is whether the own live is private, and what opens it.
type PrivateInfo struct {
	Private bool
	// Passcode goes with the room's number; Invite alone opens the room. Both are
	// secrets, empty while the live is public.
	Passcode, Invite string
}

// EnterRoomWith is EnterRoom for a private live. Errors: CodePrivate without a
// key, CodeWrongPasscode, CodePasscodeLimit, CodeBadInvite. Who was let in before
// needs no key. A call of ours.
func (r *LiveRoom) EnterRoomWith(ctx context.Context, roomID uint32, key RoomKey) error {
	in := signaling.EnterRequest{RoomID: roomID, Passcode: key.Passcode, Invite: key.Invite}
	return r.enter(ctx, "EnterRoomWith", signaling.TypeEnterRoom, roomID, in, RoomParam{})
}

// UnlockRoom has a private live let the user in, who does not enter yet, and tells
// what it is. Errors as EnterRoomWith. A call of ours.
func (r *LiveRoom) UnlockRoom(ctx context.Context, roomID uint32, key RoomKey) (RoomInfo, error) {
	in := signaling.EnterRequest{RoomID: roomID, Passcode: key.Passcode, Invite: key.Invite}
	var out signaling.RoomInfo
	if err := r.call(ctx, "UnlockRoom", signaling.TypeUnlockRoom, in, &out); err != nil {
		return RoomInfo{}, err
	}
	return roomOf(out, r.Server()), nil
}

// SetPrivate makes the own live private or public; everybody in it stays and gets
// OnRoomInfoChange. An empty passcode keeps the one there is or has the server
// make one; 4 to 32 bytes. Renew makes a new invitation and ends the old one. For
// a live to come it is RoomParam.Private. A call of ours.
func (r *LiveRoom) SetPrivate(ctx context.Context, private bool, passcode string, renew bool) (PrivateInfo, error) {
	in := signaling.PrivateRequest{Private: private, Passcode: passcode, Renew: renew}
	var out signaling.PrivateInfo
	if err := r.call(ctx, "SetPrivate", signaling.TypeSetPrivate, in, &out); err != nil {
		return PrivateInfo{}, err
	}
	r.visits.ChangeParam(func(p *signaling.RoomParam) { p.Private, p.Passcode = out.Private, out.Passcode })
	return PrivateInfo(out), nil
}

// Private is what opens the own live, for its anchor. A call of ours.
func (r *LiveRoom) Private(ctx context.Context) (PrivateInfo, error) {
	var out signaling.PrivateInfo
	err := r.call(ctx, "Private", signaling.TypeGetPrivate, nil, &out)
	return PrivateInfo(out), err
}
