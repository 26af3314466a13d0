package sound

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Panel is everything that can be heard besides talking: music, what
// happens to the voice, and the sound board, a tab for each.
type Panel struct {
	w       *desk.Desk
	content fyne.CanvasObject
	Tabs    *kit.Segmented
	pages   []fyne.CanvasObject
	page    *fyne.Container
	Music   *musicPanel
	Voice   *Voice
	board   *soundBoard
	state   model.Sound
}

// New makes the panel.
func New(w *desk.Desk) *Panel {
	p := &Panel{w: w, page: container.NewStack()}
	p.Music, p.Voice, p.board = newMusicPanel(w), NewVoice(w), newSoundBoard(w)
	p.pages = []fyne.CanvasObject{p.Music.object(), p.Voice.Object(), p.board.object()}
	p.Tabs = kit.NewSegmented(w.Env, []string{kit.T("sound.tab.music"), kit.T("sound.tab.voice"), kit.T("sound.tab.board")}, p.choose)
	p.content = kit.Frame(kit.Pad2(12, 4, 16, 16, p.Tabs), nil, nil, nil, p.page)
	p.Tabs.SetChosen(0)
	p.choose(0)
	return p
}

// Object is what is to be shown.
func (p *Panel) Object() fyne.CanvasObject { return p.content }

func (p *Panel) choose(i int) {
	p.page.Objects = []fyne.CanvasObject{p.pages[i]}
	p.page.Refresh()
}

// Update shows what is new.
func (p *Panel) Update(s model.Sound) {
	p.state = s
	p.Music.update(s.Music)
	p.Voice.Update(s.Voice)
	p.board.update(s.Pads)
}

// soundRow is a slider with its name and its value; the value's words are made
// by write.
type soundRow struct {
	box    *fyne.Container
	Slider *kit.Slider
	value  *kit.Line
	write  func(float64) string
}

func newSoundRow(w *desk.Desk, name, tip string, lo, hi, step float64, write func(float64) string, changed func(float64)) *soundRow {
	r := &soundRow{value: kit.NewLine("", kit.Strong), write: write}
	r.Slider = kit.NewSlider(w.Env, lo, hi, step, func(v float64) {
		r.value.SetText(write(v))
		changed(v)
	})
	r.Slider.SetTip(tip)
	r.box = kit.Column(0, kit.Row(4, kit.NewCutLine(name, kit.Muted), r.value), r.Slider)
	return r
}

func (r *soundRow) set(v float64) {
	r.Slider.SetValue(v)
	r.value.SetText(r.write(r.Slider.Value()))
}

// switchRow is a switch with its name.
func switchRow(w *desk.Desk, name, tip string, changed func(bool)) (*kit.Switch, *fyne.Container) {
	s := kit.NewSwitch(w.Env, tip, changed)
	return s, kit.Frame(nil, nil, nil, s, container.NewVBox(kit.Gap(1, 1), kit.NewCutLine(name, kit.Muted)))
}

// DropPlace tells by the tab that is open.
func (p *Panel) DropPlace() desk.DropPlace {
	if len(p.page.Objects) == 1 && p.page.Objects[0] == p.board.object() {
		return desk.DropBoard
	}
	return desk.DropMusic
}
