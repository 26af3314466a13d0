package liveroom

import (
	"context"
	"errors"
	"fmt"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/visit"
	"onair/media/capture"
	"onair/signaling"
	"onair/signaling/address"
)

// Error is what every failing call returns. Code is stable and the same as
// TRTC's where TRTC has one; Desc is for people: what happened and what to do.
type Error struct {
	Code int
	Op   string
	Desc string
	// Wait is in how many seconds it may be tried again, 0 where that is not known.
	Wait int
	Err  error
}

func (e *Error) Error() string {
	if e.Op == "" {
		return fmt.Sprintf("%s (%d)", e.Desc, e.Code)
	}
	return fmt.Sprintf("%s: %s (%d)", e.Op, e.Desc, e.Code)
}

// Unwrap returns the cause, if any.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is an *Error with the same code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// CodeOf returns the code of err: 0 for nil, CodeFailed for an error of another kind.
func CodeOf(err error) int {
	if err == nil {
		return 0
	}
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return CodeFailed
}

// The codes that the client itself gives; the server's are passed on as they
// are (see docs/protocol.md).
const (
	CodeFailed           = -1      // the call is not possible in this state
	CodeNotInitialised   = 6013    // the LiveRoom was closed
	CodeNotLoggedIn      = 6014    // log in first
	CodeKickedOffline    = 6208    // the same user logged in elsewhere
	CodeBadArgument      = 6017    // a parameter is out of its range
	CodeInvitationGone   = 8010    // the invitation is over or answered
	CodeNotInvited       = 8011    // the invitation is not the caller's to answer
	CodeNoPermission     = 10007   // only the room's owner may do that
	CodeNoSuchRoom       = 10010   // no room has that number
	CodeRoomFull         = 10014   // the room has as many members as it may
	CodeMuted            = 10017   // the user may not write in the chat
	CodeRoomIDTaken      = 10021   // somebody else's room has that number
	CodeTooFast          = 10023   // too many messages; wait a little
	CodeSigExpired       = 70001   // the UserSig is too old
	CodeSigMalformed     = 70003   // the UserSig cannot be read
	CodeSigWrong         = 70009   // the UserSig was not made with the server's key
	CodeSigClock         = 30037   // the clock that signed is ahead of the server's
	CodeSigRights        = 30038   // the UserSig does not allow this
	CodeSigOtherUser     = 70013   // the UserSig belongs to another user
	CodeSigOtherApp      = 70014   // the UserSig belongs to another application
	CodeBlockedWords     = 80001   // the text has words that are not allowed here
	CodeTooLong          = 30002   // the message is too long
	CodeNoCoins          = 30025   // there are not enough coins in the wallet
	CodeNameRefused      = 30039   // the name is not allowed here
	CodeAskLater         = 30040   // asked too often; Desc says how long to wait
	CodeRemoved          = 30041   // removed from the room a moment ago
	CodeTextTooLong      = 30042   // a name or title is too long
	CodeNoSuchMessage    = 30043   // the message is not there any more
	CodeVersion          = 30004   // the server speaks another version of the protocol
	CodeGuestsRefused    = 30013   // the server takes no guests
	CodeUserTaken        = 30014   // the user ID belongs to somebody else
	CodeDamaged          = 30050   // the server has lost the data that this concerns
	CodeListFull         = 30048   // as many are banned, muted or helpers as a room keeps
	CodeBanned           = 30027   // the user is banned from the room
	CodePKFull           = 30029   // as many rooms are joined as can be
	CodeHostMuted        = 30030   // the anchor has switched it off
	CodeCamera           = -1301   // the camera cannot be used
	CodeMicrophone       = -1302   // the microphone cannot be used
	CodeVideoEncode      = -1303   // the picture cannot be encoded
	CodeScreen           = -1308   // the screen cannot be captured
	CodeCameraDenied     = -1314   // the system does not let us use the camera
	CodeCameraSetting    = -1315   // the camera cannot deliver what was asked for
	CodeCameraBusy       = -1316   // another program uses the camera
	CodeMicrophoneDenied = -1317   // the system does not let us use the microphone
	CodeMicrophoneBusy   = -1319   // another program uses the microphone
	CodeMediaConnect     = -3301   // no media connection to the server
	CodeServerTimeout    = -3308   // the server did not answer in time
	CodeServerAway       = -100013 // the server cannot be reached
)

