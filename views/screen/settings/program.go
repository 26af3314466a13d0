package settings

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// programPage is about streaming from another program: whether one does, the addresses
// and a new key as such programs ask for them, and the keys there are.
type programPage struct {
	w         *desk.Desk
	status    *kit.Line
	dot       *fyne.Container
	hints     *fyne.Container
	addresses *fyne.Container
	made      *fyne.Container
	keys      *fyne.Container
	make      *kit.Button
	failure   *desk.FailureCard
	doors     *doorRows // nil: there are none to switch
	own       fyne.CanvasObject
	drawn     string // what the lists were drawn of
	out       bool   // nobody is signed in
}

func newProgramPage(w *desk.Desk) settingsPage {
	if w.Can.Program == nil {
		return settingsPage{}
	}
	p := &programPage{w: w, status: kit.NewCutLine("", kit.Body), dot: kit.Dot(kit.ColorFaint, 10), failure: desk.NewFailureCard(w, settingsWidth)}
	p.hints, p.addresses, p.made, p.keys = container.NewVBox(), container.NewVBox(), container.NewVBox(), container.NewVBox()
	p.own = container.NewVBox()
	if w.Can.Doors != nil {
		p.doors = newDoorRows(w)
		p.own = group(kit.T("program.doors"), p.doors.box)
	}
	p.make = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "plus", Text: kit.T("program.make"), Rank: kit.RankPrimary, Tip: kit.T("tip.program.make"), Action: w.Can.Program.MakeKey})
	return settingsPage{
		name: kit.T("program.title"), icon: "live",
		object: kit.Column(24,
			kit.NewPara(kit.T("program.explain"), kit.Muted, settingsWidth),
			kit.Row(8, p.dot, p.status), p.hints, p.failure.Object(),
			p.own, // above what grows when it is switched
			group(kit.T("program.addresses"), p.addresses),
			group(kit.T("program.keys"), p.made, p.keys, kit.Row(0, p.make, kit.Stretch()), kit.NewPara(kit.T("program.keys.explain"), kit.Caption, settingsWidth-34))),
		entered: func() {
			if w.State.Screen != model.ScreenWelcome {
				w.Can.Program.LookUpKeys()
			}
		},
		update: p.update,
		left:   w.Can.Program.HideKey,
	}
}

func (p *programPage) update(s model.State) {
	m := s.Program
	p.out = s.Screen == model.ScreenWelcome
	color, text := kit.ColorFaint, kit.T("program.off")
	switch {
	case m.On:
		color, text = kit.ColorGood, kit.T("program.on", kit.Values{"Via": kit.T("program.via." + m.Via)})
	case m.Streaming():
		color, text = kit.ColorFair, kit.T("program.waits")
	case p.out:
		text = kit.T("me.signedOut")
	}
	kit.SetDot(p.dot, color)
	p.status.SetText(text)
	p.failure.Set(m.Failure)
	if p.doors != nil {
		p.doors.update(s.Settings.Doors)
		kit.Show(p.own, p.out || s.Settings.Server == model.ThisComputer)
	}
	reason := ""
	switch {
	case p.out:
		reason = kit.T("me.signedOut")
	case m.Busy:
		reason = kit.T("program.busy")
	case m.Max > 0 && len(m.Keys) >= m.Max:
		reason = kit.T("program.full")
	}
	p.make.SetEnabled(reason == "", reason)
	if now := p.describe(m); now != p.drawn {
		p.drawn = now
		p.draw(m)
	}
}

// describe is what the lists show.
func (p *programPage) describe(m model.Program) string {
	var b strings.Builder
	for _, h := range m.Hints {
		b.WriteString(h.Code + strings.Join(h.Args, ",") + ";")
	}
	for _, k := range m.Keys {
		b.WriteString(k.ID + ";")
	}
	if m.Made != nil {
		b.WriteString("+" + m.Made.ID)
	}
	a := m.Addresses
	return b.String() + strings.Join([]string{a.RTMP, a.RTMPS, a.SRT, a.WHIP}, " ") + strconv.FormatBool(m.Loaded) + strconv.FormatBool(p.out)
}

