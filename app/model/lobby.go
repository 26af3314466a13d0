package model

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// RoomSort is an order of the lobby.
type RoomSort int

// The orders of the lobby.
const (
	SortViewers RoomSort = iota + 1 // most viewers first
	SortNewest                      // latest started first
	SortTitle
)

// Lobby is the list of live rooms.
type Lobby struct {
	Rooms []Room
	// Nearby are the servers found on the local network, the own one too.
	Nearby  []NearbyServer
	Loaded  bool // false until the first answer: the screen shows progress
	Loading bool // a refresh runs
	Search  string
	Sort    RoomSort
	// OnlyFollowed hides the lives of hosts whom the user does not follow.
	OnlyFollowed bool
	// Follows is whom the user follows; Fans how many follow a user, where it was
	// looked up. Both maps are replaced, never written to.
	Follows map[string]bool
	Fans    map[string]int
	// Followed is the list of FollowActions.LookUpFollows, nil before the first; it
	// stays as it was read when Follows changes.
	Followed []Followed
	// FollowsFailed says that the list could not be read last time.
	FollowsFailed bool
	// Walk is the order of the last switching from live to live; see WalkOrder.
	Walk    []uint32
	Failure *Failure // the last refresh failed; Rooms are the ones before
	// Opening is the number of the room being entered; Actions.Cancel stops it.
	Opening uint32
	// Typed is the number or link that was typed last and has not been opened.
	Typed string
	// OpenFailure tells why the room could not be opened.
	OpenFailure *Failure
}

// Visible is the rooms that match Search and OnlyFollowed, in the order of Sort. The user's own
// room comes first, then those of hosts the user follows.
func (l Lobby) Visible() []Room {
	needle := strings.ToLower(strings.TrimSpace(l.Search))
	var out []Room
	for _, r := range l.Rooms {
		if l.OnlyFollowed && !l.Follows[r.Host.ID] {
			continue
		}
		if needle == "" || strings.Contains(r.searchText(), needle) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Room) int {
		if a.Mine != b.Mine {
			if a.Mine {
				return -1
			}
			return 1
		}
		if fa, fb := l.Follows[a.Host.ID], l.Follows[b.Host.ID]; fa != fb {
			if fa {
				return -1
			}
			return 1
		}
		return cmp.Or(l.Sort.compare(a, b), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func (s RoomSort) compare(a, b Room) int {
	switch s {
	case SortNewest:
		return cmp.Compare(b.Started, a.Started)
	case SortTitle:
		return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
	default:
		return cmp.Compare(b.Viewers, a.Viewers)
	}
}

func (r Room) searchText() string {
	return strings.ToLower(r.Title + "\n" + r.Host.Name + "\n" + r.Host.ID + "\n" + strconv.FormatUint(uint64(r.ID), 10))
}
