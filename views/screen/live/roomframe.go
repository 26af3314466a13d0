package live

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/stage"
)

// roomFrame is what the anchor's and the viewer's screen have around the stage: a
// top, a bar, and the panel, which can be folded; in the window and on the full
// display.
type roomFrame struct {
	*together
	content *fyne.Container
	top     *fyne.Container
	bar     *fyne.Container
	hidden  *stage.AutoHide // the bars, in full screen

	title                     *kit.Line
	viewers, private          *kit.Badge
	health                    *stage.Health
	mic, cam, stats           *kit.ToolButton
	beautyButton, soundButton *kit.ToolButton
	panelButton               *kit.ToolButton

	folded, full bool
	drawer       drawer
	state        model.State
	stop         func()
	pop          *widget.PopUp // what is open over the screen
	popAt        func(pop fyne.Size) fyne.Position
}

func newRoomFrame(w *desk.Desk, host bool, noViewers string) *roomFrame {
	f := &roomFrame{together: newTogether(w, host, noViewers)}
	f.unfold, f.isFolded = func() { f.fold(false) }, func() bool { return f.folded }
	f.panel.Changed = func() { f.markPage(); f.content.Refresh() }
	f.viewers = kit.NewBadge("0", "eye", kit.ColorRaised, kit.ColorText)
	f.private = newPrivateMark()
	f.title = kit.NewCutLine("", kit.Title)
	f.health = stage.NewHealth(w, f.toggleStats)
	f.stats = f.tool("bar.stats", "stats", "tip.stats", f.toggleStats)
	f.beautyButton = f.tool("bar.beauty", "beauty", "tip.beauty", f.toggleBeauty)
	f.soundButton = f.tool("bar.music", "music", "tip.soundPanel", f.toggleSound)
	f.panelButton = f.tool("bar.panel", "panel", "tip.panel", f.foldBy)
	return f
}

// begin puts the parts together and calls tick once a second until close.
func (f *roomFrame) begin(top, bar *fyne.Container, tick func()) {
	w := f.w
	f.top, f.bar = top, bar
	f.hidden = stage.NewAutoHide(w, f.top, f.bar)
	f.content = container.New(&followSize{changed: func() { w.Post(f.placePop) }})
	f.folded = w.State.Memory.Folded || w.Can.Chat == nil && w.Canvas().Size().Width < foldWidth
	f.arrange()
	f.stop = w.Every(time.Second, tick)
}

// roomNow is what a state has of a room, its stream and who is there.
type roomNow struct {
	model.Room
	share   model.Share
	tiles   []model.Tile
	members []model.User
	stats   model.Stats
	health  model.Health
}

// roomOf is the room of the anchor's or of the viewer's screen.
func roomOf(s model.State, host bool) roomNow {
	if a := s.OnAir; host {
		return roomNow{a.Room, a.Share, a.Tiles, a.Members, a.Stats, a.Health}
	}
	v := s.Watching
	return roomNow{v.Room, v.Share, v.Tiles, v.Members, v.Stats, v.Health}
}

// showRoom shows what both screens say of the room.
func (f *roomFrame) showRoom(st model.State) {
	f.state = st
	r := roomOf(st, f.host)
	f.together.update(st, r.tiles, r.members, r.Viewers)
	f.title.SetText(desk.RoomTitle(r.Room))
	f.viewers.SetText(desk.Count(r.Viewers))
	kit.Show(f.private.Container, r.Private)
	f.stage.Stats.Update(r.stats)
	f.health.Set(r.health, r.stats.Cause)
}

// toggleStats shows the numbers, while there are any, or hides them.
func (f *roomFrame) toggleStats() {
	f.showStats(!f.stage.Stats.Visible() && (f.host || f.state.Watching.Phase.InRoom()))
}

func (f *roomFrame) showStats(on bool) {
	f.stage.Stats.Show(on, roomOf(f.state, f.host).stats)
	f.stats.SetOn(on)
}

// frameKey handles the hot keys of numbers, panel and full display.
func (f *roomFrame) frameKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyS:
		f.toggleStats()
	case fyne.KeyL:
		f.foldBy()
	case fyne.KeyF11:
		f.w.SetFullScreen(!f.w.FullScreen())
	default:
		return false
	}
	return true
}

func (f *roomFrame) settingsButton() *kit.Button {
	return kit.NewButton(f.w.Env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: f.w.Actions.OpenSettings})
}

// arrange puts the parts together for the window or the full display.
func (f *roomFrame) arrange() {
	side := f.panel
	if f.folded {
		side = nil
	}
	if f.full {
		f.content.Objects = []fyne.CanvasObject{f.stage, newFull(f.hidden, side)}
	} else {
		f.content.Objects = []fyne.CanvasObject{newRoom(f.top, f.bar, f.stage, side)}
	}
	f.markPage()
	f.content.Refresh()
	f.w.TidyFocus(f.panelButton)
}

// markPage marks the button whose page is open.
func (f *roomFrame) markPage() {
	open := func(page int) bool { return !f.folded && page >= 0 && f.panel.Current == page }
	f.beauty.SetShown(open(f.pageBeauty))
	f.beautyButton.SetOn(open(f.pageBeauty))
	f.soundButton.SetOn(open(f.pageSound))
	f.gift.SetOn(open(f.pageGifts))
}

// foldBy folds and unfolds by the user's hand, which is remembered.
func (f *roomFrame) foldBy() {
	f.fold(!f.folded)
	rememberFolded(f.w, f.folded)
}

func (f *roomFrame) fold(folded bool) {
	f.folded = folded
	f.arrange()
}

// togglePage opens a page, or goes back to the tabs if it is open.
func (f *roomFrame) togglePage(page int) {
	if !f.folded && f.panel.Current == page {
		f.panel.Back()
		return
	}
	f.open(page)
}

func (f *roomFrame) toggleBeauty() { f.togglePage(f.pageBeauty) }
func (f *roomFrame) toggleSound()  { f.togglePage(f.pageSound) }

// setFull takes the whole display, or gives it back; the screen arranges itself then.
func (f *roomFrame) setFull(on bool) {
	if on != f.full {
		f.folded = f.drawer.enter(on, f.folded)
	}
	f.full = on
	f.hidden.Hide()
	f.stage.Moved = nil
	if on {
		f.stage.Moved = f.hidden.Moved
	}
}

func (f *roomFrame) Object() fyne.CanvasObject { return f.content }

func (f *roomFrame) Close() {
	f.beauty.SetShown(false)
	f.hidden.Hide()
	f.stop()
	f.together.close()
}
