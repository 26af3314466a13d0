package reply

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"

	"onair/server/logs"
	"onair/signaling"
)

// maxJSON is how long a request's body may be, in bytes.
const maxJSON = 16 << 10

// Read decodes a request's JSON; if that fails it has answered and returns false.
func Read(w http.ResponseWriter, r *http.Request, out any) bool {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		Fail(w, http.StatusUnsupportedMediaType, Code(signaling.CodeMalformed, "the content type has to be application/json"))
		return false
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxJSON)).Decode(out); err != nil {
		Fail(w, http.StatusBadRequest, Code(signaling.CodeMalformed, ""))
		return false
	}
	return true
}

// JSON answers with a value, not to be cached.
func JSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// Fail answers with a code and its text.
func Fail(w http.ResponseWriter, status int, err error) {
	e := Of(err)
	JSON(w, status, struct {
		Code signaling.Code `json:"code"`
		Desc string         `json:"desc"`
	}{e.Code, logs.Text(e.Desc)})
}

// Status is the HTTP status that goes with an error.
func Status(err error) int {
	switch Of(err).Code {
	case signaling.CodeBadArgument, signaling.CodeTooLong, signaling.CodeNameRefused, signaling.CodeBlockedWords:
		return http.StatusBadRequest
	case signaling.CodeUserTaken, signaling.CodeNoPermission, signaling.CodeStreamKey, signaling.CodeListFull:
		return http.StatusForbidden
	case signaling.CodeStorage:
		return http.StatusInsufficientStorage
	case signaling.CodeTooFast:
		return http.StatusTooManyRequests
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
