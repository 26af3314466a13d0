package stage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// CallCard is a question from outside, or one's own that waits for its answer,
// at the lower edge of the stage. It takes no focus, so that what is being typed
// is not lost, and counts down to its end.
type CallCard struct {
	w     *desk.Desk
	Box   *fyne.Container
	left  *kit.Line
	shown Offer
}

// Offer is what a callCard says. Its functions are not compared.
type Offer struct {
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

func (c Offer) same(o Offer) bool {
	return c.kind == o.kind && c.user == o.user && c.title == o.title && c.text == o.text
}

// NewCallCard makes a card that asks nothing yet.
func NewCallCard(w *desk.Desk) *CallCard { return &CallCard{w: w, Box: container.NewStack()} }

// Set shows an offer; the zero one nothing.
func (c *CallCard) Set(m Offer) {
	if c.shown.same(m) && (len(c.Box.Objects) > 0) == (m.kind != "") {
		c.shown = m
		c.Tick()
		return
	}
	c.shown = m
	c.Box.Objects = nil
	if m.kind != "" {
		c.Box.Objects = []fyne.CanvasObject{c.content(m)}
		c.Tick()
	}
	c.Box.Refresh()
}

func (c *CallCard) content(m Offer) fyne.CanvasObject {
	c.left = kit.NewLine("", kit.TextStyle{Bold: true, Color: kit.ColorAccentText})
	texts := kit.Column(0, kit.NewCutLine(m.title, kit.Strong), kit.NewCutLine(m.text, kit.Caption))
	row := []fyne.CanvasObject{kit.Avatar(m.user.Avatar, m.user.ID, m.user.DisplayName(), 40), kit.NewGrow(texts), c.left}
	if m.no != "" {
		tip := "tip.callNo"
		if m.yes == "" {
			tip = "tip.callCancel"
		}
		row = append(row, kit.NewButton(c.w.Env, kit.ButtonSpec{Text: m.no, Tip: kit.T(tip), Action: func() { c.shown.deny() }}))
	}
	if m.yes != "" {
		row = append(row, kit.NewButton(c.w.Env, kit.ButtonSpec{Text: m.yes, Rank: kit.RankPrimary, Tip: kit.T("tip.callYes"), Action: func() { c.shown.agree() }}))
	}
	const width = 480
	card := kit.Fixed(width, 0, kit.Outlined(kit.ColorRaised, 12, kit.Pad(10, 14, kit.Row(10, row...))))
	return container.NewVBox(kit.Stretch(), container.NewCenter(card), kit.Gap(1, 8))
}

// Tick writes the seconds that are left.
func (c *CallCard) Tick() {
	if c.shown.kind != "" && c.shown.left != nil {
		c.left.SetText(desk.Seconds(c.shown.left()))
	}
}

// Key answers by keyboard: Y yes, N no.
func (c *CallCard) Key(k fyne.KeyName) bool {
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
func stageOffer(w *desk.Desk, list []model.JoinRequest) Offer {
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
				w.Can.Seats.AnswerJoin(r.User.ID, agree)
			}
		}
	}
	return Offer{
		kind: "stage", user: r.User, title: kit.T("call.stage", kit.Values{"Name": r.User.DisplayName()}), text: text,
		left: func() int { return model.Deadline(r.Until, w.Now()) }, yes: kit.T("accept"), no: kit.T("reject"),
		agree: answer(true), deny: answer(false),
	}
}

// OfferOf is what has to be asked or waited for in a state.
func OfferOf(w *desk.Desk, s model.State) Offer {
	now := w.Now
	co, pk := s.Live.CoAnchor, s.Live.PK
	switch {
	case w.Can.Seats != nil && co.Invitation != nil:
		i := *co.Invitation
		return Offer{
			kind: "invitation", user: i.User, title: kit.T("call.invited", kit.Values{"Name": i.User.DisplayName()}), text: kit.T("call.invited.text"),
			left: func() int { return model.Deadline(i.Until, now()) }, yes: kit.T("accept"), no: kit.T("reject"),
			agree: func() { w.Can.Seats.AnswerInvitation(true) }, deny: func() { w.Can.Seats.AnswerInvitation(false) },
		}
	case w.Can.Seats != nil && len(co.Requests) > 0 && (pk.Request == nil || co.Requests[0].Until.Before(pk.Request.Until)):
		return stageOffer(w, co.Requests)
	case w.Can.PK != nil && pk.Request != nil:
		r := *pk.Request
		text := kit.T("call.pk.text", kit.Values{"Time": desk.Clock(r.Duration), "Room": r.RoomID})
		if r.CoHost {
			text = kit.T("call.coHost.text", kit.Values{"Room": r.RoomID})
		}
		switch {
		case r.Rematch:
			text = kit.T("call.rematch.text")
		case r.Join:
			text = kit.N("call.join.text", len(r.Others)+2)
		}
		return Offer{
			kind: "pk", user: r.User, title: kit.T("call.pk", kit.Values{"Name": r.User.DisplayName()}), text: text,
			left: func() int { return model.Deadline(r.Until, now()) }, yes: kit.T("accept"), no: kit.T("reject"),
			agree: func() { w.Can.PK.AnswerPK(true) }, deny: func() { w.Can.PK.AnswerPK(false) },
		}
	case w.Can.PK != nil && pk.Asking():
		return Offer{
			kind: "pkAsked", user: pk.Asked.Host, title: kit.T("call.pkAsked", kit.Values{"Name": pk.Asked.Host.DisplayName()}), text: desk.RoomTitle(pk.Asked),
			left: func() int { return model.Deadline(pk.Until, now()) }, no: kit.T("cancel"), deny: w.Can.PK.CancelPK,
		}
	case w.Can.Seats != nil && co.Phase == model.JoinAsking:
		host := s.Watching.Room.Host
		return Offer{
			kind: "asked", user: host, title: kit.T("call.asked", kit.Values{"Name": host.DisplayName()}), text: kit.T("call.asked.text"),
			left: func() int { return model.Deadline(co.Until, now()) }, no: kit.T("cancel"), deny: w.Can.Seats.CancelJoin,
		}
	}
	return Offer{}
}
