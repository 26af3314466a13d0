package stage

import (
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// reduce is the rules: what becomes of a state after an event, and what is to be
// done then. It reads nothing else and changes nothing of what it is given.
func reduce(s State, e Event, now time.Time) (State, []Effect) {
	m := &moment{State: s, now: now}
	if seen, ok := e.(Seen); ok {
		m.Memo.Seats, e = seen.Seats, seen.Event
	}
	if !m.wish(e) && !m.answer(e) && !m.talkWish(e) && !m.terms(e) && !m.told(e) {
		m.around(e)
	}
	if m.Screen == model.ScreenOnAir || m.Screen == model.ScreenWatching {
		m.settle()
	}
	return m.State, m.effects
}

// told is about what the room tells.
func (m *moment) told(e Event) bool {
	return m.seatEvent(e) || m.pkEvent(e) || m.roomEvent(e) || m.talkEvent(e)
}

// wish is about what the user asks for.
func (m *moment) wish(e Event) bool {
	switch e := e.(type) {
	case WantSeat:
		m.wantSeat(e)
	case DropSeat:
		m.dropSeat()
	case GoUp:
		m.Live.CoAnchor.Phase, m.Live.CoAnchor.Failure = model.JoinGoing, nil
		m.then(SendOwn{e.SoundOnly})
	case GoDown:
		m.Live.CoAnchor.Phase = model.JoinLeaving
		m.then(StopOwn{})
	case AnswerInvited:
		m.answerInvited(e)
	case AnswerRequest:
		m.answerRequest(e)
	case WantGuest:
		m.then(InviteUp{e.UserID})
	case DropGuest:
		m.Live.CoAnchor.Invited = withoutInvited(m.Live.CoAnchor.Invited, e.UserID)
		m.then(Uninvite{e.UserID})
	case WantCamera:
		m.wantCamera()
	case MuteTile:
		m.eachTile(func(t *model.Tile) {
			if t.ID == e.ID {
				t.MutedHere = e.Muted
			}
		})
	default:
		return m.pkWish(e)
	}
	return true
}

func (m *moment) pkWish(e Event) bool {
	switch e := e.(type) {
	case FindRooms:
		m.then(ListPKRooms{})
	case WantPK:
		m.wantPK(e.RoomID, model.User{ID: e.UserID}, liveroom.PKOptions{Duration: e.Terms.Length, CoHost: e.Terms.CoHost, Join: m.Live.PK.Joined()})
	case WantRematch:
		if pk := m.Live.PK; pk.CanRematch() {
			m.wantPK(pk.Sides[1].RoomID, pk.Sides[1].User, liveroom.PKOptions{Duration: pk.Length})
		}
	case DropPK:
		notAsking(&m.Live.PK)
		m.then(WithdrawPK{})
	case AnswerPKRequest:
		if r := m.Live.PK.Request; r != nil {
			m.Live.PK.Request = nil
			m.then(RespondPK{r.User, e.Agree})
		}
	case EndPK:
		m.Live.PK.Ending = true
		m.then(QuitPK{})
	default:
		return false
	}
	return true
}

// answer is about what came of effects.
func (m *moment) answer(e Event) bool {
	switch e := e.(type) {
	case SeatAsked:
		m.seatAsked(e)
	case WentUp:
		m.wentUp(e)
	case CameraTaken:
		m.cameraTaken(e.Err)
	case CameDown:
		m.ownStageOver()
		m.refused("", e.Err)
	case Accepted:
		m.refused(e.Invitation.User.DisplayName(), e.Err)
		if e.Err == nil && e.Agree {
			m.ready(e.Invitation.SoundOnly)
		}
	case Responded:
		m.Live.CoAnchor.Requests = withoutRequest(m.Live.CoAnchor.Requests, e.UserID)
		m.refused(e.UserID, e.Err)
	case Invited:
		m.invited(e)
	case PKRoomsRead:
		if e.Err == nil {
			m.Live.PK.Rooms, m.Live.PK.RoomsLoaded = e.Rooms, true
		}
	case PKAsked:
		m.pkAsked(e)
	case PKEnded:
		m.Live.PK.Ending = false
		m.refused("", e.Err)
	case Done:
		m.refused(e.Whom, e.Err)
	case ResultShown:
		if p := &m.Live.PK; p.Phase == model.PKResult && p.Deadline.Equal(e.Deadline) {
			p.Phase = model.PKTogether
		}
	default:
		return false
	}
	return true
}

// refused tells that the server did not do what was asked about somebody.
func (m *moment) refused(whom string, err error) {
	if err != nil {
		m.notify(model.NoticeNotDone, whom)
	}
}
