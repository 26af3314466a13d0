package app

import (
	"context"
	"slices"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

var _ model.CoAnchorActions = (*App)(nil)

// AskToJoin asks the anchor for a seat.
func (a *App) AskToJoin(soundOnly bool) {
	a.Store.Update(func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Until, s.Live.CoAnchor.Failure = model.JoinAsking, time.Now().Add(30*time.Second), nil
	})
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		ask := a.room.RequestJoinAnchor
		if soundOnly {
			ask = a.room.RequestJoinAnchorSound
		}
		call, err := ask(ctx)
		a.Store.Update(func(s *model.State) {
			c := &s.Live.CoAnchor
			if err == nil && c.Phase == model.JoinAsking {
				c.Until = call.Until
			}
			if err != nil && c.Phase == model.JoinAsking {
				c.Phase = model.JoinNone
			}
		})
		if err != nil {
			a.desk.Log.Info("asking for a seat", "err", err)
			a.desk.Notify(model.Notice{Code: model.NoticeJoinFailed})
		}
	})
}

// CancelJoin withdraws the request, or gives a granted seat back.
func (a *App) CancelJoin() {
	phase := a.Store.State().Live.CoAnchor.Phase
	a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinNone })
	a.aside("", func(ctx context.Context) error {
		if phase == model.JoinAsking {
			return a.room.CancelJoinAnchor(ctx)
		}
		a.closePreview()
		return a.room.StopPublish(ctx)
	})
}

// seatTime is how long the server keeps a seat for somebody who does not send.
const seatTime = 30 * time.Second

// ready shows the own preview after the anchor agreed.
func (a *App) ready(soundOnly bool) {
	a.Store.Update(func(s *model.State) {
		c := &s.Live.CoAnchor
		c.Phase, c.SoundOnly, c.Invitation, c.Failure = model.JoinReady, soundOnly, nil, nil
		c.Until = time.Now().Add(seatTime)
		c.Preview = model.Tile{ID: model.LocalTile, User: s.Me, Waiting: !soundOnly, SoundOnly: soundOnly, Mirrored: s.Settings.Mirrored}
	})
	a.desk.Do(func() {
		a.listDevices(a.desk.Context())
		var f *model.Failure
		if !soundOnly {
			f = a.openCamera(a.desk.Context(), forStage)
		}
		if noSound := a.openMicrophone(a.desk.Context(), forStage); f == nil {
			f = noSound
		}
		a.tellSource(f)
	})
}

// coAnchorSize is how large a co-anchor's picture is sent at most: its tile is
// small.
var coAnchorSize = model.Size{Width: 640, Height: 360}

// GoUp goes on stage.
func (a *App) GoUp(soundOnly bool) {
	a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Phase, s.Live.CoAnchor.Failure = model.JoinGoing, nil })
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 30*time.Second)
		defer cancel()
		if soundOnly {
			a.closeCamera(forStage)
		}
		s := a.Store.State()
		q := s.Quality
		q.Size, q.BitRate = coAnchorSize, 0
		a.applyQuality(q, s.Settings.Hardware)
		err := a.room.StartPublish(ctx, "")
		a.Store.Update(func(s *model.State) {
			c := &s.Live.CoAnchor
			if err != nil {
				c.Phase, c.Failure = model.JoinReady, &model.Failure{Code: model.FailurePublish, Detail: err.Error()}
				return
			}
			if c.Phase != model.JoinGoing {
				return // taken off meanwhile
			}
			c.Phase = model.JoinOnStage
			a.cameUp(s, s.Me)
			own := c.Preview
			own.SoundOnly = soundOnly || c.SoundOnly
			stageTiles(s, func(tiles []model.Tile) []model.Tile {
				if slices.ContainsFunc(tiles, func(t model.Tile) bool { return t.ID == model.LocalTile }) {
					return tiles
				}
				return append(tiles, own)
			})
		})
	})
}

// LeaveStage goes down and goes on watching.
func (a *App) LeaveStage() {
	a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinLeaving })
	a.aside("", func(ctx context.Context) error {
		err := a.room.StopPublish(ctx)
		a.stopOwnStage()
		return err
	})
}

// stopOwnStage takes the own tile off and lets go of the devices.
func (a *App) stopOwnStage() {
	a.Store.Update(func(s *model.State) {
		c := &s.Live.CoAnchor
		c.Phase, c.Failure, c.Until = model.JoinNone, nil, time.Time{}
		c.Preview.Live = false
		if s.Screen == model.ScreenWatching {
			stageTiles(s, func(tiles []model.Tile) []model.Tile {
				return slices.DeleteFunc(tiles, func(t model.Tile) bool { return t.ID == model.LocalTile })
			})
		}
	})
	if a.Store.State().Screen == model.ScreenWatching {
		a.desk.Do(func() {
			a.closePreview()
			s := a.Store.State()
			a.applyQuality(s.Quality, s.Settings.Hardware)
		})
	}
}

