package stream

import (
	"slices"
	"strings"
	"time"

	"onair/media/rtc"
)

// RemoteStatistics is a played stream's.
type RemoteStatistics struct {
	UserID string `json:"userId"`
	rtc.Stats
	// Stalled is how long no picture has come, while there should be one.
	Stalled time.Duration `json:"stalledNs"`
	// Level is how loud the user is, 0..100.
	Level int `json:"level"`
	// Quality is which encoding of the picture comes, and why.
	Quality RemoteQuality `json:"quality"`
}

// Statistics are the numbers of everybody who is played, by user ID; level tells how loud
// somebody is.
func (s *Plays) Statistics(level func(userID string) int) (out []RemoteStatistics) {
	for id, p := range s.All() {
		if stats, stalled, ok := p.Stats(); ok {
			out = append(out, RemoteStatistics{UserID: id, Stats: stats, Stalled: stalled, Level: level(id), Quality: p.wish.got()})
		}
	}
	slices.SortFunc(out, func(a, b RemoteStatistics) int { return strings.Compare(a.UserID, b.UserID) })
	return out
}
