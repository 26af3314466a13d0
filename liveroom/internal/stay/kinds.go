package stay

import (
	"slices"

	"onair/signaling"
)

// Heard is what follows from one event of the server.
type Heard struct {
	Told []Told
	// Anywhere says that it belongs to no room.
	Anywhere bool
	// Stage says that somebody publishes, or has a picture, who did not before, or no more.
	Stage bool
	// SeatLost says that the user may not publish any more.
	SeatLost bool
	// Steady is what the server asks of the own stream; nil: nothing.
	Steady *signaling.SteadyEvent
	// Picture is what the server sends of a user's picture from now on; nil: as before.
	Picture *signaling.PlayQualityEvent
	// Over says that the user is in the room no more.
	Over bool
}

// kind takes one event over; s is nil outside rooms.
type kind func(s *Stay, e *signaling.Envelope) (Heard, error)

// kinds is every kind of event but those of the session.
var kinds = map[string]kind{
	signaling.EventRoomListChanged: anywhere[signaling.RoomListEvent],
	signaling.EventFollowLive:      anywhere[signaling.FollowLiveEvent],
	signaling.EventStreamHint:      anywhere[signaling.StreamHint],
	signaling.EventOwnStream:       ownStream,
	signaling.EventSteady:          here(steady),
	signaling.EventPlayQuality:     here(playQuality),

	signaling.EventAudienceEnter:      here((*Stay).audience),
	signaling.EventAudienceExit:       here((*Stay).audience),
	signaling.EventAnchorEnter:        here((*Stay).anchorEnter),
	signaling.EventAnchorExit:         here((*Stay).anchorExit),
	signaling.EventUserVideoAvailable: here((*Stay).available),
	signaling.EventUserAudioAvailable: here((*Stay).available),
	signaling.EventRoomDestroy:        here(over[signaling.RoomDestroyEvent]),
	signaling.EventRoomInfoChanged:    here((*Stay).roomInfo),
	signaling.EventHostAway:           here((*Stay).host),
	signaling.EventHostBack:           here((*Stay).host),
	signaling.EventUserProfileChanged: here((*Stay).profile),

	signaling.EventRequestJoinAnchor:   here(asItIs[signaling.CallEvent]),
	signaling.EventInviteJoinAnchor:    here(asItIs[signaling.CallEvent]),
	signaling.EventRequestRoomPK:       here(asItIs[signaling.CallEvent]),
	signaling.EventInvitationCancelled: here(asItIs[signaling.CallEvent]),
	signaling.EventAnchorAccepted:      here((*Stay).accepted),
	signaling.EventAnchorRejected:      here(asItIs[signaling.AnswerEvent]),
	signaling.EventRoomPKAccepted:      here(asItIs[signaling.AnswerEvent]),
	signaling.EventRoomPKRejected:      here(asItIs[signaling.AnswerEvent]),
	signaling.EventInvitationTimeout:   here(asItIs[signaling.TimeoutEvent]),
	signaling.EventKickoutJoinAnchor:   here((*Stay).seatLost),
	signaling.EventRoleChanged:         here((*Stay).role),
	signaling.EventSeatLocked:          here((*Stay).seatLock),
	signaling.EventAnchorMuted:         here((*Stay).anchorMuted),
	signaling.EventQuitRoomPK:          here(asItIs[signaling.QuitPKEvent]),
	signaling.EventPKState:             here(asItIs[signaling.PKStateEvent]),

	signaling.EventRecvRoomTextMsg:   here(asItIs[signaling.MessageEvent]),
	signaling.EventRecvRoomCustomMsg: here(asItIs[signaling.MessageEvent]),
	signaling.EventLikes:             here(asItIs[signaling.LikesEvent]),
	signaling.EventGift:              here(asItIs[signaling.MessageEvent]),
	signaling.EventMessageDeleted:    here((*Stay).deleted),
	signaling.EventMessagePinned:     here((*Stay).pinnedNow),
	signaling.EventChatMuted:         here(asItIs[signaling.MutedEvent]),
	signaling.EventBanned:            here(asItIs[signaling.BannedEvent]),
	signaling.EventKickedOut:         here(over[signaling.KickedOutEvent]),
}

// Hear takes one event of the server over; s is nil outside rooms. What is not known, or
// of another room, is not told. It never panics, whatever the server says.
func Hear(s *Stay, e *signaling.Envelope) (Heard, error) {
	if k, known := kinds[e.Type]; known {
		return k(s, e)
	}
	return Heard{}, nil // a newer server's
}

