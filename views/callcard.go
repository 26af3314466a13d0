package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// callCard is a question from outside, or one's own that waits for its answer,
// at the lower edge of the stage. It takes no focus, so that what is being typed
// is not lost, and counts down to its end.
type callCard struct {
	w     *window
	box   *fyne.Container
	left  *kit.Line
	shown offer
}

// offer is what a callCard says. Its functions are not compared.
type offer struct {
	kind  string // names it; empty: nothing
	user  model.User
	title string
	text  string
	left  func() int // seconds
	yes   string     // text of the button; empty: none
	no    string
	agree func()
	deny  func()
}

func (c offer) same(o offer) bool {
	return c.kind == o.kind && c.user == o.user && c.title == o.title && c.text == o.text
}

func newCallCard(w *window) *callCard { return &callCard{w: w, box: container.NewStack()} }

// set shows an offer; the zero one nothing.
func (c *callCard) set(m offer) {
	if c.shown.same(m) && (len(c.box.Objects) > 0) == (m.kind != "") {
		c.shown = m
		c.tick()
		return
	}
	c.shown = m
	c.box.Objects = nil
	if m.kind != "" {
		c.box.Objects = []fyne.CanvasObject{c.content(m)}
		c.tick()
	}
	c.box.Refresh()
}

func (c *callCard) content(m offer) fyne.CanvasObject {
	c.left = kit.NewLine("", kit.TextStyle{Bold: true, Color: kit.ColorAccentText})
	texts := kit.Column(0, kit.NewCutLine(m.title, kit.Strong), kit.NewCutLine(m.text, kit.Caption))
	row := []fyne.CanvasObject{kit.Avatar(m.user.Avatar, m.user.ID, m.user.DisplayName(), 40), newGrow(texts), c.left}
	if m.no != "" {
		tip := "tip.callNo"
		if m.yes == "" {
			tip = "tip.callCancel"
		}
		row = append(row, kit.NewButton(c.w.env, kit.ButtonSpec{Text: m.no, Tip: kit.T(tip), Action: func() { c.shown.deny() }}))
	}
	if m.yes != "" {
		row = append(row, kit.NewButton(c.w.env, kit.ButtonSpec{Text: m.yes, Rank: kit.RankPrimary, Tip: kit.T("tip.callYes"), Action: func() { c.shown.agree() }}))
	}
	const width = 480
	card := kit.Fixed(width, 0, kit.Outlined(kit.ColorRaised, 12, kit.Pad(10, 14, kit.Row(10, row...))))
	return container.NewVBox(kit.Stretch(), container.NewCenter(card), kit.Gap(1, 8))
}

// tick writes the seconds that are left.
func (c *callCard) tick() {
	if c.shown.kind != "" && c.shown.left != nil {
		c.left.SetText(seconds(c.shown.left()))
	}
}

// key answers by keyboard: Y yes, N no.
func (c *callCard) key(k fyne.KeyName) bool {
	switch {
	case c.shown.kind == "":
		return false
	case k == fyne.KeyY && c.shown.agree != nil:
		c.shown.agree()
	case k == fyne.KeyN && c.shown.deny != nil:
		c.shown.deny()
	default:
		return false
	}
	return true
}

// stageOffer asks the host about the viewer who has waited longest for a seat.
func (w *window) stageOffer(list []model.JoinRequest) offer {
	r := list[0]
	text := kit.T("requests.video")
	if r.SoundOnly {
		text = kit.T("requests.sound")
	}
	if more := len(list) - 1; more > 0 {
		text += " · " + kit.N("call.stage.more", more)
	}
	answer := func(agree bool) func() {
		return func() {
			if !r.Answering {
				w.seats.AnswerJoin(r.User.ID, agree)
			}
		}
	}
	return offer{
		kind: "stage", user: r.User, title: kit.T("call.stage", kit.Values{"Name": r.User.DisplayName()}), text: text,
		left: func() int { return model.Deadline(r.Until, w.cfg.Now()) }, yes: kit.T("accept"), no: kit.T("reject"),
		agree: answer(true), deny: answer(false),
	}
}

// showCall shows the question over the settings, where the stage's own card is out
// of sight.
func (w *window) showCall(s model.State) {
	o := offer{}
	if s.Settings.Open && (s.Screen == model.ScreenOnAir || s.Screen == model.ScreenWatching) {
		o = w.offerOf(s)
	}
	w.calls.set(o)
}

// offerOf is what has to be asked or waited for in a state.
func (w *window) offerOf(s model.State) offer {
	now := w.cfg.Now
	co, pk := s.Live.CoAnchor, s.Live.PK
	switch {
	case w.seats != nil && co.Invitation != nil:
		i := *co.Invitation
		return offer{
			kind: "invitation", user: i.User, title: kit.T("call.invited", kit.Values{"Name": i.User.DisplayName()}), text: kit.T("call.invited.text"),
			left: func() int { return model.Deadline(i.Until, now()) }, yes: kit.T("accept"), no: kit.T("reject"),
			agree: func() { w.seats.AnswerInvitation(true) }, deny: func() { w.seats.AnswerInvitation(false) },
		}
	case w.seats != nil && len(co.Requests) > 0 && (pk.Request == nil || co.Requests[0].Until.Before(pk.Request.Until)):
		return w.stageOffer(co.Requests)
	case w.pk != nil && pk.Request != nil:
		r := *pk.Request
		text := kit.T("call.pk.text", kit.Values{"Time": clock(r.Duration), "Room": r.RoomID})
		if r.CoHost {
			text = kit.T("call.coHost.text", kit.Values{"Room": r.RoomID})
		}
		switch {
		case r.Rematch:
			text = kit.T("call.rematch.text")
		case r.Join:
			text = kit.N("call.join.text", len(r.Others)+2)
		}
		return offer{
			kind: "pk", user: r.User, title: kit.T("call.pk", kit.Values{"Name": r.User.DisplayName()}), text: text,
			left: func() int { return model.Deadline(r.Until, now()) }, yes: kit.T("accept"), no: kit.T("reject"),
			agree: func() { w.pk.AnswerPK(true) }, deny: func() { w.pk.AnswerPK(false) },
		}
	case w.pk != nil && pk.Asking():
		return offer{
			kind: "pkAsked", user: pk.Asked.Host, title: kit.T("call.pkAsked", kit.Values{"Name": pk.Asked.Host.DisplayName()}), text: roomTitle(pk.Asked),
			left: func() int { return model.Deadline(pk.Until, now()) }, no: kit.T("cancel"), deny: w.pk.CancelPK,
		}
	case w.seats != nil && co.Phase == model.JoinAsking:
		host := s.Watching.Room.Host
		return offer{
			kind: "asked", user: host, title: kit.T("call.asked", kit.Values{"Name": host.DisplayName()}), text: kit.T("call.asked.text"),
			left: func() int { return model.Deadline(co.Until, now()) }, no: kit.T("cancel"), deny: w.seats.CancelJoin,
		}
	}
	return offer{}
}