// AnswerInvitation answers the anchor's.
func (a *App) AnswerInvitation(agree bool) {
	s := a.Store.State()
	inv := s.Live.CoAnchor.Invitation
	if inv == nil {
		return
	}
	a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Invitation = nil })
	a.aside(inv.User.DisplayName(), func(ctx context.Context) error {
		if err := a.room.ResponseJoinAnchor(ctx, inv.User.ID, agree, ""); err != nil {
			return err
		}
		if agree {
			a.ready(inv.SoundOnly)
		}
		return nil
	})
}

// AnswerJoin answers a viewer's request.
func (a *App) AnswerJoin(userID string, agree bool) {
	a.requests(func(list []model.JoinRequest) []model.JoinRequest {
		for i := range list {
			list[i].Answering = list[i].Answering || list[i].User.ID == userID
		}
		return list
	})
	a.aside(userID, func(ctx context.Context) error {
		err := a.room.ResponseJoinAnchor(ctx, userID, agree, "")
		a.requests(func(list []model.JoinRequest) []model.JoinRequest { return withoutRequest(list, userID) })
		return err
	})
}

func (a *App) requests(change func([]model.JoinRequest) []model.JoinRequest) {
	a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Requests = change(slices.Clone(s.Live.CoAnchor.Requests)) })
}

func withoutRequest(list []model.JoinRequest, userID string) []model.JoinRequest {
	return slices.DeleteFunc(list, func(r model.JoinRequest) bool { return r.User.ID == userID })
}

func withoutInvited(list []model.Invitation, userID string) []model.Invitation {
	return slices.DeleteFunc(slices.Clone(list), func(i model.Invitation) bool { return i.User.ID == userID })
}

// Invite asks a viewer up.
func (a *App) Invite(userID string) {
	a.aside(userID, func(ctx context.Context) error {
		call, err := a.room.InviteJoinAnchor(ctx, userID)
		if err == nil && !call.Joined {
			a.Store.Update(func(s *model.State) {
				s.Live.CoAnchor.Invited = append(withoutInvited(s.Live.CoAnchor.Invited, userID), model.Invitation{User: a.person(s, userID), Until: call.Until})
			})
		}
		return err
	})
}

// CancelInvite withdraws it.
func (a *App) CancelInvite(userID string) {
	a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Invited = withoutInvited(s.Live.CoAnchor.Invited, userID) })
	a.aside(userID, func(ctx context.Context) error { return a.room.CancelInviteJoinAnchor(ctx, userID) })
}

// KickFromStage takes a co-anchor's seat away.
func (a *App) KickFromStage(userID string) {
	a.aside(userID, func(ctx context.Context) error { return a.room.KickoutJoinAnchor(ctx, userID) })
}

// LockSeat closes or opens a free seat.
func (a *App) LockSeat(number int, locked bool) {
	a.aside("", func(ctx context.Context) error { return a.room.LockSeat(ctx, number, locked) })
}

// MuteHere silences one tile's sound for this user alone.
func (a *App) MuteHere(tile string, muted bool) {
	a.room.MuteRemoteAudio(tile, muted)
	a.Store.Update(func(s *model.State) {
		stageTiles(s, func(tiles []model.Tile) []model.Tile {
			for i := range tiles {
				if tiles[i].ID == tile {
					tiles[i].MutedHere = muted
				}
			}
			return tiles
		})
	})
}

func (a *App) onCoAnchor(e liveroom.Event) {
	switch e := e.(type) {
	case liveroom.OnRequestJoinAnchor:
		u := userOf(e.User)
		if a.Store.State().Blocked[u.ID] {
			return // it ends unanswered
		}
		a.requests(func(list []model.JoinRequest) []model.JoinRequest {
			return append(withoutRequest(list, u.ID), model.JoinRequest{User: u, SoundOnly: e.SoundOnly, Until: e.Until})
		})
		a.desk.Do(a.ring)
	case liveroom.OnInviteJoinAnchor:
		if a.Store.State().Blocked[e.User.UserID] {
			return
		}
		a.Store.Update(func(s *model.State) {
			s.Live.CoAnchor.Invitation = &model.Invitation{User: userOf(e.User), SoundOnly: e.SoundOnly, Until: e.Until}
		})
		a.desk.Do(a.ring)
	case liveroom.OnAnchorAccepted:
		if a.Store.State().Live.Role == model.RoleAnchor {
			a.Store.Update(func(s *model.State) { s.Live.CoAnchor.Invited = withoutInvited(s.Live.CoAnchor.Invited, e.UserID) })
			return
		}
		a.ready(e.SoundOnly)
	case liveroom.OnAnchorRejected:
		a.rejected(e)
	case liveroom.OnKickoutJoinAnchor:
		a.stopOwnStage()
		a.desk.Notify(model.Notice{Code: model.NoticeStageKicked, Subject: e.User.Name()})
	case liveroom.OnRoleChange:
		a.roleChanged(e)
	case liveroom.OnSeatLock:
		a.Store.Update(a.settle)
	}
}

