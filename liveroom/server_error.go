package liveroom

import (
	"errors"

	"onair/liveroom/internal/session"
	"onair/signaling"
	"onair/signaling/address"
)

// serverError turns what signaling or the server said into an *Error, nil into nil.
func (r *LiveRoom) serverError(op string, err error) error {
	var own *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return own
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
