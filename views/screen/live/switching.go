package live

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// switcher goes from live to live while watching: by two buttons, the page keys,
// the mouse wheel over the picture, and by dragging the picture up or down.
type switcher struct {
	s        *watching
	up, down *kit.Button
	box      *fyne.Container // the buttons, where there is another live
	hint     *fyne.Container // what a drag leads to, over the stage
	drag     float32         // how far the picture is dragged, up is negative
	wheel    float32
	wheelAt  time.Time // of the last turn
	turned   time.Time // when the wheel switched last
}

// newSwitcher makes the buttons; nil where the controller has no way to switch.
func newSwitcher(s *watching) *switcher {
	w := s.w
	if w.Can.Switching == nil {
		return nil
	}
	c := &switcher{s: s}
	c.up = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "chevron-up", Rank: kit.RankGhost, Tip: kit.T("tip.previousLive"), Action: func() { c.turn(false) }})
	c.down = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "chevron-down", Rank: kit.RankGhost, Tip: kit.T("tip.nextLive"), Action: func() { c.turn(true) }})
	c.hint = container.NewStack()
	s.stage.Swipe, s.stage.Hint.Objects = c, []fyne.CanvasObject{c.hint}
	return c
}

// buttons are the small arrows of the top row.
func (c *switcher) buttons() fyne.CanvasObject {
	if c == nil {
		return kit.Gap(0, 0)
	}
	c.box = kit.Row(0, c.up, c.down)
	return c.box
}

// update shows whether there is somewhere to go.
func (c *switcher) update(s model.State) {
	if c == nil {
		return
	}
	at := s.Watching.Room.ID
	_, before := s.Lobby.Neighbour(at, false)
	_, after := s.Lobby.Neighbour(at, true)
	kit.Show(c.box, before || after)
	c.up.SetEnabled(before, kit.T("notice.firstLive"))
	c.down.SetEnabled(after, kit.T("notice.lastLive"))
}

// turn goes on, and asks first where a place on the stage would be lost.
func (c *switcher) turn(next bool) {
	s := c.s
	text := "switch.stage"
	switch s.state.Live.CoAnchor.Phase {
	case model.JoinNone:
		s.w.Can.Switching.SwitchLive(next, false)
		return
	case model.JoinAsking:
		text = "switch.asking"
	}
	s.w.Ask(desk.Question{
		Title: kit.T("switch.title"), Text: kit.T(text), Yes: kit.T("switch.yes"), No: kit.T("cancel"), Danger: text == "switch.stage",
		Action: func() { s.w.Can.Switching.SwitchLive(next, true) },
	})
}

func (c *switcher) key(k fyne.KeyName) bool {
	if c == nil || k != fyne.KeyPageUp && k != fyne.KeyPageDown {
		return false
	}
	c.turn(k == fyne.KeyPageDown)
	return true
}

// How far the picture has to be dragged, and the wheel turned; a wheel's step is
// 10, a touchpad sends many small ones and goes on sending when it is let go.
const (
	dragEnough  = 90
	wheelEnough = 10
	wheelPause  = 250 * time.Millisecond // forgets what was turned before
	wheelRest   = 700 * time.Millisecond // after a switch
)

// Scrolled turns by the wheel. It does nothing while a question would have to be
// asked: a wheel is moved by chance.
func (c *switcher) Scrolled(dy float32) {
	now := c.s.w.Now()
	if c.s.state.Live.CoAnchor.Bound() || c.s.w.Dialog() != nil || c.s.w.Overlaid() {
		return
	}
	if now.Sub(c.turned) < wheelRest {
		c.turned = now.Add(-wheelRest / 2) // still rolling
		return
	}
	if now.Sub(c.wheelAt) > wheelPause {
		c.wheel = 0
	}
	c.wheel, c.wheelAt = c.wheel+dy, now
	if c.wheel <= -wheelEnough || c.wheel >= wheelEnough {
		next := c.wheel < 0
		c.wheel, c.turned = 0, now
		c.turn(next)
	}
}

// Dragged shows where letting go leads to.
func (c *switcher) Dragged(dy float32) {
	c.drag += dy
	next := c.drag < 0
	how := max(c.drag, -c.drag)
	if how < dragEnough/3 {
		c.show(nil)
		return
	}
	room, ok := c.s.state.Lobby.Neighbour(c.s.state.Watching.Room.ID, next)
	text, color := kit.T("notice.lastLive"), kit.ColorMuted
	switch {
	case ok:
		text = kit.T("switch.to", kit.Values{"Title": desk.RoomTitle(room), "Name": room.Host.DisplayName()})
	case !next:
		text = kit.T("notice.firstLive")
	}
	icon, bg := "chevron-down", kit.ColorRaised
	if !next {
		icon = "chevron-up"
	}
	if ok && how >= dragEnough {
		color, bg = kit.ColorOnTint, kit.ColorAccent
	}
	badge := container.NewCenter(kit.NewBadge(text, icon, bg, color).Container)
	if next {
		c.show(container.NewVBox(kit.Stretch(), kit.Pad(24, 16, badge)))
	} else {
		c.show(container.NewVBox(kit.Pad(24, 16, badge)))
	}
}

// DragEnd goes on if the picture was dragged far enough.
func (c *switcher) DragEnd() {
	by := c.drag
	c.drag = 0
	c.show(nil)
	if by <= -dragEnough || by >= dragEnough {
		c.turn(by < 0)
	}
}

func (c *switcher) show(o fyne.CanvasObject) {
	c.hint.Objects = nil
	if o != nil {
		c.hint.Objects = []fyne.CanvasObject{o}
	}
	c.hint.Refresh()
}
