package lobby

import (
	"maps"
	"slices"
	"strings"

	"onair/app/account"
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/nearby"
)

// State is what the rules work on: what the screens show, and what is remembered
// besides.
type State struct {
	model.State
	Memo Memo
}

// Memo is what only makes sense between events. Its maps are replaced, never written to.
type Memo struct {
	Server string // signed in to
	Lives  lobbyRooms
	// Covers by address; nil: being fetched, or none.
	Covers map[string]*model.Picture
	// Found are the servers of the local network, Here the ID of the one signed in to.
	Found []nearby.Server
	Here  string
}

// Event is one of the types below.
type Event any

type (
	// Began: the user signed in at a server.
	Began struct{ Server string }
	// Reading: the rooms are asked for, with a number for the answer.
	Reading struct{}
	// Read are the rooms; GivenUp: nobody waits for them any more.
	Read struct {
		Number  uint64
		Rooms   []liveroom.RoomInfo
		GivenUp bool
		Err     error
	}
	// CoverWanted: a room is shown whose cover is not here; CoverRead: it came.
	CoverWanted struct{ Address string }
	CoverRead   struct {
		Address string
		Picture *model.Picture
	}
	// FollowsRead are whom the user follows.
	FollowsRead struct {
		Users []liveroom.FollowedUser
		Err   error
	}
	// Followed is how it stands with one of them; Err: the server refused a change.
	Followed struct {
		UserID string
		Info   liveroom.FollowInfo
		Err    error
	}
	// Found are the servers of the local network.
	Found struct{ Servers []nearby.Server }
	// ServerIs is what the one signed in to tells of itself.
	ServerIs struct{ Info account.ServerInfo }
)

// Effect is one of the types below.
type Effect any

type (
	// FetchCover reads a cover: CoverRead.
	FetchCover struct{ Address string }
	// Tell shows a toast.
	Tell struct{ Notice model.Notice }
)

// moment is one step of the rules.
type moment struct {
	State
	effects []Effect
}

// reduce is the rules: what becomes of a state after an event, and what is to be done
// then. It reads nothing else and changes nothing of what it is given. Besides the
// types above it knows liveroom.OnRoomListChange and OnFollowLive.
func reduce(s State, e Event) (State, []Effect) {
	m := &moment{State: s}
	l := &m.Lobby
	switch e := e.(type) {
	case Began:
		m.Memo.Server, m.Memo.Lives, m.Memo.Covers, m.Memo.Here = e.Server, lobbyRooms{Asked: m.Memo.Lives.Asked}, nil, ""
		m.nearby()
	case Reading:
		l.Loading = true
		m.Memo.Lives.begin()
	case Read:
		m.read(e)
	case liveroom.OnRoomListChange:
		m.Memo.Lives.changed(e)
		m.show()
	case CoverWanted:
		m.cover(e.Address)
	case CoverRead:
		m.Memo.Covers = with(m.Memo.Covers, e.Address, e.Picture)
		m.show()
	case FollowsRead:
		m.followsRead(e)
	case Followed:
		if e.Err != nil {
			m.effects = append(m.effects, Tell{model.Notice{Code: model.NoticeNotDone, Subject: e.UserID}})
			break
		}
		l.Follows = model.WithFollow(l.Follows, e.Info.UserID, e.Info.Following)
		l.Fans = with(l.Fans, e.Info.UserID, e.Info.Fans)
	case liveroom.OnFollowLive:
		if m.Settings.FollowLive && !m.Blocked[e.User.UserID] {
			m.effects = append(m.effects, Tell{model.Notice{Code: model.NoticeFollowLive, Subject: e.User.Name()}})
		}
	case Found:
		m.Memo.Found = e.Servers
		m.nearby()
	case ServerIs:
		m.Limits, m.Memo.Here = account.Limits(e.Info.Limits), e.Info.ID
		m.nearby()
	}
	return m.State, m.effects
}

