package wire

import (
	"errors"
	"fmt"
	"math"
	"time"

	"onair/room"
	"onair/signaling"
)

// Refusal is a refusal of package room with its code; false if err is none.
func Refusal(err error) (*signaling.Error, bool) {
	if removed, ok := errors.AsType[room.RemovedError](err); ok {
		return Later(signaling.CodeRemoved, "you were removed from this room, wait %d s", removed.Left), true
	}
	for _, row := range codes {
		if errors.Is(err, row.err) {
			return &signaling.Error{Code: row.code, Desc: row.code.Info().Text, Err: err}, true
		}
	}
	return nil, false
}

// Later is an error that time cures; desc has a place for the seconds.
func Later(code signaling.Code, desc string, left time.Duration) *signaling.Error {
	wait := int(math.Ceil(left.Seconds()))
	e := signaling.NewError(code, "", fmt.Sprintf(desc, wait))
	e.Wait = wait
	return e
}

// codes says what each refusal is told as. ErrGiftKnown is none: the gift was
// noted before.
var codes = []struct {
	err  error
	code signaling.Code
}{
	{room.ErrNoSuchRoom, signaling.CodeNoSuchRoom},
	{room.ErrTaken, signaling.CodeRoomTaken},
	{room.ErrAlreadyMember, signaling.CodeAlreadyMember},
	{room.ErrNotMember, signaling.CodeNotInRoom},
	{room.ErrFull, signaling.CodeRoomFull},
	{room.ErrNoPermission, signaling.CodeNoPermission},
	{room.ErrBadCommand, signaling.CodeBadArgument},
	{room.ErrNotOnStage, signaling.CodeNotOnStage},
	{room.ErrOnStage, signaling.CodeOnStage},
	{room.ErrStageFull, signaling.CodeStageFull},
	{room.ErrCallOpen, signaling.CodeCallOpen},
	{room.ErrCallGone, signaling.CodeInvitationGone},
	{room.ErrNotInvited, signaling.CodeNotInvited},
	{room.ErrNotLive, signaling.CodeNotLive},
	{room.ErrInPK, signaling.CodeInPK},
	{room.ErrNoPK, signaling.CodeNoPK},
	{room.ErrCoAnchors, signaling.CodeCoAnchors},
	{room.ErrPKFull, signaling.CodePKFull},
	{room.ErrBanned, signaling.CodeBanned},
	{room.ErrMuted, signaling.CodeMuted},
	{room.ErrPrivate, signaling.CodePrivate},
	{room.ErrWrongPasscode, signaling.CodeWrongPasscode},
	{room.ErrBadInvite, signaling.CodeBadInvite},
	{room.ErrCommentsOff, signaling.CodeCommentsOff},
	{room.ErrHostMuted, signaling.CodeHostMuted},
	{room.ErrNoSuchUser, signaling.CodeNoSuchUser},
	{room.ErrListFull, signaling.CodeListFull},
}
