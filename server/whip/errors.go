package whip

import (
	"net/http"
	"strconv"

	"onair/server/reply"
	"onair/signaling"
)

// statuses are what codes are answered with here.
var statuses = map[signaling.Code]int{
	signaling.CodeStreamKey: http.StatusUnauthorized, signaling.CodeSessionGone: http.StatusUnauthorized, signaling.CodeKickedOffline: http.StatusUnauthorized,
	signaling.CodeNoGuests: http.StatusUnauthorized, signaling.CodeSigExpired: http.StatusUnauthorized, signaling.CodeSigMalformed: http.StatusUnauthorized,
	signaling.CodeSigWrong: http.StatusUnauthorized, signaling.CodeSigOtherUser: http.StatusUnauthorized, signaling.CodeSigOtherApp: http.StatusUnauthorized,
	signaling.CodeSigClock:  http.StatusUnauthorized,
	signaling.CodeSigRights: http.StatusForbidden, signaling.CodeNoPermission: http.StatusForbidden, signaling.CodeRoomTaken: http.StatusForbidden,
	signaling.CodeBanned: http.StatusForbidden, signaling.CodeRemoved: http.StatusForbidden, signaling.CodePrivate: http.StatusForbidden,
	signaling.CodeWrongPasscode: http.StatusForbidden, signaling.CodeBadInvite: http.StatusForbidden,
	signaling.CodeNoSuchRoom: http.StatusNotFound, signaling.CodeBadRoom: http.StatusNotFound,
	signaling.CodeInOtherRoom: http.StatusConflict, signaling.CodeAlreadyMember: http.StatusConflict, signaling.CodeNotPublishing: http.StatusConflict,
	signaling.CodeNotInRoom: http.StatusConflict, signaling.CodeNotOnStage: http.StatusConflict,
	signaling.CodeTooFast: http.StatusTooManyRequests, signaling.CodePasscodeLimit: http.StatusTooManyRequests, signaling.CodeAskLater: http.StatusTooManyRequests,
	signaling.CodeBusy: http.StatusServiceUnavailable, signaling.CodeRoomFull: http.StatusServiceUnavailable, signaling.CodeShuttingDown: http.StatusServiceUnavailable,
	signaling.CodeMediaRefused: http.StatusBadRequest,
}

func status(err error) int {
	if s, ok := statuses[reply.Of(err).Code]; ok {
		return s
	}
	return reply.Status(err)
}

// retry is when to come again where the code does not say, in seconds.
const retry = 2

// fail answers with an error as JSON.
func fail(w http.ResponseWriter, err error, status int) {
	switch status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusConflict:
		w.Header().Set("Retry-After", strconv.Itoa(max(reply.Of(err).Wait, retry)))
	}
	reply.Fail(w, status, err)
}
