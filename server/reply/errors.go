// Package reply says what a request came to, over whatever door it came: errors
// of any part as codes of the protocol, and answers of HTTP as JSON.
package reply

import (
	"errors"

	"onair/server/follow"
	"onair/server/store"
	"onair/server/streamkey"
	"onair/server/usersig"
	"onair/server/wallet"
	"onair/server/wire"
	"onair/signaling"
)

// What a media relay's errors are told as.
var (
	ErrNoStream     = errors.New("server: no such stream")
	ErrMediaRefused = errors.New("server: media refused")
)

// Of turns any error into one for the wire. What has no code of its own
// is an internal error, whose details stay in the log.
func Of(err error) *signaling.Error {
	var e *signaling.Error
	if errors.As(err, &e) {
		return e
	}
	if errors.Is(err, store.ErrTooLarge) {
		return signaling.NewError(signaling.CodeRoomFull, "", "the room's lists are too long: unban some users, or open a new room")
	}
	if e, ok := wire.Refusal(err); ok {
		return e
	}
	for _, row := range wireCodes {
		if errors.Is(err, row.err) {
			return &signaling.Error{Code: row.code, Desc: row.code.Info().Text, Err: err}
		}
	}
	return &signaling.Error{Code: signaling.CodeInternal, Desc: signaling.CodeInternal.Info().Text, Err: err}
}

var wireCodes = []struct {
	err  error
	code signaling.Code
}{
	{usersig.ErrMalformed, signaling.CodeSigMalformed},
	{usersig.ErrSignature, signaling.CodeSigWrong},
	{usersig.ErrNotYet, signaling.CodeSigClock},
	{usersig.ErrMapKey, signaling.CodeSigRights},
	{usersig.ErrRoom, signaling.CodeSigRights},
	{usersig.ErrExpired, signaling.CodeSigExpired},
	{usersig.ErrOtherUser, signaling.CodeSigOtherUser},
	{usersig.ErrOtherApp, signaling.CodeSigOtherApp},
	{store.ErrDamaged, signaling.CodeDamaged},
	{follow.ErrLimit, signaling.CodeFollowLimit},
	{follow.ErrNotReady, signaling.CodeBusy},
	{wallet.ErrNoCoins, signaling.CodeNoCoins},
	{wallet.ErrBusy, signaling.CodeBusy},
	{store.ErrNotStored, signaling.CodeStorage},
	{store.ErrFull, signaling.CodeStorage},
	{streamkey.ErrKey, signaling.CodeStreamKey},
	{streamkey.ErrLimit, signaling.CodeListFull},
	{ErrNoStream, signaling.CodeNotPublishing},
	{ErrMediaRefused, signaling.CodeMediaRefused},
}

// Code is an error with a code and a text of its own.
func Code(code signaling.Code, desc string) error { return signaling.NewError(code, "", desc) }
