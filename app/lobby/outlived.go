package lobby

import (
	"onair/app/model"
	"slices"
	"strconv"
)

// outlived reports whether the list of rooms shows that a failure's cause has gone.
func outlived(f *model.Failure, rooms []model.Room) bool {
	return f != nil && slices.ContainsFunc(rooms, func(r model.Room) bool {
		return r.Live && (f.Code == model.FailureNobodyLive || f.Code == model.FailureNoRoom && strconv.FormatUint(uint64(r.ID), 10) == f.Subject)
	})
}