func (m *moment) read(e Read) {
	l := &m.Lobby
	l.Loading = false
	if e.Err != nil {
		m.Memo.Lives.cancel(e.Number)
		if !e.GivenUp {
			l.Failure = &model.Failure{Code: model.FailureList, Detail: e.Err.Error()}
		}
		return
	}
	m.Memo.Lives.end(e.Number, e.Rooms)
	l.Loaded, l.Failure = true, nil
	m.show()
}

// show gives the screens the rooms.
func (m *moment) show() {
	var list []model.Room
	for _, r := range m.Memo.Lives.Known {
		list = append(list, m.room(r))
	}
	slices.SortFunc(list, func(a, b model.Room) int { return int(int64(a.ID) - int64(b.ID)) })
	m.Lobby.Rooms = list
	if outlived(m.Lobby.OpenFailure, list) {
		m.Lobby.OpenFailure = nil
	}
}

// room is how the screens see one.
func (m *moment) room(r liveroom.RoomInfo) model.Room {
	return roomOf(r, m.Me.ID, m.cover(r.CoverURL))
}

func roomOf(r liveroom.RoomInfo, me string, cover *model.Picture) model.Room {
	return model.Room{
		ID: r.RoomID, Title: r.RoomName, Viewers: viewersOf(r), Started: r.CreatedAt / 1000,
		Host: model.User{ID: r.OwnerID, Name: r.OwnerName, Avatar: r.OwnerAvatar},
		Live: r.Live && !r.HostAway, Mine: r.OwnerID == me, Private: r.Private, PKRooms: r.PKRooms, CoAnchors: r.CoAnchors,
		Cover: cover,
	}
}

// cover is one that is here; one that is not is fetched, once.
func (m *moment) cover(address string) *model.Picture {
	p, known := m.Memo.Covers[address]
	if !known && ownPicture(address, m.Memo.Server) {
		m.Memo.Covers = with(m.Memo.Covers, address, nil)
		m.effects = append(m.effects, FetchCover{address})
	}
	return p
}

// ownPicture reports whether a cover is on the server signed in to. Others are
// not fetched: a host must not learn the addresses of viewers.
func ownPicture(address, server string) bool {
	return strings.HasPrefix(address, "data:image/") || server != "" && strings.HasPrefix(address, server+"/")
}

// maxKept is how many covers and counts of fans are kept.
const maxKept = 500

// with is a copy of a map with one entry more; one that has grown large begins anew.
func with[K comparable, V any](list map[K]V, key K, value V) map[K]V {
	out := map[K]V{}
	if len(list) <= maxKept {
		maps.Copy(out, list)
	}
	out[key] = value
	return out
}

// viewersOf counts the members without the anchor.
func viewersOf(r liveroom.RoomInfo) int {
	n := r.MemberCount
	if !r.HostAway {
		n--
	}
	return max(n, 0)
}

// followsRead shows whom the user follows; those who are live come first.
func (m *moment) followsRead(e FollowsRead) {
	if e.Err != nil {
		m.Lobby.FollowsFailed = true
		return
	}
	follows, people := map[string]bool{}, []model.Followed{}
	for _, u := range e.Users {
		follows[u.UserID] = true
		people = append(people, model.Followed{User: model.User{ID: u.UserID, Name: u.UserName, Avatar: u.UserAvatar}, Fans: u.Fans, Live: u.RoomID != 0})
	}
	slices.SortStableFunc(people, func(a, b model.Followed) int {
		if a.Live != b.Live {
			if a.Live {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.User.DisplayName()), strings.ToLower(b.User.DisplayName()))
	})
	m.Lobby.Follows, m.Lobby.Followed, m.Lobby.FollowsFailed = follows, people, false
}

// nearby shows the servers of the local network; the one in use is marked.
func (m *moment) nearby() {
	var out []model.NearbyServer
	for _, s := range m.Memo.Found {
		out = append(out, model.NearbyServer{Address: strings.TrimPrefix(s.URL, "http://"), Name: s.Name, Here: s.ID != "" && s.ID == m.Memo.Here})
	}
	m.Lobby.Nearby = out
}
