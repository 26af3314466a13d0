// Package lobby is the screen of who is live, and the ways into a room.
package lobby

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
)

// lobby is the list of live rooms.
type lobby struct {
	w       *desk.Desk
	content fyne.CanvasObject

	number  *kit.Line
	search  *kit.Entry
	sort    *kit.Select
	refresh *kit.Button
	only    *kit.Button // people followed
	live    *kit.Button
	me      *fyne.Container
	meShown model.User

	failure, openFailure *desk.FailureCard
	asked                *model.Failure // a passcode was asked for
	opening, first       *desk.Waiting
	grid                 *fyne.Container
	scroll               *container.Scroll
	empty, nothing       *fyne.Container
	noneLive             *fyne.Container // of those followed
	instead              *fyne.Container // of the grid: one of these
	covers               aboveLayout     // lays it out
	covered              float32         // height that messages take of it
	nearby               *nearbyStrip
	cards                map[uint32]*roomCard
	order                []uint32
}

var sortOrders = []model.RoomSort{model.SortViewers, model.SortNewest, model.SortTitle}

// messageWidth is the width of what the lobby has to say.
const messageWidth = 480

// maxCards bounds the grid; the search finds the rest.
const maxCards = 200

// New makes the lobby: who is live, and the ways in.
func New(w *desk.Desk) desk.Screen {
	l := &lobby{w: w, cards: map[uint32]*roomCard{}}
	layout := &gridLayout{cell: 256, gap: 20, ratio: 9.0 / 16, foot: 62}
	layout.resized = func() { w.Post(l.scroll.Refresh) }
	l.grid = container.New(layout)
	l.scroll = kit.NewVScroll(w.Env, kit.Pad2(20, 24, 24, 24, l.grid))
	l.failure, l.openFailure = desk.NewFailureCard(w, messageWidth), desk.NewFailureCard(w, messageWidth)
	l.opening = desk.NewWaiting(w, kit.T("lobby.opening"), w.Actions.Cancel)
	l.first = desk.NewWaiting(w, kit.T("lobby.loading"), nil)
	l.empty, l.nothing = l.emptyState(), l.nothingFound()
	l.noneLive = l.nobodyFollowed()
	// Messages lie over the lower edge: the grid does not move for them.
	opening := kit.Fixed(messageWidth, 0, l.opening.Object())
	cards := []fyne.CanvasObject{l.openFailure.Object(), l.failure.Object(), opening}
	messages := container.NewVBox(kit.Stretch(), kit.Pad(16, 16, container.NewHBox(kit.Column(8, cards...))))
	l.covers = aboveLayout{messages, cards[:2]}
	l.instead = container.New(l.covers, l.empty, l.nothing, l.noneLive)
	l.nearby = newNearbyStrip(w)
	l.content = kit.Frame(
		container.NewVBox(l.top(), l.nearby.box), nil, nil, nil,
		container.NewStack(l.scroll, container.NewCenter(kit.Fixed(200, 32, l.first.Object())), l.instead, messages),
	)
	return l
}

func (l *lobby) top() fyne.CanvasObject {
	env, act := l.w.Env, l.w.Actions
	l.number = kit.NewLine("", kit.Caption)
	l.search = kit.NewEntry(env, kit.T("lobby.search"), act.SetSearch)
	l.sort = kit.NewSelect(env, func(i int) { act.SetSort(sortOrders[i]) })
	l.refresh = kit.NewButton(env, kit.ButtonSpec{Icon: "refresh", Rank: kit.RankGhost, Tip: kit.T("tip.refresh"), Action: act.Refresh})
	l.only = l.onlyFollowed()
	link := kit.NewButton(env, kit.ButtonSpec{Icon: "link", Text: kit.T("lobby.open"), Tip: kit.T("tip.open"), Action: l.askLink})
	l.live = kit.NewButton(env, kit.ButtonSpec{Icon: "live", Text: kit.T("lobby.goLive"), Rank: kit.RankPrimary, Tip: kit.T("tip.goLive"), Action: act.PrepareLive})
	settings := kit.NewButton(env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: act.OpenSettings})
	l.me = container.NewStack()
	bar := kit.Row(6,
		kit.Logo(32), kit.Gap(2, 1),
		kit.Column(0, kit.NewLine(kit.T("lobby.title"), kit.Title), l.number),
		kit.Stretch(),
		kit.Fixed(104, 0, l.search), kit.Fixed(134, 0, l.sort), l.only, l.refresh, link, l.live,
		kit.Gap(2, 1), l.me, settings,
	)
	return kit.Sheet(kit.ColorSurface, 0, kit.Pad(12, 20, bar))
}

