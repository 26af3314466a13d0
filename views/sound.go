package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// soundPanel is everything that can be heard besides talking: music, what
// happens to the voice, and the sound board, a tab for each.
type soundPanel struct {
	w       *window
	content fyne.CanvasObject
	tabs    *kit.Segmented
	pages   []fyne.CanvasObject
	page    *fyne.Container
	music   *musicPanel
	voice   *voicePanel
	board   *soundBoard
	state   model.Sound
}

func newSoundPanel(w *window) *soundPanel {
	p := &soundPanel{w: w, page: container.NewStack()}
	p.music, p.voice, p.board = newMusicPanel(w), newVoicePanel(w), newSoundBoard(w)
	p.pages = []fyne.CanvasObject{p.music.object(), p.voice.object(), p.board.object()}
	p.tabs = kit.NewSegmented(w.env, []string{kit.T("sound.tab.music"), kit.T("sound.tab.voice"), kit.T("sound.tab.board")}, p.choose)
	p.content = kit.Frame(kit.Pad2(12, 4, 16, 16, p.tabs), nil, nil, nil, p.page)
	p.tabs.SetChosen(0)
	p.choose(0)
	return p
}

func (p *soundPanel) object() fyne.CanvasObject { return p.content }

func (p *soundPanel) choose(i int) {
	p.page.Objects = []fyne.CanvasObject{p.pages[i]}
	p.page.Refresh()
}

func (p *soundPanel) update(s model.Sound) {
	p.state = s
	p.music.update(s.Music)
	p.voice.update(s.Voice)
	p.board.update(s.Pads)
}

// soundRow is a slider with its name and its value; the value's words are made
// by write.
type soundRow struct {
	box    *fyne.Container
	slider *kit.Slider
	value  *kit.Line
	write  func(float64) string
}

func newSoundRow(w *window, name, tip string, lo, hi, step float64, write func(float64) string, changed func(float64)) *soundRow {
	r := &soundRow{value: kit.NewLine("", kit.Strong), write: write}
	r.slider = kit.NewSlider(w.env, lo, hi, step, func(v float64) {
		r.value.SetText(write(v))
		changed(v)
	})
	r.slider.SetTip(tip)
	r.box = kit.Column(0, kit.Row(4, kit.NewCutLine(name, kit.Muted), r.value), r.slider)
	return r
}

func (r *soundRow) set(v float64) {
	r.slider.SetValue(v)
	r.value.SetText(r.write(r.slider.Value()))
}

// switchRow is a switch with its name.
func switchRow(w *window, name, tip string, changed func(bool)) (*kit.Switch, *fyne.Container) {
	s := kit.NewSwitch(w.env, tip, changed)
	return s, kit.Frame(nil, nil, nil, s, container.NewVBox(kit.Gap(1, 1), kit.NewCutLine(name, kit.Muted)))
}
