package covers

import (
	"context"
	"strings"

	"onair/server/clean"
)

// At is the picture at an address that Put gave, nil if it is not there any more.
func (s *Shelf) At(ctx context.Context, url string) []byte {
	rest, ok := strings.CutPrefix(url, "/covers/")
	user, version, more := strings.Cut(rest, "/")
	if !ok || !more || clean.UserID(user) != nil {
		return nil
	}
	e, err := s.KV.Get(ctx, user)
	if err != nil || version != coverVersion(e.Value) {
		return nil
	}
	return e.Value
}
