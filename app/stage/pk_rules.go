package stage

import (
	"slices"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// resultFor is how long the result of a battle is shown.
const resultFor = 6 * time.Second

func (m *moment) wantPK(roomID uint32, who model.User, o liveroom.PKOptions) {
	p := &m.Live.PK
	p.Until = m.now.Add(askTime)
	if !p.Joined() {
		p.Phase = model.PKAsking
	}
	p.Asked = model.Room{ID: roomID, Host: who}
	for _, r := range p.Rooms {
		if r.Room.ID == roomID {
			p.Asked = r.Room
		}
	}
	m.then(AskPK{roomID, who.ID, o})
}

func (m *moment) pkAsked(e PKAsked) {
	p := &m.Live.PK
	whom := p.Asked.Host.DisplayName()
	switch {
	case p.Asked.ID != e.RoomID: // answered meanwhile
	case e.Err == nil:
		p.Until = e.Until
	default:
		notAsking(p)
	}
	if e.Err != nil {
		m.notify(model.NoticePKFailed, whom)
	}
}

// notAsking ends the wait for another anchor's answer.
func notAsking(p *model.PK) {
	p.Asked, p.Until = model.Room{}, time.Time{}
	if p.Phase == model.PKAsking {
		p.Phase = model.PKNone
	}
}

// pkEvent is about what the room tells of PKs.
func (m *moment) pkEvent(e Event) bool {
	p := &m.Live.PK
	switch e := e.(type) {
	case liveroom.OnRequestRoomPK:
		if m.Blocked[e.User.UserID] {
			break
		}
		r := &model.PKRequest{User: personOf(e.User), RoomID: e.RoomID, CoHost: e.CoHost, Duration: e.Duration, Until: e.Until, Join: e.Join, Rematch: e.Rematch}
		for _, u := range e.With {
			r.Others = append(r.Others, personOf(u))
		}
		p.Request = r
		m.then(Ring{})
	case liveroom.OnRoomPKAccepted:
		if p.Asked.ID == e.RoomID {
			notAsking(p)
		}
	case liveroom.OnRoomPKRejected:
		code := model.NoticePKFailed
		if e.Reason == "user" {
			code = model.NoticePKRejected
		}
		m.notify(code, p.Asked.Host.DisplayName())
		notAsking(p)
	case liveroom.OnQuitRoomPK:
		m.notify(model.NoticePKQuit, m.person(e.UserID).DisplayName())
	case liveroom.OnPKState:
		if e.Ended != "" {
			m.pkOver()
		} else {
			m.pkStands(e)
		}
	default:
		return false
	}
	return true
}

// pkOver is the end of a PK.
func (m *moment) pkOver() {
	p := &m.Live.PK
	was := *p
	*p = model.PK{Rooms: p.Rooms, RoomsLoaded: p.RoomsLoaded}
	for _, side := range was.Sides[min(1, len(was.Sides)):] { // their names may be asked for once more
		if !slices.ContainsFunc(p.Rooms, func(r model.PKRoom) bool { return r.Room.ID == side.RoomID }) {
			p.Rooms = append(p.Rooms[:len(p.Rooms):len(p.Rooms)], model.PKRoom{Room: model.Room{ID: side.RoomID, Title: side.Title, Host: side.User}})
		}
	}
	if was.Joined() {
		m.say(model.ChatLine{Kind: model.ChatPKEnded})
	}
}

// pkStands shows how it stands.
func (m *moment) pkStands(e liveroom.OnPKState) {
	p := &m.Live.PK
	was := *p
	p.Sides = nil
	for _, side := range e.PK.Sides {
		p.Sides = append(p.Sides, model.PKSide{RoomID: side.RoomID, User: personOf(side.User), Score: side.Score})
	}
	p.CoHost, p.Deadline, p.Winner, p.Request = e.PK.CoHost, e.PK.Deadline, e.PK.Winner, keepRequest(p.Request, p.Sides)
	p.Length = e.PK.Deadline.Sub(e.PK.Started)
	if p.Has(p.Asked.ID) && (!was.Has(p.Asked.ID) || !e.PK.Over) {
		p.Asked = model.Room{} // it said yes
	}
	switch {
	case e.PK.CoHost:
		p.Phase = model.PKTogether
	case !e.PK.Over:
		p.Phase = model.PKBattle
	case was.Phase == model.PKBattle:
		p.Phase = model.PKResult
		m.then(After{resultFor, ResultShown{p.Deadline}})
	case was.Phase != model.PKResult:
		p.Phase = model.PKTogether
	}
	m.sayWhoJoined(was)
	for _, l := range e.Left {
		u := personOf(l.User)
		m.say(model.ChatLine{Kind: model.ChatPKLeft, User: u})
		m.notify(model.NoticePKLeft, u.DisplayName())
	}
}

// keepRequest drops another anchor's request that has come to something.
func keepRequest(r *model.PKRequest, sides []model.PKSide) *model.PKRequest {
	if r == nil || !r.Rematch && slices.ContainsFunc(sides, func(s model.PKSide) bool { return s.RoomID == r.RoomID }) {
		return nil
	}
	return r
}

// sayWhoJoined tells in the chat with whom the PK began and who joined it.
func (m *moment) sayWhoJoined(was model.PK) {
	kind := model.ChatPKBegan
	if was.Joined() {
		kind = model.ChatPKJoined
	}
	for i, side := range m.Live.PK.Sides {
		if i > 0 && (!was.Joined() || !was.Has(side.RoomID)) {
			m.say(model.ChatLine{Kind: kind, User: side.User})
			kind = model.ChatPKJoined
		}
	}
}