// here makes a kind of what happens in a room; what is of a room that was left is dropped.
func here[T any](apply func(s *Stay, kind string, in *T) Heard) kind {
	return func(s *Stay, e *signaling.Envelope) (Heard, error) {
		var of struct { // where each kind says it
			RoomID uint32 `json:"roomId"`
			Room   struct {
				RoomID uint32 `json:"roomId"`
			} `json:"room"`
		}
		in := new(T)
		if err := e.Decode(&of); err != nil {
			return Heard{}, err
		} else if err := e.Decode(in); err != nil {
			return Heard{}, err
		}
		if s == nil || s.Room.RoomID != max(of.RoomID, of.Room.RoomID) {
			return Heard{}, nil
		}
		return apply(s, e.Type, in), nil
	}
}

func anywhere[T any](_ *Stay, e *signaling.Envelope) (Heard, error) {
	in := new(T)
	if err := e.Decode(in); err != nil {
		return Heard{}, err
	}
	return Heard{Told: []Told{{e.Type, in}}, Anywhere: true}, nil
}

// asItIs changes nothing here.
func asItIs[T any](_ *Stay, kind string, in *T) Heard {
	return Heard{Told: []Told{{kind, in}}}
}

// over ends the stay.
func over[T any](s *Stay, kind string, in *T) Heard {
	return Heard{Told: append(s.Depart(), Told{kind, in}), Over: true}
}

func playQuality(_ *Stay, kind string, in *signaling.PlayQualityEvent) Heard {
	return Heard{Told: []Told{{kind, in}}, Picture: in}
}

func steady(_ *Stay, _ string, in *signaling.SteadyEvent) Heard { return Heard{Steady: in} }

func (s *Stay) audience(kind string, in *signaling.UsersEvent) Heard {
	var out []Told
	for _, u := range in.Users {
		out = append(out, Told{kind, &signaling.UserEvent{User: u}})
	}
	s.Room.MemberCount = in.MemberCount
	return Heard{Told: append(out, s.roomChanged()...)}
}

func (s *Stay) anchorEnter(_ string, in *signaling.AnchorEvent) Heard {
	if s.find(in.User.UserID) != nil {
		return Heard{}
	}
	s.anchors = append(s.anchors, signaling.Anchor{User: in.User, Role: in.Role})
	told := arrival(&s.anchors[len(s.anchors)-1])
	return Heard{Told: append(told, s.SetLive(in.User.UserID, true)...), Stage: true}
}

func (s *Stay) anchorExit(_ string, in *signaling.AnchorEvent) Heard {
	a := s.find(in.User.UserID)
	if a == nil {
		return Heard{Stage: true}
	}
	told := departure(a)
	delete(s.lost, in.User.UserID)
	s.anchors = slices.DeleteFunc(s.anchors, func(a signaling.Anchor) bool { return a.User.UserID == in.User.UserID })
	return Heard{Told: append(told, s.SetLive(in.User.UserID, false)...), Stage: true}
}

func (s *Stay) available(kind string, in *signaling.AvailableEvent) Heard {
	a := s.find(in.UserID)
	if a == nil {
		return Heard{}
	}
	is := &a.Video
	if kind == signaling.EventUserAudioAvailable {
		is = &a.Audio
	}
	if *is == in.Available {
		return Heard{}
	}
	if kind == signaling.EventUserVideoAvailable {
		s.lost[in.UserID] = in.Lost
	}
	*is = in.Available
	return Heard{Told: []Told{{kind, in}}, Stage: true}
}

func (s *Stay) roomInfo(_ string, in *signaling.RoomInfoEvent) Heard {
	s.Room = in.Room
	return Heard{Told: s.roomChanged()}
}

func (s *Stay) host(kind string, _ *signaling.HostEvent) Heard {
	if away := kind == signaling.EventHostAway; away != s.Room.HostAway {
		s.Room.HostAway = away
		if away { // told instead of a member's coming and going
			s.Room.MemberCount--
		} else {
			s.Room.MemberCount++
		}
	}
	return Heard{Told: s.roomChanged()}
}

func (s *Stay) profile(kind string, in *signaling.UserEvent) Heard {
	if a := s.find(in.User.UserID); a != nil {
		a.User = in.User
	}
	var out []Told
	if in.User.UserID == s.Room.OwnerID {
		s.Room.OwnerName, s.Room.OwnerAvatar = in.User.UserName, in.User.AvatarURL
		out = s.roomChanged()
	}
	return Heard{Told: append(out, Told{kind, in})}
}
