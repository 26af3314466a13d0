package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// banner says that the link to the server is lost. It lies over the screen below its
// header, so that nothing moves when it comes and goes, and title and search stay.
type banner struct {
	layer *fyne.Container
	box   *fyne.Container
	text  *kit.Line
	retry *kit.Button
	shown bool
	off   bool
	moved func() // what stands below makes room
}

func newBanner(w *desk.Desk) *banner {
	b := &banner{text: kit.NewCutLine("", kit.Strong)}
	b.retry = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("banner.retry"), Icon: "refresh", Action: w.Actions.RetryNow})
	row := kit.Row(12, kit.Icon("warn", kit.ColorFair, 20), b.text, b.retry)
	b.box = kit.Outlined(kit.ColorRaised, 12, kit.Pad(5, 10, kit.Pad2(0, 0, 6, 0, row)))
	bg := b.box.Objects[0].(*canvas.Rectangle)
	bg.StrokeColor = kit.Color(kit.ColorFair)
	b.box.Hide()
	b.layer = container.New(topLayout{}, b.box)
	return b
}

// topLayout puts an object into the middle, right below the header.
type topLayout struct{}

const (
	bannerWidth = 520
	bannerTop   = 64 // no header is higher
	bannerRoom  = 56 // with the gap below it
)

func (topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		w := min(bannerWidth, size.Width-32)
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		o.Move(fyne.NewPos((size.Width-w)/2, bannerTop))
	}
}

func (topLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (b *banner) object() fyne.CanvasObject { return b.layer }

func (b *banner) setHidden(off bool) {
	b.off = off
	b.apply()
}

func (b *banner) apply() {
	if on := b.shown && !b.off; on != b.box.Visible() {
		kit.Show(b.box, on)
		if b.moved != nil {
			b.moved()
		}
	}
}

func (b *banner) update(s model.State) {
	c := s.Connection
	switch c.Phase {
	case model.ConnectionLost:
		key := "banner.lost"
		if c.ServerGone {
			key = "banner.gone"
		}
		b.text.SetText(kit.T(key, kit.Values{"Seconds": c.RetryIn}))
		b.retry.SetEnabled(true, "")
	case model.ConnectionRetrying:
		b.text.SetText(kit.T("banner.retrying"))
		b.retry.SetEnabled(false, kit.T("banner.retrying"))
	case model.ConnectionSeeking:
		b.text.SetText(kit.T("banner.seeking"))
		b.retry.SetEnabled(false, kit.T("banner.seeking"))
	}
	b.shown = c.Phase == model.ConnectionLost || c.Phase == model.ConnectionRetrying || c.Phase == model.ConnectionSeeking
	b.apply()
}

// toasts shows passing messages at the top centre, below the header, over the
// screen, so that nothing moves.
type toasts struct {
	w     *desk.Desk
	layer *fyne.Container
	ids   []uint64
}

func newToasts(w *desk.Desk, b *banner) *toasts {
	return &toasts{w: w, layer: container.New(toastLayout{b})}
}

func (t *toasts) object() fyne.CanvasObject { return t.layer }

func (t *toasts) update(s model.State) {
	same := len(s.Notices) == len(t.ids)
	for i := 0; same && i < len(t.ids); i++ {
		same = t.ids[i] == s.Notices[i].ID
	}
	if same {
		return
	}
	t.ids = t.ids[:0]
	var objects []fyne.CanvasObject
	for _, n := range s.Notices {
		t.ids = append(t.ids, n.ID)
		objects = append(objects, t.toast(n))
	}
	t.layer.Objects = objects
	t.layer.Refresh()
}

const toastWidth = 300

func (t *toasts) toast(n model.Notice) fyne.CanvasObject {
	icon, color := "info", kit.ColorAccent
	text := kit.T("notice."+string(n.Code), kit.Values{"Subject": n.Subject})
	var lines []fyne.CanvasObject
	if n.Failure != nil {
		icon, color = "warn", kit.ColorFair
		what, why, do := desk.FailureTexts(n.Failure)
		text = what
		lines = append(lines, kit.NewPara(why+" "+do, kit.Caption, toastWidth))
	}
	lines = append([]fyne.CanvasObject{kit.NewPara(text, kit.Strong, toastWidth)}, lines...)
	shut := kit.NewButton(t.w.Env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("toast.close"), Action: func() {
		t.w.Actions.DismissNotice(n.ID)
	}})
	return kit.Outlined(kit.ColorRaised, 10, kit.Pad(8, 12, kit.Row(12, kit.Icon(icon, color, 20), kit.Column(2, lines...), shut)))
}

// toastLayout stacks objects downwards in the middle, below the header and the
// banner of a lost connection.
type toastLayout struct{ banner *banner }

func (l toastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(bannerTop)
	if l.banner.box.Visible() {
		y += bannerRoom
	}
	for _, o := range objects {
		m := o.MinSize()
		o.Resize(m)
		o.Move(fyne.NewPos((size.Width-m.Width)/2, y))
		y += m.Height + 8
	}
}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
