package app

import (
	"slices"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// pkState shows how the PK stands.
func (a *App) pkState(e liveroom.OnPKState) {
	result, left := false, ""
	a.Store.Update(func(s *model.State) {
		p := &s.Live.PK
		was := *p
		if e.Ended != "" {
			*p = model.PK{Rooms: p.Rooms, RoomsLoaded: p.RoomsLoaded}
			for _, side := range was.Sides[min(1, len(was.Sides)):] { // their names may be asked for once more
				if !slices.ContainsFunc(p.Rooms, func(r model.PKRoom) bool { return r.Room.ID == side.RoomID }) {
					p.Rooms = append(p.Rooms[:len(p.Rooms):len(p.Rooms)], model.PKRoom{Room: model.Room{ID: side.RoomID, Title: side.Title, Host: side.User}})
				}
			}
			if was.Joined() {
				a.say(s, model.ChatLine{Kind: model.ChatPKEnded})
			}
			a.settle(s)
			return
		}
		p.Sides = nil
		for _, side := range e.PK.Sides {
			p.Sides = append(p.Sides, model.PKSide{RoomID: side.RoomID, User: userOf(side.User), Score: side.Score})
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
			p.Phase, result = model.PKResult, true
		case was.Phase != model.PKResult:
			p.Phase = model.PKTogether
		}
		a.sayWhoJoined(s, was)
		for _, l := range e.Left {
			u := userOf(l.User)
			a.say(s, model.ChatLine{Kind: model.ChatPKLeft, User: u})
			left = u.DisplayName()
		}
		a.settle(s)
	})
	if left != "" {
		a.desk.Notify(model.Notice{Code: model.NoticePKLeft, Subject: left})
	}
	if result {
		time.AfterFunc(resultFor, a.resultOver)
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
func (a *App) sayWhoJoined(s *model.State, was model.PK) {
	kind := model.ChatPKBegan
	if was.Joined() {
		kind = model.ChatPKJoined
	}
	for i, side := range s.Live.PK.Sides {
		if i > 0 && (!was.Joined() || !was.Has(side.RoomID)) {
			a.say(s, model.ChatLine{Kind: kind, User: side.User})
			kind = model.ChatPKJoined
		}
	}
}

// resultOver goes on to being together after the result was shown.
func (a *App) resultOver() {
	a.Store.Update(func(s *model.State) {
		if s.Live.PK.Phase == model.PKResult {
			s.Live.PK.Phase = model.PKTogether
		}
	})
}
