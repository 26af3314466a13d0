package live

import (
	"strconv"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/stage"
)

// setQuality shows how the stream is watched.
func (s *watching) setQuality() {
	s.quality.SetFace("globe", kit.T("tip.quality"), kit.T(s.state.Settings.PlayMode.Key()))
	s.quality.SetEnabled(!s.onStageNow(), kit.T("quality.onStage"))
}

// openQuality opens the choice of it above the button that was pressed.
func (s *watching) openQuality(above fyne.CanvasObject) {
	const width = 300
	var rows []fyne.CanvasObject
	for _, m := range model.PlayModes() {
		b := kit.NewButton(s.w.Env, kit.ButtonSpec{Text: kit.T(m.Key()), Left: true, Rank: kit.RankGhost, Action: func() {
			s.closePop()
			s.w.Can.Play.SetPlayMode(m)
		}})
		b.SetOn(m == s.state.Settings.PlayMode)
		rows = append(rows, b, kit.Pad(0, 12, kit.NewPara(kit.T(m.Key()+".text"), kit.Caption, width-24)))
	}
	now := kit.T("quality.now.low")
	if s.state.Watching.ByCDN {
		now = kit.T("quality.now.cdn")
	} else if s.state.Settings.PlayMode == model.PlayCDN {
		now = kit.T("quality.now.noCDN")
	}
	rows = append(rows, kit.Pad(6, 12, kit.NewPara(now, kit.Strong, width-24)))
	if !s.state.Watching.ByCDN {
		rows = append(rows, s.pictureRows(width)...)
	}
	s.showPop(kit.Column(2, rows...), func(pop fyne.Size) fyne.Position {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(above)
		return fyne.NewPos(max(8, at.X+above.Size().Width-pop.Width), max(8, at.Y-pop.Height-8))
	})
}

// pictureRows are the encodings of the host's picture to choose from; none where there is
// no choice.
func (s *watching) pictureRows(width float32) []fyne.CanvasObject {
	p := s.state.Watching.Picture
	if len(p.Layers) == 0 && !p.Sound {
		return nil
	}
	row := func(want int, text string) fyne.CanvasObject {
		b := kit.NewButton(s.w.Env, kit.ButtonSpec{Text: text, Left: true, Rank: kit.RankGhost, Action: func() {
			s.closePop()
			s.w.Can.Play.WantPicture(want)
		}})
		b.SetOn(want == p.Want)
		return b
	}
	rows := []fyne.CanvasObject{
		kit.Pad(6, 12, kit.NewLine(kit.T("quality.picture"), kit.Strong)),
		row(model.PictureAuto, kit.T("quality.auto")),
	}
	for _, lines := range p.Layers {
		rows = append(rows, row(lines, linesText(lines)))
	}
	rows = append(rows, row(model.PictureSound, kit.T("quality.sound")))
	now := kit.T("quality.sound")
	if !p.Sound {
		now = linesText(p.Lines)
	}
	if p.Lines == 0 && !p.Sound {
		return rows
	}
	if p.Why != "" {
		now = kit.T("quality.because", kit.Values{"Now": now, "Why": stage.WhyText(p.Why)})
	}
	return append(rows, kit.Pad(6, 12, kit.NewPara(kit.T("quality.now", kit.Values{"Now": now}), kit.Strong, width-24)))
}

func linesText(n int) string { return strconv.Itoa(n) + "p" }