func (a *App) rejected(e liveroom.OnAnchorRejected) {
	n := model.Notice{Code: model.NoticeJoinFailed}
	a.Store.Update(func(s *model.State) {
		n.Subject = a.person(s, e.UserID).DisplayName()
		if s.Live.Role == model.RoleAnchor {
			s.Live.CoAnchor.Invited = withoutInvited(s.Live.CoAnchor.Invited, e.UserID)
			n.Code = model.NoticeInviteRejected
			return
		}
		s.Live.CoAnchor.Phase = model.JoinNone
		if e.Reason == "user" {
			n.Code = model.NoticeJoinRejected
		}
	})
	a.desk.Notify(n)
}

// roleChanged follows everybody's standing.
func (a *App) roleChanged(e liveroom.OnRoleChange) {
	u := userOf(e.User)
	lostSeat := false
	var notice model.NoticeCode
	a.Store.Update(func(s *model.State) {
		before := s.Live.Standings[u.ID]
		role := roleOf(e.Role)
		a.standing(s, u.ID, func(st *model.Standing) {
			st.Rising = role == model.RoleCoAnchor && (st.Rising || before.Role != role)
			st.Role, st.Helper = role, e.Admin
		})
		if u.ID == s.Me.ID {
			s.Live.Role, s.Live.Helper = role, e.Admin
			lostSeat = before.Role == model.RoleCoAnchor && role == model.RoleAudience
			switch {
			case lostSeat && e.Unused:
				notice = model.NoticeSeatUnused
			case e.Admin && !before.Helper:
				notice = model.NoticeHelper
			case !e.Admin && before.Helper:
				notice = model.NoticeNoHelper
			}
		}
		switch {
		case role == model.RoleAudience && before.Role == model.RoleCoAnchor && !before.Rising:
			a.say(s, model.ChatLine{Kind: model.ChatDown, User: u})
		case e.Admin && !before.Helper:
			a.say(s, model.ChatLine{Kind: model.ChatHelper, User: u})
		}
		a.settle(s)
	})
	if lostSeat {
		a.stopOwnStage()
	}
	if notice != "" {
		a.desk.Notify(model.Notice{Code: notice})
	}
}

// invitationTimeout closes what nobody answered in time.
func (a *App) invitationTimeout(e liveroom.OnInvitationTimeout) {
	var n model.Notice
	a.Store.Update(func(s *model.State) {
		other := e.InviterID
		mine := e.InviterID == s.Me.ID
		if mine && len(e.InviteeList) > 0 {
			other = e.InviteeList[0]
		}
		c := &s.Live.CoAnchor
		switch {
		case e.PK && mine:
			n = model.Notice{Code: model.NoticePKTimeout, Subject: s.Live.PK.Asked.Host.DisplayName()}
			notAsking(&s.Live.PK)
		case e.PK:
			s.Live.PK.Request = nil
		case mine && s.Live.Role == model.RoleAnchor:
			n = model.Notice{Code: model.NoticeInviteTimeout, Subject: a.person(s, other).DisplayName()}
			c.Invited = withoutInvited(c.Invited, other)
		case mine:
			n = model.Notice{Code: model.NoticeJoinTimeout}
			c.Phase = model.JoinNone
		case s.Live.Role == model.RoleAnchor:
			c.Requests = withoutRequest(slices.Clone(c.Requests), other)
		case s.Blocked[e.InviterID]: // it was not shown
		default:
			n = model.Notice{Code: model.NoticeInviteOver}
			c.Invitation = nil
		}
		a.settle(s)
	})
	if n.Code != "" {
		a.desk.Notify(n)
	}
}

// invitationCancelled closes what the other side withdrew.
func (a *App) invitationCancelled(e liveroom.OnInvitationCancelled) {
	if a.Store.State().Blocked[e.User.UserID] {
		return
	}
	var n model.Notice
	a.Store.Update(func(s *model.State) {
		switch {
		case e.PK:
			s.Live.PK.Request = nil
			n = model.Notice{Code: model.NoticePKWithdrawn, Subject: e.User.Name()}
		case s.Live.Role == model.RoleAnchor:
			s.Live.CoAnchor.Requests = withoutRequest(slices.Clone(s.Live.CoAnchor.Requests), e.User.UserID)
		default:
			s.Live.CoAnchor.Invitation = nil
			n = model.Notice{Code: model.NoticeInviteOver}
		}
		a.settle(s)
	})
	if n.Code != "" {
		a.desk.Notify(n)
	}
}
