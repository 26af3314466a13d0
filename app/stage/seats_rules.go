package stage

import (
	"slices"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

const (
	// askTime is how long an anchor has for an answer.
	askTime = 30 * time.Second
	// seatTime is how long the server keeps a seat for somebody who does not send.
	seatTime = 30 * time.Second
)

func (m *moment) wantSeat(e WantSeat) {
	c := &m.Live.CoAnchor
	c.Phase, c.Until, c.Failure = model.JoinAsking, m.now.Add(askTime), nil
	m.then(AskSeat{e.SoundOnly})
}

func (m *moment) seatAsked(e SeatAsked) {
	c := &m.Live.CoAnchor
	if e.Err != nil {
		m.notify(model.NoticeJoinFailed, "")
	}
	switch {
	case c.Phase != model.JoinAsking: // answered meanwhile
	case e.Err != nil:
		c.Phase = model.JoinNone
	default:
		c.Until = e.Until
	}
}

func (m *moment) dropSeat() {
	before := m.Live.CoAnchor.Phase
	m.Live.CoAnchor.Phase = model.JoinNone
	if before == model.JoinAsking {
		m.then(WithdrawAsk{})
		return
	}
	m.then(Release{}, GiveBack{})
}

// ready shows the own preview after the anchor agreed.
func (m *moment) ready(soundOnly bool) {
	c := &m.Live.CoAnchor
	c.Phase, c.SoundOnly, c.Invitation, c.Failure = model.JoinReady, soundOnly, nil, nil
	c.Until = m.now.Add(seatTime)
	c.Preview = model.Tile{ID: model.LocalTile, User: m.Me, Waiting: !soundOnly, SoundOnly: soundOnly, Mirrored: m.Settings.Mirrored}
	m.then(Prepare{soundOnly})
}

func (m *moment) wentUp(e WentUp) {
	c := &m.Live.CoAnchor
	if c.Phase != model.JoinGoing {
		return // taken off meanwhile
	}
	if e.Err != nil {
		c.Phase, c.Failure = model.JoinReady, &model.Failure{Code: model.FailurePublish, Detail: e.Err.Error()}
		return
	}
	c.Phase = model.JoinOnStage
	m.cameUp(m.Me)
	own := c.Preview
	own.SoundOnly = e.SoundOnly || c.SoundOnly
	m.withTile(own)
}

// cameUp says that somebody who was given a seat is on stage: now, not when they got
// it.
func (m *moment) cameUp(u model.User) {
	if m.Live.Standings[u.ID].Rising {
		m.standing(u.ID, func(st *model.Standing) { st.Rising = false })
		m.say(model.ChatLine{Kind: model.ChatUp, User: u})
	}
}

// ownStageOver takes the own tile off and lets go of the devices.
func (m *moment) ownStageOver() {
	c := &m.Live.CoAnchor
	c.Phase, c.Failure, c.Until = model.JoinNone, nil, time.Time{}
	c.Preview.Live = false
	if m.Screen == model.ScreenWatching {
		m.withoutTile(model.LocalTile)
		m.then(Release{})
	}
}

func (m *moment) answerInvited(e AnswerInvited) {
	if inv := m.Live.CoAnchor.Invitation; inv != nil {
		m.Live.CoAnchor.Invitation = nil
		m.then(Accept{*inv, e.Agree})
	}
}

func (m *moment) answerRequest(e AnswerRequest) {
	list := slices.Clone(m.Live.CoAnchor.Requests)
	for i := range list {
		list[i].Answering = list[i].Answering || list[i].User.ID == e.UserID
	}
	m.Live.CoAnchor.Requests = list
	m.then(Respond{e.UserID, e.Agree})
}

func (m *moment) invited(e Invited) {
	m.refused(e.UserID, e.Err)
	if e.Err == nil && !e.Call.Joined {
		c := &m.Live.CoAnchor
		c.Invited = append(withoutInvited(c.Invited, e.UserID), model.Invitation{User: m.person(e.UserID), Until: e.Call.Until})
	}
}

func withoutRequest(list []model.JoinRequest, userID string) []model.JoinRequest {
	return slices.DeleteFunc(slices.Clone(list), func(r model.JoinRequest) bool { return r.User.ID == userID })
}

func withoutInvited(list []model.Invitation, userID string) []model.Invitation {
	return slices.DeleteFunc(slices.Clone(list), func(i model.Invitation) bool { return i.User.ID == userID })
}

// seatEvent is about what the room tells of its seats.
func (m *moment) seatEvent(e Event) bool {
	c := &m.Live.CoAnchor
	switch e := e.(type) {
	case liveroom.OnRequestJoinAnchor:
		if u := personOf(e.User); !m.Blocked[u.ID] { // else it ends unanswered
			c.Requests = append(withoutRequest(c.Requests, u.ID), model.JoinRequest{User: u, SoundOnly: e.SoundOnly, Until: e.Until})
			m.then(Ring{})
		}
	case liveroom.OnInviteJoinAnchor:
		if !m.Blocked[e.User.UserID] {
			c.Invitation = &model.Invitation{User: personOf(e.User), SoundOnly: e.SoundOnly, Until: e.Until}
			m.then(Ring{})
		}
	case liveroom.OnAnchorAccepted:
		if m.Live.Role == model.RoleAnchor {
			c.Invited = withoutInvited(c.Invited, e.UserID)
		} else {
			m.ready(e.SoundOnly)
		}
	case liveroom.OnAnchorRejected:
		m.rejected(e)
	case liveroom.OnKickoutJoinAnchor:
		m.ownStageOver()
		m.notify(model.NoticeStageKicked, e.User.Name())
	case liveroom.OnRoleChange:
		m.roleChanged(e)
	case liveroom.OnSeatLock: // Memo.Seats has it
	case liveroom.OnInvitationTimeout:
		m.timedOut(e)
	case liveroom.OnInvitationCancelled:
		m.cancelled(e)
	case liveroom.OnAnchorMuted:
		m.guestMuted(e)
	default:
		return false
	}
	return true
}

func (m *moment) rejected(e liveroom.OnAnchorRejected) {
	who := m.person(e.UserID).DisplayName()
	if m.Live.Role == model.RoleAnchor {
		m.Live.CoAnchor.Invited = withoutInvited(m.Live.CoAnchor.Invited, e.UserID)
		m.notify(model.NoticeInviteRejected, who)
		return
	}
	m.Live.CoAnchor.Phase = model.JoinNone
	if e.Reason == "user" {
		m.notify(model.NoticeJoinRejected, who)
	} else {
		m.notify(model.NoticeJoinFailed, who)
	}
}

// roleChanged follows everybody's standing.
func (m *moment) roleChanged(e liveroom.OnRoleChange) {
	u, role := personOf(e.User), roleOf(e.Role)
	before := m.Live.Standings[u.ID]
	m.standing(u.ID, func(st *model.Standing) {
		st.Rising = role == model.RoleCoAnchor && (st.Rising || before.Role != role)
		st.Role, st.Helper = role, e.Admin
	})
	down := before.Role == model.RoleCoAnchor && role == model.RoleAudience
	switch {
	case down && !before.Rising:
		m.say(model.ChatLine{Kind: model.ChatDown, User: u})
	case e.Admin && !before.Helper:
		m.say(model.ChatLine{Kind: model.ChatHelper, User: u})
	}
	if u.ID != m.Me.ID {
		return
	}
	m.Live.Role, m.Live.Helper = role, e.Admin
	if down {
		m.ownStageOver()
	}
	switch {
	case down && e.Unused:
		m.notify(model.NoticeSeatUnused, "")
	case e.Admin && !before.Helper:
		m.notify(model.NoticeHelper, "")
	case !e.Admin && before.Helper:
		m.notify(model.NoticeNoHelper, "")
	}
}

// timedOut closes what nobody answered in time.
func (m *moment) timedOut(e liveroom.OnInvitationTimeout) {
	other, mine := e.InviterID, e.InviterID == m.Me.ID
	if mine && len(e.InviteeList) > 0 {
		other = e.InviteeList[0]
	}
	c, anchor := &m.Live.CoAnchor, m.Live.Role == model.RoleAnchor
	switch {
	case e.PK && mine:
		m.notify(model.NoticePKTimeout, m.Live.PK.Asked.Host.DisplayName())
		notAsking(&m.Live.PK)
	case e.PK:
		m.Live.PK.Request = nil
	case mine && anchor:
		m.notify(model.NoticeInviteTimeout, m.person(other).DisplayName())
		c.Invited = withoutInvited(c.Invited, other)
	case mine:
		m.notify(model.NoticeJoinTimeout, "")
		c.Phase = model.JoinNone
	case anchor:
		c.Requests = withoutRequest(c.Requests, other)
	case m.Blocked[e.InviterID]: // it was not shown
	default:
		m.notify(model.NoticeInviteOver, "")
		c.Invitation = nil
	}
}

// cancelled closes what the other side withdrew.
func (m *moment) cancelled(e liveroom.OnInvitationCancelled) {
	switch {
	case m.Blocked[e.User.UserID]: // it was not shown
	case e.PK:
		m.Live.PK.Request = nil
		m.notify(model.NoticePKWithdrawn, e.User.Name())
	case m.Live.Role == model.RoleAnchor:
		m.Live.CoAnchor.Requests = withoutRequest(m.Live.CoAnchor.Requests, e.User.UserID)
	default:
		m.Live.CoAnchor.Invitation = nil
		m.notify(model.NoticeInviteOver, "")
	}
}

// guestMuted follows what the anchor switched off.
func (m *moment) guestMuted(e liveroom.OnAnchorMuted) {
	before := m.Live.CoAnchor
	switch {
	case e.UserID != m.Me.ID:
	case e.Audio && !before.MicBlocked:
		m.notify(model.NoticeMicBlocked, "")
	case e.Video && !before.CamBlocked:
		m.notify(model.NoticeCamBlocked, "")
	case !e.Audio && !e.Video && (before.MicBlocked || before.CamBlocked):
		m.notify(model.NoticeMediaFree, "")
	}
}
