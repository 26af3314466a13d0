package journey

import (
	"slices"
	"strconv"

	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
)

// Next is what follows a sign-in, once: watching a room (0: the first live), or going
// live in one (0: any number).
type Next struct {
	Watch, Live bool
	Room        uint32
}

// State is what the rules work on: what the screens show, and what is remembered
// besides.
type State struct {
	model.State
	Memo Memo
}

// Memo is what only makes sense between events.
type Memo struct {
	Next Next
	// Key opens the private room KeyOf.
	KeyOf uint32
	Key   liveroom.RoomKey
	// SignIns and Opens number what was asked for; of several the last one counts.
	SignIns, Opens uint64
}

// moment is one step of the rules.
type moment struct {
	State
	effects []Effect
}

func (m *moment) then(e ...Effect) { m.effects = append(m.effects, e...) }

// reduce is the rules: what becomes of a state after an event, and what is to be done
// then. It reads nothing else and changes nothing of what it is given.
func reduce(s State, e Event) (State, []Effect) {
	m := &moment{State: s}
	if !m.signing(e) && !m.opening(e) {
		m.hosting(e)
	}
	return m.State, m.effects
}

func (m *moment) signing(e Event) bool {
	w := &m.Welcome
	switch e := e.(type) {
	case WantSignIn:
		m.Memo.SignIns++
		w.Form, w.Busy, w.Failure = e.Form, true, nil
		m.then(SignIn{m.Memo.SignIns, e.Form})
	case WantServer:
		m.Memo.Next = e.Next
		form := w.Form
		form.Server, form.Method = e.Address, model.SignInGuest
		m.signing(WantSignIn{form})
	case Forget:
		w.Recent = slices.DeleteFunc(slices.Clone(w.Recent), func(r string) bool { return r == e.Address })
		m.then(KeepRecent{w.Recent})
	case WantSignOut:
		m.openNothing()
		m.then(SignOut{m.Screen == model.ScreenOnAir})
	case SignedIn:
		m.signedIn(e)
	case SignInFailed:
		if e.Number == m.Memo.SignIns {
			w.Busy, w.Failure = false, e.Failure
		}
		if e.Out {
			m.Screen = model.ScreenWelcome
		}
	case Continue:
		m.goOn()
	case SignedOut:
		m.signedOut(e.Why)
	default:
		return false
	}
	return true
}

// signedIn shows the lobby of the server.
func (m *moment) signedIn(e SignedIn) {
	if e.Number != m.Memo.SignIns {
		return // another was asked for meanwhile
	}
	m.forget()
	w := &m.Welcome
	w.Busy, w.Form, w.FormVersion = false, e.Form, w.FormVersion+1
	w.Recent = withRecent(w.Recent, e.Form.Server)
	m.Screen, m.Me = model.ScreenLobby, e.Me
	m.Settings.Server, m.Settings.ServerURL, m.Settings.PageURL = e.Form.Server, "", e.Page
	if e.Form.Server == model.ThisComputer {
		m.Settings.ServerURL = e.LAN
	}
	m.Connection = model.Connection{Phase: model.ConnectionUp}
}

// maxRecent is how many addresses of servers are offered.
const maxRecent = 8

// withRecent puts the address of a server at the head of those offered.
func withRecent(list []string, server string) []string {
	if server == model.ThisComputer {
		return list
	}
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == server })
	list = slices.Insert(list, 0, server)
	return list[:min(len(list), maxRecent)]
}

func (m *moment) goOn() {
	next := m.Memo.Next
	m.Memo.Next = Next{}
	switch {
	case next.Live:
		if next.Room != 0 {
			m.Setup.RoomNumber = next.Room
		}
		m.then(Prepare{})
		m.hosting(WantLive{})
	case next.Watch:
		m.opening(WantRoom{next.Room})
	}
}

// signedOut shows the sign-in screen with what was typed before.
func (m *moment) signedOut(why *model.Failure) {
	m.forget()
	m.Program = model.Program{}
	m.Screen, m.Me = model.ScreenWelcome, model.User{}
	m.Welcome.Busy, m.Welcome.Failure = false, why
	m.Connection = model.Connection{}
	m.Settings.Open, m.Settings.Test = false, model.DeviceTest{}
}

// forget takes away what a server told.
func (m *moment) forget() {
	m.Live, m.Words, m.Blocked, m.Profile = model.Live{}, model.BlockedWords{}, nil, model.Profile{}
	m.OnAir, m.Watching = model.OnAir{}, model.Watching{Muted: m.Watching.Muted, NoSpeaker: m.Watching.NoSpeaker}
	m.Setup.Going, m.Setup.Failure = false, nil
	l := m.Lobby
	m.Lobby = model.Lobby{Sort: l.Sort, OnlyFollowed: l.OnlyFollowed, Search: l.Search, Typed: l.Typed, Nearby: l.Nearby}
}

