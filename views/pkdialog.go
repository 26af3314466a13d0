package views

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// pkDialog is where the anchor picks another live room for a PK.
type pkDialog struct {
	w      *window
	list   *fyne.Container
	none   *kit.Line
	wait   *waiting
	search string
	length time.Duration
	shown  []model.PKRoom
	drawn  bool
	pk     model.PK
}

// pkLengths are the lengths to choose from.
func pkLengths() []time.Duration {
	return []time.Duration{time.Minute, 5 * time.Minute, 10 * time.Minute}
}

const (
	pkWidth   = 460
	pkRefresh = 5 * time.Second
)

// askPK opens the list of rooms.
func (w *window) askPK() {
	p := &pkDialog{w: w, list: container.NewVBox(), length: pkLengths()[1]}
	d := &dialog{w: w, cancel: w.closeDialog}
	search := kit.NewEntry(w.env, kit.T("lobby.search"), func(text string) {
		p.search = text
		p.draw()
	})
	var words []string
	for _, l := range pkLengths() {
		words = append(words, kit.N("pk.minutes", int(l/time.Minute)))
	}
	lengths := kit.NewSegmented(w.env, words, func(i int) { p.length = pkLengths()[i] })
	lengths.SetChosen(1)
	p.none = kit.NewLine(kit.T("pk.nobody"), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter})
	p.wait = newWaiting(w, kit.T("lobby.loading"), nil)
	scroll := container.NewVScroll(kit.Column(0, p.wait.object(), p.none, p.list))
	scroll.SetMinSize(fyne.NewSize(pkWidth, 260))
	shut := kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("cancel"), Tip: kit.T("tip.closeCard"), Action: w.closeDialog})
	d.update = p.update
	stop := w.every(pkRefresh, w.pk.FindPKRooms)
	d.closed = stop
	d.show(kit.Column(10,
		kit.NewLine(kit.T("pk.title"), kit.Title), kit.NewPara(kit.T("pk.text"), kit.Muted, pkWidth),
		search, scroll, field(kit.T("pk.length"), lengths), kit.Row(0, kit.Stretch(), shut)))
	w.pk.FindPKRooms()
	p.update(w.state)
}

func (p *pkDialog) update(s model.State) bool {
	p.pk = s.Live.PK
	if p.pk.Phase != model.PKNone || p.pk.Request != nil || s.Screen != model.ScreenOnAir {
		return false // it has come to something
	}
	p.draw()
	return true
}

// draw lists the rooms that match.
func (p *pkDialog) draw() {
	needle := strings.ToLower(strings.TrimSpace(p.search))
	rooms := slices.DeleteFunc(slices.Clone(p.pk.Rooms), func(r model.PKRoom) bool {
		return needle != "" && len(model.Lobby{Rooms: []model.Room{r.Room}, Search: needle}.Visible()) == 0
	})
	p.wait.set(!p.pk.RoomsLoaded, "")
	show(p.none, p.pk.RoomsLoaded && len(rooms) == 0)
	if p.drawn && sameList(rooms, p.shown) {
		return
	}
	p.drawn, p.shown = true, rooms
	p.list.Objects = nil
	for _, r := range rooms {
		p.list.Objects = append(p.list.Objects, p.row(r))
	}
	p.list.Refresh()
}

func (p *pkDialog) row(r model.PKRoom) fyne.CanvasObject {
	ask := kit.NewButton(p.w.env, kit.ButtonSpec{Icon: "pk", Text: kit.T("pk.ask"), Tip: kit.T("tip.pkAsk", kit.Values{"Name": r.Room.Host.DisplayName()}), Action: func() {
		p.w.closeDialog()
		p.w.pk.AskPK(r.Room.ID, r.Room.Host.ID, p.length)
	}})
	ask.SetEnabled(!r.Busy, kit.T("pk.busy"))
	texts := kit.Column(0, kit.NewCutLine(r.Room.Host.DisplayName(), kit.Strong), kit.NewCutLine(roomTitle(r.Room), kit.Caption))
	viewers := kit.NewBadge(count(r.Room.Viewers), "eye", kit.ColorRaised, kit.ColorMuted)
	return kit.Pad(4, 4, kit.Row(10, kit.Avatar(r.Room.Host.Avatar, r.Room.Host.ID, r.Room.Host.DisplayName(), 40), newGrow(texts), viewers.Container, ask))
}

// askEndPK asks before a PK ends for both rooms.
func (w *window) askEndPK() {
	w.ask(question{
		title: kit.T("pk.end.title"), text: kit.T("pk.end.text"), yes: kit.T("pk.end.yes"), no: kit.T("end.no"), danger: true,
		action: w.pk.EndPK,
	})
}
