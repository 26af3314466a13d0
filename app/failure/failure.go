package failure

import (
	"cmp"
	"context"
	"errors"

	"onair/app/model"
	"onair/liveroom"
)

// Coded is an error of the app that the screens have words for.
type Coded struct {
	Code model.FailureCode
	Err  error
	// Subject is what it is about, see model.Failure; empty: as Of is told.
	Subject string
}

func (e *Coded) Error() string { return e.Err.Error() }
func (e *Coded) Unwrap() error { return e.Err }

// failureByCode is which words fit which code of the live room.
var failureByCode = map[int]model.FailureCode{
	liveroom.CodeSigExpired:       model.FailureSignatureOld,
	liveroom.CodeSigWrong:         model.FailureSignature,
	liveroom.CodeSigMalformed:     model.FailureSignatureForm,
	liveroom.CodeSigClock:         model.FailureSignatureClock,
	liveroom.CodeSigRights:        model.FailureSignatureRights,
	liveroom.CodeRemoved:          model.FailureRemoved,
	liveroom.CodeNameRefused:      model.FailureName,
	liveroom.CodeTextTooLong:      model.FailureTooLong,
	liveroom.CodeBlockedWords:     model.FailureName,
	liveroom.CodeListFull:         model.FailureListFull,
	liveroom.CodeSigOtherUser:     model.FailureSignatureUser,
	liveroom.CodeSigOtherApp:      model.FailureSignature,
	liveroom.CodeKickedOffline:    model.FailureKicked,
	liveroom.CodeNoSuchRoom:       model.FailureNoRoom,
	10015:                         model.FailureNoRoom,
	liveroom.CodeRoomIDTaken:      model.FailureRoomTaken,
	liveroom.CodeRoomFull:         model.FailureRoomFull,
	liveroom.CodeServerAway:       model.FailureUnreachable,
	liveroom.CodeServerTimeout:    model.FailureTimeout,
	liveroom.CodeCamera:           model.FailureCamera,
	liveroom.CodeCameraSetting:    model.FailureCamera,
	liveroom.CodeCameraDenied:     model.FailureCameraDenied,
	liveroom.CodeCameraBusy:       model.FailureCameraBusy,
	liveroom.CodeScreen:           model.FailureCamera,
	liveroom.CodeMicrophone:       model.FailureMicrophone,
	liveroom.CodeMicrophoneDenied: model.FailureMicrophoneDeny,
	liveroom.CodeMicrophoneBusy:   model.FailureMicrophoneBusy,
	liveroom.CodeVideoEncode:      model.FailureEncoder,
	liveroom.CodeMediaConnect:     model.FailureMediaBlocked,
	liveroom.CodePrivate:          model.FailurePrivate,
	liveroom.CodeWrongPasscode:    model.FailurePasscode,
	liveroom.CodePasscodeLimit:    model.FailurePasscodes,
	liveroom.CodeBadInvite:        model.FailureInvitation,
	liveroom.CodeBanned:           model.FailureBanned,
	liveroom.CodeAskLater:         model.FailureAskLater,
	liveroom.CodeDamaged:          model.FailureDamaged,
	liveroom.CodeVersion:          model.FailureVersion,
	liveroom.CodeGuestsRefused:    model.FailureGuestRefused,
	liveroom.CodeUserTaken:        model.FailureUserTaken,
}

// Of turns an error into the words' code, with the chain of causes as
// its detail.
func Of(err error, subject string) *model.Failure {
	f := &model.Failure{Code: model.FailureUnknown, Subject: subject, Detail: err.Error()}
	if e := (*liveroom.Error)(nil); errors.As(err, &e) {
		f.Wait = e.Wait
	}
	var coded *Coded
	if errors.As(err, &coded) {
		f.Code = Narrowed(coded.Code, err)
		f.Subject = cmp.Or(coded.Subject, subject)
		return f
	}
	if code, ok := failureByCode[liveroom.CodeOf(err)]; ok {
		f.Code = Narrowed(code, err)
	} else if errors.Is(err, context.DeadlineExceeded) {
		f.Code = model.FailureTimeout
	}
	return f
}

// UnlessCancelled is nil when the user gave up waiting.
func UnlessCancelled(ctx context.Context, err error, subject string) *model.Failure {
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	return Of(err, subject)
}