func (p *programPage) draw(m model.Program) {
	fill := func(box *fyne.Container, objects []fyne.CanvasObject) {
		box.Objects = []fyne.CanvasObject{kit.Column(12, objects...)}
		kit.Show(box, len(objects) > 0)
		box.Refresh()
	}
	var hints []fyne.CanvasObject
	for _, h := range m.Hints {
		hints = append(hints, desk.NewHint(h, settingsWidth))
	}
	fill(p.hints, hints)
	fill(p.addresses, p.rows(m))
	fill(p.made, p.madeRows(m))
	var keys []fyne.CanvasObject
	for _, k := range m.Keys {
		keys = append(keys, p.key(k))
	}
	if len(keys) == 0 && !p.out {
		keys = append(keys, kit.NewPara(kit.T("program.keys.none"), kit.Muted, settingsWidth-34))
	}
	fill(p.keys, keys)
}

// rows are the addresses that the server has, as programs ask for them.
func (p *programPage) rows(m model.Program) []fyne.CanvasObject {
	if m.Addresses.None() {
		text := kit.T("program.none")
		switch {
		case p.out:
			text = kit.T("program.signedOut")
		case !m.Loaded:
			text = kit.T("program.loading")
		}
		return []fyne.CanvasObject{kit.NewPara(text, kit.Muted, settingsWidth-34)}
	}
	var rows []fyne.CanvasObject
	for _, a := range []struct{ name, address string }{
		{"program.rtmp", m.Addresses.RTMP}, {"program.rtmps", m.Addresses.RTMPS}, {"program.whip", m.Addresses.WHIP}, {"program.srt", m.Addresses.SRT},
	} {
		if a.address != "" {
			rows = append(rows, p.copied(kit.T(a.name), a.address, a.address))
		}
	}
	return rows
}

// copied is a line with a button that copies it.
func (p *programPage) copied(name, shown, text string) fyne.CanvasObject {
	b := kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "copy", Tip: kit.T("tip.program.copy"), Action: func() {
		p.w.Copy(text)
		p.w.Actions.CopyLink()
	}})
	return kit.Frame(nil, nil, nil, b, kit.Column(0, kit.NewLine(name, kit.Caption), kit.NewCutLine(shown, kit.Body)))
}

// madeRows show the new key, once.
func (p *programPage) madeRows(m model.Program) []fyne.CanvasObject {
	if m.Made == nil {
		return nil
	}
	rows := []fyne.CanvasObject{p.copied(kit.T("program.key"), m.Made.Key, m.Made.Key)}
	if a := m.Addresses.SRT; a != "" {
		rows = append(rows, p.copied(kit.T("program.srt.whole"), a+m.Made.Key, a+m.Made.Key))
	}
	return append(rows, kit.NewPara(kit.T("program.key.once"), kit.Caption, settingsWidth-34))
}

// key is one of the keys, which can be ended.
func (p *programPage) key(k model.StreamKey) fyne.CanvasObject {
	id := k.ID
	end := kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "trash", Text: kit.T("program.revoke"), Tip: kit.T("tip.program.revoke"), Action: func() {
		p.w.Ask(desk.Question{Title: kit.T("program.revoke.title"), Text: kit.T("program.revoke.text"), Yes: kit.T("program.revoke"), No: kit.T("cancel"), Danger: true,
			Action: func() { p.w.Can.Program.RevokeKey(id) }})
	}})
	return kit.Frame(nil, nil, nil, end, kit.Column(0, kit.NewCutLine(kit.T("program.made", kit.Values{"Time": k.Made.Format("2006-01-02 15:04")}), kit.Body), kit.NewCutLine(k.ID, kit.Caption)))
}