// The warnings of OnWarning.
const (
	WarnNoMicrophone     = 1201
	WarnNoSpeaker        = 1202
	WarnMicrophoneDenied = 1203
	WarnSpeakerLost      = 1205 // ours: the loudspeaker failed while in use
	WarnLinkLost         = 5101
	WarnNoFaces          = 8001 // faces, hands and people cannot be found here
)

func fail(op string, code int, desc string) *Error { return &Error{Code: code, Op: op, Desc: desc} }

// refused is CodeBadArgument with a cause, nil without one.
func refused(op, desc string, cause error) error {
	if cause == nil {
		return nil
	}
	return &Error{Code: CodeBadArgument, Op: op, Desc: desc, Err: cause}
}

// deviceError translates a capture error into TRTC's codes.
func deviceError(op string, microphone bool, err error) *Error {
	e := &Error{Code: CodeCamera, Op: op, Desc: err.Error(), Err: err}
	if microphone {
		e.Code = CodeMicrophone
	}
	var c *capture.Error
	if !errors.As(err, &c) {
		return e
	}
	switch {
	case c.Code == capture.Denied && microphone:
		e.Code = CodeMicrophoneDenied
	case c.Code == capture.Busy && microphone:
		e.Code = CodeMicrophoneBusy
	case c.Code == capture.Denied:
		e.Code = CodeCameraDenied
	case c.Code == capture.Busy:
		e.Code = CodeCameraBusy
	case c.Code == capture.BadFormat && !microphone:
		e.Code = CodeCameraSetting
	}
	return e
}

// contextError says why a call gave up waiting.
func contextError(op string, err error) *Error {
	if errors.Is(err, context.DeadlineExceeded) {
		return &Error{Code: CodeServerTimeout, Op: op, Desc: "the server did not answer in time; check the network and try again", Err: err}
	}
	return &Error{Code: CodeFailed, Op: op, Desc: "cancelled", Err: err}
}

// serverError turns what signaling or the server said into an *Error, nil into nil.
func (r *LiveRoom) serverError(op string, err error) error {
	var own *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return own
	case errors.Is(err, visit.ErrOutside):
		return fail(op, CodeFailed, err.Error())
	case errors.Is(err, session.ErrNone):
		return fail(op, CodeNotLoggedIn, err.Error())
	}
	code := signaling.CodeOf(err)
	out := &Error{Code: int(code), Op: op, Desc: err.Error(), Err: err}
	var se *signaling.Error
	if errors.As(err, &se) {
		out.Desc, out.Wait = se.Desc, se.Wait
	}
	switch code {
	case signaling.CodeNotInRoom, signaling.CodeInOtherRoom, signaling.CodeAlreadyMember,
		signaling.CodeNotOnStage, signaling.CodeOnStage, signaling.CodeCallOpen, signaling.CodeStageFull,
		signaling.CodeInPK, signaling.CodeNotLive, signaling.CodeNoPK, signaling.CodePeerBusy, signaling.CodeCoAnchors:
		out.Code = CodeFailed
	case signaling.CodeBadRoom:
		out.Code = CodeNoSuchRoom
	case signaling.CodeUnreachable, signaling.CodeLinkLost:
		out.Code = CodeServerAway
		out.Desc = address.CauseOf(err).Explain("the server")
	case signaling.CodeTimeout:
		out.Code = CodeServerTimeout
		out.Desc = "the server did not answer in time; check the network and try again"
	case signaling.CodeCancelled:
		out.Code = CodeFailed
	case signaling.CodeClosed:
		out.Code = CodeNotLoggedIn
	}
	return out
}