func (m *moment) opening(e Event) bool {
	l := &m.Lobby
	switch e := e.(type) {
	case WantRoom:
		m.Memo.Opens++
		l.Opening, l.OpenFailure = e.ID, nil
		m.then(Open{m.Memo.Opens, e.ID})
	case HaveKey:
		m.Memo.KeyOf, m.Memo.Key = e.Room, e.Key
	case KeyUsed:
		m.Memo.KeyOf, m.Memo.Key = 0, liveroom.RoomKey{}
	case WantLink:
		m.link(e)
	case TakeLink:
		m.taken(e)
	case Opened:
		if e.Number == m.Memo.Opens {
			l.Opening, l.Typed = 0, ""
		}
	case NotOpened:
		if e.Failure != nil {
			m.then(FadeOut{e.Failure})
		}
		if e.Number != m.Memo.Opens {
			break // another was asked for meanwhile
		}
		if l.Opening, l.OpenFailure = 0, e.Failure; m.Screen == model.ScreenWatching && e.Still {
			m.Screen, m.Live = model.ScreenLobby, model.Live{}
		}
	case LeaveRoom:
		m.openNothing()
		m.Screen, m.Live = model.ScreenLobby, model.Live{}
		m.then(Leave{})
	case Left:
		if m.Screen != model.ScreenWatching {
			m.Watching = model.Watching{Muted: m.Watching.Muted, NoSpeaker: m.Watching.NoSpeaker}
		}
	default:
		return false
	}
	return true
}

// openNothing gives up the room that is being opened: the user wants something else.
func (m *moment) openNothing() {
	m.Memo.Opens++
	m.Lobby.Opening = 0
}

// link opens a room number or an onair:// link.
func (m *moment) link(e WantLink) {
	m.Lobby.Typed = e.Text
	link, err := address.ParseLink(e.Text)
	if err != nil {
		m.Lobby.OpenFailure = &model.Failure{Code: model.FailureRoomNumber, Subject: e.Text}
		return
	}
	m.opening(HaveKey{link.Room, liveroom.RoomKey{Invite: link.Invite}})
	if !link.Server.IsZero() && !slices.Contains(e.Own, link.Server) {
		m.signing(WantServer{link.Server.Short(), Next{Watch: true, Room: link.Room}})
		return
	}
	m.opening(WantRoom{link.Room})
}

// taken brings the window to the front, and opens what was given where that takes
// nothing from the user.
func (m *moment) taken(e TakeLink) {
	m.Raised++
	link, err := address.ParseLink(e.Text)
	if err != nil || !address.IsLink(e.Text) {
		return
	}
	switch {
	case m.Screen == model.ScreenOnAir || m.Live.CoAnchor.Bound():
		m.then(Tell{model.Notice{Code: model.NoticeLinkWhileLive, Subject: roomText(link.Room)}})
	case m.Screen == model.ScreenWelcome:
		m.opening(HaveKey{link.Room, liveroom.RoomKey{Invite: link.Invite}})
		m.Memo.Next = Next{Watch: true, Room: link.Room}
		form := m.Welcome.Form
		if !link.Server.IsZero() {
			form.Server, form.Method = link.Server.Short(), model.SignInGuest
		}
		m.signing(WantSignIn{form})
	case m.Screen == model.ScreenWatching && m.Watching.Room.ID == link.Room && m.Watching.Phase.InRoom():
	default:
		if m.Screen == model.ScreenSetup {
			m.hosting(LeaveSetup{})
		}
		m.link(WantLink(e))
	}
}

// hosting is about lives of the user's own.
func (m *moment) hosting(e Event) {
	set := &m.Setup
	switch e := e.(type) {
	case OwnFound:
		set.RoomNumber, set.Title = e.Room.RoomID, e.Room.RoomName
		set.CommentsOff, set.Private = e.Room.CommentsOff, e.Room.Private
	case WantSetup:
		m.openNothing()
		m.then(Prepare{})
	case ToSetup:
		m.Screen = model.ScreenSetup
		m.Live = model.Live{}
		set.Failure, set.Preview.User = nil, m.Me
		if set.RoomNumber == 0 {
			set.RoomNumber = e.Fresh
		}
		set.FormVersion++
	case LeaveSetup:
		m.Screen, set.Going = model.ScreenLobby, false
		m.then(ClosePreview{})
	case WantLive:
		if !set.Going {
			set.Going, set.Failure = true, nil
			m.then(GoLive(e))
		}
	case LiveTried:
		set.Going, set.Failure = false, e.Failure
	case WantEnd:
		m.OnAir.Ending = true
		m.then(EndLive{})
	case CloseSummary:
		m.Screen, m.OnAir = model.ScreenLobby, model.OnAir{}
		m.then(ReadLobby{})
	}
}

func roomText(id uint32) string { return strconv.FormatUint(uint64(id), 10) }