// aboveLayout gives what stands instead of the grid the height above the messages, whose
// buttons must not lie below them.
type aboveLayout struct {
	messages fyne.CanvasObject
	cards    []fyne.CanvasObject
}

func (l aboveLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := size.Height - l.height()
	for _, o := range objects {
		kit.Put(o, 0, 0, size.Width, max(height, min(size.Height, o.MinSize().Height)))
	}
}

// height is what the messages take.
func (l aboveLayout) height() float32 {
	if slices.ContainsFunc(l.cards, fyne.CanvasObject.Visible) {
		return l.messages.MinSize().Height
	}
	return 0
}

func (aboveLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// emptyState invites to go live.
func (l *lobby) emptyState() *fyne.Container {
	env, act := l.w.Env, l.w.Actions
	centre := func(s kit.TextStyle) kit.TextStyle { s.Align = fyne.TextAlignCenter; return s }
	box := container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("live", kit.ColorAccent, 56)),
		kit.NewPara(kit.T("lobby.empty.title"), centre(kit.Title), 420),
		kit.NewPara(kit.T("lobby.empty.text"), centre(kit.Muted), 420),
		kit.Gap(1, 8),
		container.NewCenter(kit.Row(10,
			kit.NewButton(env, kit.ButtonSpec{Icon: "live", Text: kit.T("lobby.goLive"), Rank: kit.RankPrimary, Large: true, Action: act.PrepareLive}),
			kit.NewButton(env, kit.ButtonSpec{Icon: "link", Text: kit.T("lobby.open"), Large: true, Action: l.askLink}),
		)),
	))
	box.Hide()
	return box
}

// nothingFound is shown when the search matches no room.
func (l *lobby) nothingFound() *fyne.Container {
	box := container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("search", kit.ColorFaint, 40)),
		kit.NewPara(kit.T("lobby.nothing"), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, 360),
		container.NewCenter(kit.NewButton(l.w.Env, kit.ButtonSpec{Text: kit.T("lobby.clearSearch"), Action: func() { l.search.SetText("") }})),
	))
	box.Hide()
	return box
}

// askLink asks for a room number or link.
func (l *lobby) askLink() {
	entry := kit.NewEntry(l.w.Env, kit.T("lobby.open.hint"), nil)
	var open *kit.Button
	d := &desk.Card{Desk: l.w, Cancel: l.w.CloseDialog}
	d.Enter = func() {
		if text := strings.TrimSpace(entry.Text); text != "" {
			l.w.CloseDialog()
			l.w.Actions.OpenLink(text)
		}
	}
	open = kit.NewButton(l.w.Env, kit.ButtonSpec{Text: kit.T("lobby.open.yes"), Rank: kit.RankPrimary, Action: d.Enter})
	typed := l.w.State.Lobby.Typed // what did not open is there to be put right
	entry.SetText(typed)
	open.SetEnabled(typed != "", kit.T("lobby.open.missing"))
	entry.OnChanged = func(text string) { open.SetEnabled(strings.TrimSpace(text) != "", kit.T("lobby.open.missing")) }
	entry.OnSubmitted = func(string) { d.Enter() }
	d.Yes = open
	d.No = kit.NewButton(l.w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.Cancel})
	d.Show(kit.Column(10,
		kit.NewPara(kit.T("lobby.open.title"), kit.Title, desk.DialogWidth),
		kit.NewPara(kit.T("lobby.open.text"), kit.Muted, desk.DialogWidth),
		entry, kit.Gap(1, 6),
		kit.Row(8, kit.Stretch(), d.No, d.Yes),
	))
	l.w.Canvas().Focus(entry)
}

