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
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 10*time.Second)
		defer cancel()
		rooms, err := a.room.RoomList(ctx)
		if err != nil {
			return
		}
		me := a.room.Self().UserID
		var list []model.PKRoom
		for _, r := range rooms {
			if r.Live && !r.Private && !r.HostAway && r.OwnerID != me {
				list = append(list, model.PKRoom{Room: a.roomOf(r), Busy: r.PKRooms > 0})
			}
		}
		a.Store.Update(func(s *model.State) { s.Live.PK.Rooms, s.Live.PK.RoomsLoaded = list, true })
	})
}

// AskPK asks another anchor; while rooms are joined, a further one.
func (a *App) AskPK(roomID uint32, userID string, terms model.PKTerms) {
	joined := a.Store.State().Live.PK.Joined()
	a.askPK(roomID, model.User{ID: userID}, liveroom.PKOptions{Duration: terms.Length, CoHost: terms.CoHost, Join: joined})
}

func (a *App) askPK(roomID uint32, who model.User, o liveroom.PKOptions) {
	a.Store.Update(func(s *model.State) {
		p := &s.Live.PK
		p.Until = time.Now().Add(30 * time.Second)
		if !p.Joined() {
			p.Phase = model.PKAsking
		}
		p.Asked = model.Room{ID: roomID, Host: who}
		for _, r := range p.Rooms {
			if r.Room.ID == roomID {
				p.Asked = r.Room
			}
		}
		a.settle(s)
	})
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		call, err := a.room.RequestRoomPKWith(ctx, roomID, who.ID, o)
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
			a.desk.Log.Info("asking for a PK", "err", err)
			a.desk.Notify(model.Notice{Code: model.NoticePKFailed, Subject: whom})
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

// Rematch asks for another battle of the same rooms; one yes is enough.
func (a *App) Rematch() {
	pk := a.Store.State().Live.PK
	if !pk.CanRematch() {
		return
	}
	a.askPK(pk.Sides[1].RoomID, pk.Sides[1].User, liveroom.PKOptions{Duration: pk.Length})
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
		if a.Store.State().Blocked[e.User.UserID] {
			return
		}
		a.Store.Update(func(s *model.State) {
			r := &model.PKRequest{User: userOf(e.User), RoomID: e.RoomID, CoHost: e.CoHost, Duration: e.Duration, Until: e.Until, Join: e.Join, Rematch: e.Rematch}
			for _, u := range e.With {
				r.Others = append(r.Others, userOf(u))
			}
			s.Live.PK.Request = r
			a.settle(s)
		})
		a.desk.Do(a.ring)
	case liveroom.OnRoomPKAccepted:
		a.Store.Update(func(s *model.State) {
			if s.Live.PK.Asked.ID == e.RoomID {
				notAsking(&s.Live.PK)
			}
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
		a.desk.Notify(n)
	case liveroom.OnQuitRoomPK:
		var whom string
		a.Store.Update(func(s *model.State) { whom = a.person(s, e.UserID).DisplayName() })
		a.desk.Notify(model.Notice{Code: model.NoticePKQuit, Subject: whom})
	case liveroom.OnPKState:
		a.pkState(e)
	}
}
