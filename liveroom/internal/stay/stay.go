// Package stay keeps the client's copy of the room that the user is in: it takes what the
// server says and tells what has changed, in the server's own words. It knows neither
// listeners nor media.
package stay

import (
	"slices"

	"onair/signaling"
)

// Told is one thing that listeners are to be told: a kind of event (signaling.Event...)
// with its data, a pointer.
type Told struct {
	Kind string
	Data any
}

// Stay is one stay in one room. Its owner's lock guards it.
type Stay struct {
	Number uint64 // tells one stay from another
	Self   string // the user's ID
	Room   signaling.RoomInfo
	Owner  bool

	Role      signaling.Role
	Admin     bool
	SoundOnly bool // the own seat may not send pictures
	Seats     []signaling.SeatInfo

	anchors []signaling.Anchor
	lost    map[string]bool // whose picture is wanted and does not come
	pinned  uint64          // message ID; 0: none
}

// New is a stay that begins with a snapshot.
func New(number uint64, self string, snap *signaling.Snapshot) *Stay {
	s := &Stay{
		Number: number, Self: self, Room: snap.Room, Owner: snap.Self.Role == signaling.RoleAnchor, anchors: slices.Clone(snap.Anchors), lost: map[string]bool{},
	}
	s.takeStanding(snap)
	if snap.OwnStream != nil {
		s.takeOwn(snap.OwnStream)
	}
	return s
}

// OnStage reports whether a user publishes, with a picture, and whether that is lost:
// meant to be sent and not arriving.
func (s *Stay) OnStage(userID string) (on, video, lost bool) {
	if a := s.find(userID); a != nil {
		return true, a.Video, !a.Video && s.lost[userID]
	}
	return false, false, false
}

// Present tells a newcomer who publishes.
func (s *Stay) Present() []Told {
	return s.others(arrival)
}

// Depart tells that everybody is gone: the stay is over.
func (s *Stay) Depart() []Told {
	return s.others(departure)
}

func (s *Stay) others(tell func(*signaling.Anchor) []Told) []Told {
	var out []Told
	for i := range s.anchors {
		if a := &s.anchors[i]; a.User.UserID != s.Self {
			out = append(out, tell(a)...)
		}
	}
	return out
}

// SetLive notes that a user publishes, or does not, which counts if it is the owner.
func (s *Stay) SetLive(userID string, live bool) []Told {
	if userID != s.Room.OwnerID || s.Room.Live == live {
		return nil
	}
	s.Room.Live = live
	return s.roomChanged()
}

// Resume takes over a snapshot of the same room after the link was lost for long.
func (s *Stay) Resume(snap *signaling.Snapshot) []Told {
	s.Room = snap.Room
	s.takeStanding(snap)
	out := append(s.roomChanged(), s.catchUp(snap.Anchors)...) // who is away comes back, who is gone does not
	for _, id := range snap.Deleted {                          // some were told before the link was lost
		out = append(out, Told{signaling.EventMessageDeleted, &signaling.MessageDeletedEvent{RoomID: snap.Room.RoomID, MsgID: id}})
	}
	return append(out, s.takePinned(snap)...)
}

// OpenMatters tells what was going on before the user entered: a PK, a closed chat,
// what is pinned, likes, requests that wait for the user.
func (s *Stay) OpenMatters(snap *signaling.Snapshot) []Told {
	var out []Told
	if snap.PK != nil {
		out = append(out, Told{signaling.EventPKState, &signaling.PKStateEvent{PK: *snap.PK}})
	}
	if snap.ChatMuted {
		out = append(out, Told{signaling.EventChatMuted, &signaling.MutedEvent{Muted: true}})
	}
	out = append(out, s.takePinned(snap)...)
	if snap.Likes > 0 {
		out = append(out, Told{signaling.EventLikes, &signaling.LikesEvent{Total: snap.Likes}})
	}
	for _, c := range snap.Calls {
		kind, known := callKinds[c.Kind]
		if c.Outgoing || !known {
			continue
		}
		out = append(out, Told{kind, &signaling.CallEvent{
			CallID: c.CallID, Kind: c.Kind, User: c.User, PeerRoom: c.RoomID, SoundOnly: c.SoundOnly,
			CoHost: c.CoHost, Join: c.Join, Rematch: c.Rematch, With: c.With, Until: c.Until,
		}})
	}
	return out
}