func (l *lobby) Object() fyne.CanvasObject { return l.content }

func (l *lobby) Update(s model.State) {
	m := s.Lobby
	rooms := m.Visible()
	l.search.SetContent(m.Search)
	l.sort.SetOptionsAndChoice([]string{kit.T("lobby.sort.viewers"), kit.T("lobby.sort.newest"), kit.T("lobby.sort.title")}, sortIndex(m.Sort))
	l.refresh.SetEnabled(!m.Loading, kit.T("lobby.loading"))
	l.number.SetText(kit.N("lobby.count", len(m.Rooms)))
	l.setMe(s.Me)
	l.failure.Set(m.Failure)
	l.openFailure.Set(m.OpenFailure)
	if l.asked != m.OpenFailure {
		if l.asked = m.OpenFailure; l.asked.NeedsPasscode() {
			panel.AskPasscode(l.w, l.asked)
		}
	}
	l.opening.Set(m.Opening != 0, kit.T("lobby.opening", kit.Values{"Room": m.Opening}))
	l.first.Set(!m.Loaded && m.Failure == nil, "")
	kit.Show(l.empty, m.Loaded && len(m.Rooms) == 0)
	nothing, alone := m.Loaded && len(m.Rooms) > 0 && len(rooms) == 0, m.OnlyFollowed && strings.TrimSpace(m.Search) == ""
	kit.Show(l.nothing, nothing && !alone)
	kit.Show(l.noneLive, nothing && alone)
	if covered := l.covers.height(); covered != l.covered {
		l.covered = covered
		l.instead.Refresh()
	}
	l.setOnly(m.OnlyFollowed)
	if len(rooms) > maxCards {
		rooms = rooms[:maxCards]
	}
	l.nearby.update(m.Nearby)
	l.setRooms(rooms, m.Follows)
}

func sortIndex(by model.RoomSort) int {
	for i, o := range sortOrders {
		if o == by {
			return i
		}
	}
	return 0
}

func (l *lobby) setMe(u model.User) {
	if u == l.meShown {
		return
	}
	l.meShown = u
	a := newUserButton(l.w, u)
	l.me.Objects = []fyne.CanvasObject{a}
	l.me.Refresh()
}

// setRooms shows the rooms in order and keeps the cards that are there.
func (l *lobby) setRooms(rooms []model.Room, follows map[string]bool) {
	moved := len(rooms) != len(l.order)
	for i, r := range rooms {
		moved = moved || l.order[i] != r.ID
		c := l.cards[r.ID]
		if c == nil {
			c = newRoomCard(l.w, r)
			l.cards[r.ID] = c
		}
		c.update(r, follows[r.Host.ID])
	}
	if !moved {
		return
	}
	l.order = l.order[:0]
	keep := map[uint32]*roomCard{}
	var objects []fyne.CanvasObject
	for _, r := range rooms {
		l.order = append(l.order, r.ID)
		keep[r.ID] = l.cards[r.ID]
		objects = append(objects, l.cards[r.ID])
	}
	l.cards = keep
	l.grid.Objects = objects
	l.grid.Refresh()
	l.scroll.Refresh()
}

func (l *lobby) Key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyF5:
		l.w.Actions.Refresh()
	case desk.KeyGoLive:
		l.w.Actions.PrepareLive()
	default:
		return false
	}
	return true
}

func (l *lobby) FullScreen(bool) {}

func (l *lobby) Close() {}
