package stage

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// pkDialog is where the anchor picks another live room for a PK.
type pkDialog struct {
	w      *desk.Desk
	list   *fyne.Container
	none   *kit.Line
	wait   *desk.Waiting
	search string
	terms  model.PKTerms
	shown  []model.PKRoom
	drawn  bool
	joined bool // rooms are joined already: a further one is asked
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

// AskPK opens the list of rooms, for a PK or for a further room in one.
func AskPK(w *desk.Desk) {
	p := &pkDialog{w: w, list: container.NewVBox(), terms: model.PKTerms{Length: pkLengths()[1]}, joined: w.State.Live.PK.Joined()}
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog}
	search := kit.NewEntry(w.Env, kit.T("lobby.search"), func(text string) {
		p.search = text
		p.draw()
	})
	var words []string
	for _, l := range pkLengths() {
		words = append(words, kit.N("pk.minutes", int(l/time.Minute)))
	}
	lengths := kit.NewSegmented(w.Env, append(words, kit.T("pk.noBattle")), func(i int) {
		if p.terms = (model.PKTerms{CoHost: true}); i < len(pkLengths()) {
			p.terms = model.PKTerms{Length: pkLengths()[i]}
		}
	})
	lengths.SetChosen(1)
	p.none = kit.NewLine(kit.T("pk.nobody"), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter})
	p.wait = desk.NewWaiting(w, kit.T("lobby.loading"), nil)
	scroll := kit.NewVScroll(w.Env, kit.Column(0, p.wait.Object(), p.none, p.list))
	scroll.SetMinSize(fyne.NewSize(pkWidth, 260))
	shut := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Tip: kit.T("tip.closeCard"), Action: w.CloseDialog})
	d.Update = p.update
	d.Enter = func() { // the first that was found
		if len(p.shown) > 0 && !p.wait.Object().Visible() {
			p.ask(p.shown[0])
		}
	}
	search.OnSubmitted = func(string) { d.Enter() }
	stop := w.Every(pkRefresh, w.Can.PK.FindPKRooms)
	d.Closed = stop
	title, text := kit.T("pk.title"), kit.T("pk.text")
	if p.joined {
		title, text = kit.T("pk.add.title"), kit.T("pk.add.text")
	}
	rows := []fyne.CanvasObject{kit.NewLine(title, kit.Title), kit.NewPara(text, kit.Muted, pkWidth), search, scroll}
	if !p.joined { // whoever joins takes the terms that hold
		rows = append(rows, kit.Field(kit.T("pk.length"), lengths))
	}
	d.Show(kit.Column(10, append(rows, kit.Row(0, kit.Stretch(), shut))...))
	w.Can.PK.FindPKRooms()
	p.update(w.State)
	w.Canvas().Focus(search)
}

func (p *pkDialog) update(s model.State) bool {
	p.pk = s.Live.PK
	if p.pk.Joined() != p.joined || p.pk.Asking() || p.pk.Request != nil || s.Screen != model.ScreenOnAir {
		return false // it has come to something
	}
	p.draw()
	return true
}

// draw lists the rooms that match.
func (p *pkDialog) draw() {
	needle := strings.ToLower(strings.TrimSpace(p.search))
	rooms := slices.DeleteFunc(slices.Clone(p.pk.Rooms), func(r model.PKRoom) bool {
		return p.pk.Has(r.Room.ID) || needle != "" && len(model.Lobby{Rooms: []model.Room{r.Room}, Search: needle}.Visible()) == 0
	})
	p.wait.Set(!p.pk.RoomsLoaded, "")
	kit.Show(p.none, p.pk.RoomsLoaded && len(rooms) == 0)
	if p.drawn && slices.Equal(rooms, p.shown) {
		return
	}
	p.drawn, p.shown = true, rooms
	p.list.Objects = nil
	for _, r := range rooms {
		p.list.Objects = append(p.list.Objects, p.row(r))
	}
	p.list.Refresh()
}

// ask asks a room, unless it cannot be asked now.
func (p *pkDialog) ask(r model.PKRoom) {
	if r.Busy {
		return
	}
	p.w.CloseDialog()
	p.w.Can.PK.AskPK(r.Room.ID, r.Room.Host.ID, p.terms)
}

func (p *pkDialog) row(r model.PKRoom) fyne.CanvasObject {
	ask := kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "pk", Text: kit.T("pk.ask"), Tip: kit.T("tip.pkAsk", kit.Values{"Name": r.Room.Host.DisplayName()}), Action: func() { p.ask(r) }})
	ask.SetEnabled(!r.Busy, kit.T("pk.busy"))
	texts := kit.Column(0, kit.NewCutLine(r.Room.Host.DisplayName(), kit.Strong), kit.NewCutLine(desk.RoomTitle(r.Room), kit.Caption))
	viewers := kit.NewBadge(desk.Count(r.Room.Viewers), "eye", kit.ColorRaised, kit.ColorMuted)
	return kit.Pad(4, 4, kit.Row(10, kit.Avatar(r.Room.Host.Avatar, r.Room.Host.ID, r.Room.Host.DisplayName(), 40), kit.NewGrow(texts), viewers.Container, ask))
}

// AskEndPK asks before a PK ends for both rooms.
func AskEndPK(w *desk.Desk) {
	w.Ask(desk.Question{
		Title: kit.T("pk.end.title"), Text: kit.T("pk.end.text"), Yes: kit.T("pk.end.yes"), No: kit.T("end.no"), Danger: true,
		Action: w.Can.PK.EndPK,
	})
}