// callKinds is how a request is told while it is new.
var callKinds = map[signaling.CallKind]string{
	signaling.CallJoin: signaling.EventRequestJoinAnchor, signaling.CallInvite: signaling.EventInviteJoinAnchor,
	signaling.CallPK: signaling.EventRequestRoomPK,
}

func (s *Stay) find(userID string) *signaling.Anchor {
	for i := range s.anchors {
		if s.anchors[i].User.UserID == userID {
			return &s.anchors[i]
		}
	}
	return nil
}

func (s *Stay) roomChanged() []Told {
	return []Told{{signaling.EventRoomInfoChanged, &signaling.RoomInfoEvent{Room: s.Room}}}
}

// arrival is what is told of a publisher's coming, in its order.
func arrival(a *signaling.Anchor) []Told {
	out := []Told{{signaling.EventAnchorEnter, &signaling.AnchorEvent{User: a.User}}}
	if a.Video {
		out = append(out, available(signaling.EventUserVideoAvailable, a, true))
	}
	if a.Audio {
		out = append(out, available(signaling.EventUserAudioAvailable, a, true))
	}
	return out
}

// departure is what is told of a publisher's going, in its order.
func departure(a *signaling.Anchor) []Told {
	var out []Told
	if a.Video {
		out = append(out, Told{signaling.EventUserVideoAvailable, &signaling.AvailableEvent{UserID: a.User.UserID, Lost: true}})
	}
	if a.Audio {
		out = append(out, available(signaling.EventUserAudioAvailable, a, false))
	}
	return append(out, Told{signaling.EventAnchorExit, &signaling.AnchorEvent{User: a.User}})
}

func available(kind string, a *signaling.Anchor, on bool) Told {
	return Told{kind, &signaling.AvailableEvent{UserID: a.User.UserID, Available: on}}
}

// catchUp takes a new stage over and tells what leads from the old one to it.
func (s *Stay) catchUp(stage []signaling.Anchor) []Told {
	var out []Told
	old := Stay{anchors: s.anchors}
	s.anchors = slices.Clone(stage)
	for i := range old.anchors {
		if a := &old.anchors[i]; s.find(a.User.UserID) == nil && a.User.UserID != s.Self {
			out = append(out, departure(a)...)
		}
	}
	for i := range s.anchors {
		now := &s.anchors[i]
		before := old.find(now.User.UserID)
		switch {
		case now.User.UserID == s.Self:
		case before == nil:
			out = append(out, arrival(now)...)
		default:
			if before.Video != now.Video {
				out = append(out, available(signaling.EventUserVideoAvailable, now, now.Video))
			}
			if before.Audio != now.Audio {
				out = append(out, available(signaling.EventUserAudioAvailable, now, now.Audio))
			}
		}
	}
	return out
}

// takeStanding takes over what a snapshot says of the user's own place and of the seats.
func (s *Stay) takeStanding(snap *signaling.Snapshot) {
	s.Role, s.Admin, s.SoundOnly = snap.Self.Role, snap.Self.Admin, false
	s.Seats = slices.Clone(snap.Seats)
	for _, seat := range s.Seats {
		if seat.UserID == snap.Self.UserID {
			s.SoundOnly = seat.SoundOnly
		}
	}
}

// takePinned takes over what a snapshot says is pinned, and tells it when it is new.
func (s *Stay) takePinned(snap *signaling.Snapshot) []Told {
	before := s.pinned
	if s.pinned = 0; snap.Pinned != nil {
		s.pinned = snap.Pinned.MsgID
	}
	if s.pinned == before {
		return nil
	}
	return []Told{{signaling.EventMessagePinned, &signaling.MessagePinnedEvent{Message: snap.Pinned}}}
}
