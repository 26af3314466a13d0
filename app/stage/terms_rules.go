package stage

import (
	"strings"

	"onair/app/account"
	"onair/app/failure"
	"onair/app/model"
)

// terms is about what a host decides.
func (m *moment) terms(e Event) bool {
	live := m.Screen == model.ScreenOnAir
	switch e := e.(type) {
	case WantPrivate:
		m.Setup.Private = e.On
		if live {
			m.then(SetPrivate{Number: m.Memo.Private.ask(), On: e.On, Passcode: m.Setup.Passcode})
		}
	case WantInvitation:
		m.then(SetPrivate{Number: m.Memo.Private.ask(), On: true, Renew: true})
	case PrivateIs:
		m.privateIs(e)
	case WantComments:
		m.Setup.CommentsOff = e.Off
		if live {
			m.then(SetComments{e.Off})
		}
	case CommentsSet:
		if m.refused("", e.Err); e.Err != nil {
			m.Setup.CommentsOff = m.Live.CommentsOff
		}
	case WantTitle:
		if title := strings.TrimSpace(e.Title); live && title != "" && title != m.OnAir.Room.Title {
			m.then(SetTitle{title})
		}
	case TitleSet:
		if e.Err != nil {
			m.then(Notify{model.Notice{Failure: failure.Of(e.Err, e.Title)}})
		} else {
			m.Setup.Title = e.Title
		}
	default:
		return m.words(e)
	}
	return true
}

func (m *moment) words(e Event) bool {
	w := &m.Words
	switch e := e.(type) {
	case WantWords:
		m.then(ReadWords{m.Memo.Words.ask()})
	case SaveWords:
		w.Saving = true
		m.then(StoreWords{m.Memo.Words.ask(), e.Words})
	case WordsRead:
		newest := m.Memo.Words.answer(e.Number)
		if e.Saved {
			w.Saving = false
		}
		switch {
		case e.Err != nil:
			w.Failure = failure.Of(e.Err, "")
			return true
		case e.Saved:
			w.Saved++
		case newest:
			w.Loaded = true
		}
		if newest {
			w.Words, w.Failure = e.Words, nil
		}
	default:
		return false
	}
	return true
}

// privateIs shows an answer, unless a later question's stands there already.
func (m *moment) privateIs(e PrivateIs) {
	if e.Wished {
		m.refused("", e.Err)
	}
	if !m.Memo.Private.answer(e.Number) {
		return
	}
	if e.Err != nil {
		m.Setup.Private = m.Live.Private.On
		return
	}
	m.Live.Private = model.Private{On: e.Info.Private, Passcode: e.Info.Passcode}
	if e.Info.Private {
		m.Live.Private.Invitation = account.InvitationOf(m.OnAir.Link, e.Info.Invite)
	}
}
