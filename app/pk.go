package app

import (
	"context"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

var _ model.PKActions = (*App)(nil)

// resultFor is how long the result of a battle is shown.
const resultFor = 6 * time.Second

// FindPKRooms reads which rooms can be asked.
func (a *App) FindPKRooms() {
	a.wg.Go(func() {
		ctx, cancel := context.WithTimeout(a.ctx, 10*time.Second)
		defer cancel()
		rooms, err := a.room.RoomList(ctx)
		if err != nil {
			return
		}
		me := a.room.Self().UserID
		var list []model.PKRoom
		for _, r := range rooms {
			if r.Live && !r.HostAway && r.OwnerID != me {
				list = append(list, model.PKRoom{Room: a.roomOf(r)})
			}
		}
		a.Store.Update(func(s *model.State) { s.Live.PK.Rooms, s.Live.PK.RoomsLoaded = list, true })
	})
}

// AskPK asks another anchor; while rooms are joined, a further one.
func (a *App) AskPK(roomID uint32, userID string, terms model.PKTerms) {
	a.Store.Update(func(s *model.State) {
		p := &s.Live.PK
		p.Until = time.Now().Add(30 * time.Second)
		if !p.Joined() {
			p.Phase = model.PKAsking
		}
		p.Asked = model.Room{ID: roomID, Host: model.User{ID: userID}}
		for _, r := range p.Rooms {
			if r.Room.ID == roomID {
				p.Asked = r.Room
			}
		}
		a.settle(s)
	})
	a.wg.Go(func() {
		ctx, cancel := context.WithTimeout(a.ctx, 15*time.Second)
		defer cancel()
		call, err := a.room.RequestRoomPKWith(ctx, roomID, userID, liveroom.PKOptions{Duration: terms.Length, CoHost: terms.CoHost})
		whom := ""
		a.Store.Update(func(s *model.State) {
			p := &s.Live.PK
			whom = p.Asked.Host.DisplayName()
			switch {
			case p.Asked.ID != roomID: // answered meanwhile
			case err == nil:
				p.Until = call.Until
			default:
				notAsking(p)
			}
			a.settle(s)
		})
		if err != nil {
			a.log.Info("asking for a PK", "err", err)
			a.notify(model.Notice{Code: model.NoticePKFailed, Subject: whom})
		}
	})
}

// CancelPK withdraws the own request.
func (a *App) CancelPK() {
	a.Store.Update(func(s *model.State) {
		notAsking(&s.Live.PK)
		a.settle(s)
	})
	a.aside("", a.room.CancelRoomPK)
}

// notAsking ends the wait for another anchor's answer.
func notAsking(p *model.PK) {
	p.Asked, p.Until = model.Room{}, time.Time{}
	if p.Phase == model.PKAsking {
		p.Phase = model.PKNone
	}
}

// AnswerPK answers another anchor's request.
func (a *App) AnswerPK(agree bool) {
	req := a.Store.State().Live.PK.Request
	if req == nil {
		return
	}
	a.Store.Update(func(s *model.State) {
		s.Live.PK.Request = nil
		a.settle(s)
	})
	a.aside(req.User.DisplayName(), func(ctx context.Context) error { return a.room.ResponseRoomPK(ctx, req.User.ID, agree) })
}

// Rematch begins another battle of the same two rooms.
func (a *App) Rematch() {
	pk := a.Store.State().Live.PK
	if !pk.CanRematch() {
		return
	}
	a.aside("", func(ctx context.Context) error {
		if err := a.room.QuitRoomPK(ctx); err != nil {
			return err
		}
		a.AskPK(pk.Sides[1].RoomID, pk.Sides[1].User.ID, model.PKTerms{Length: pk.Length})
		return nil
	})
}

// EndPK ends it for both rooms.
func (a *App) EndPK() {
	a.Store.Update(func(s *model.State) { s.Live.PK.Ending = true })
	a.aside("", func(ctx context.Context) error {
		err := a.room.QuitRoomPK(ctx)
		a.Store.Update(func(s *model.State) { s.Live.PK.Ending = false })
		return err
	})
}

func (a *App) onPK(e liveroom.Event) {
	switch e := e.(type) {
	case liveroom.OnRequestRoomPK:
		a.Store.Update(func(s *model.State) {
			s.Live.PK.Request = &model.PKRequest{User: userOf(e.User), RoomID: e.RoomID, CoHost: e.CoHost, Duration: e.Duration, Until: e.Until}
			a.settle(s)
		})
	case liveroom.OnRoomPKRejected:
		n := model.Notice{Code: model.NoticePKFailed}
		if e.Reason == "user" {
			n.Code = model.NoticePKRejected
		}
		a.Store.Update(func(s *model.State) {
			n.Subject = s.Live.PK.Asked.Host.DisplayName()
			notAsking(&s.Live.PK)
			a.settle(s)
		})
		a.notify(n)
	case liveroom.OnQuitRoomPK:
		var whom string
		a.Store.Update(func(s *model.State) { whom = a.person(s, e.UserID).DisplayName() })
		a.notify(model.Notice{Code: model.NoticePKQuit, Subject: whom})
	case liveroom.OnPKState:
		a.pkState(e)
	}
}

// pkState shows how the PK stands.
func (a *App) pkState(e liveroom.OnPKState) {
	result := false
	a.Store.Update(func(s *model.State) {
		p := &s.Live.PK
		was := p.Joined()
		if e.Ended != "" {
			*p = model.PK{Rooms: p.Rooms, RoomsLoaded: p.RoomsLoaded}
			if was {
				a.say(s, model.ChatLine{Kind: model.ChatPKEnded})
			}
			a.settle(s)
			return
		}
		p.Sides = nil
		for _, side := range e.PK.Sides {
			p.Sides = append(p.Sides, model.PKSide{RoomID: side.RoomID, User: userOf(side.User), Score: side.Score})
		}
		p.CoHost, p.Deadline, p.Winner, p.Request = e.PK.CoHost, e.PK.Deadline, e.PK.Winner, nil
		p.Length = e.PK.Deadline.Sub(e.PK.Started)
		switch {
		case e.PK.CoHost:
			p.Phase = model.PKTogether
		case !e.PK.Over:
			p.Phase = model.PKBattle
		case p.Phase == model.PKBattle:
			p.Phase, result = model.PKResult, true
		case p.Phase != model.PKResult:
			p.Phase = model.PKTogether
		}
		if !was && len(p.Sides) > 1 {
			a.say(s, model.ChatLine{Kind: model.ChatPKBegan, User: p.Sides[1].User})
		}
		a.settle(s)
	})
	if result {
		time.AfterFunc(resultFor, func() {
			a.Store.Update(func(s *model.State) {
				if s.Live.PK.Phase == model.PKResult {
					s.Live.PK.Phase = model.PKTogether
				}
			})
		})
	}
}
