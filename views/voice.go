package views

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// voicePanel is what happens to the voice: reverb, changer, pitch, loudness,
// hearing oneself, and what is cleaned away.
type voicePanel struct {
	content          fyne.CanvasObject
	reverbs          []*effectTile
	changers         []*effectTile
	pitch, volume    *soundRow
	monitor          *kit.Switch
	monitorVolume    *soundRow
	monitorVolumeBox *fyne.Container
	musicMode        *kit.Switch
	clean            map[model.Cleaning]*kit.Switch
}

func newVoicePanel(w *window) *voicePanel {
	p := &voicePanel{clean: map[model.Cleaning]*kit.Switch{}}
	act := w.sounds
	p.pitch = newSoundRow(w, kit.T("voice.pitch"), kit.T("tip.voice.pitch"), -1, 1, 1.0/12, semitones, act.SetVoicePitch)
	p.volume = newSoundRow(w, kit.T("voice.volume"), kit.T("tip.voice.volume"), 0, 150, 5, percentOf, func(v float64) { act.SetVoiceVolume(int(v)) })
	monitor, monitorBox := switchRow(w, kit.T("voice.monitor"), kit.T("tip.voice.monitor"), act.SetEarMonitor)
	p.monitor = monitor
	p.monitorVolume = newSoundRow(w, kit.T("voice.monitorVolume"), "", 0, 150, 5, percentOf, func(v float64) { act.SetEarMonitorVolume(int(v)) })
	p.monitorVolumeBox = kit.Column(0, p.monitorVolume.box)
	music, musicBox := switchRow(w, kit.T("voice.musicMode"), kit.T("tip.voice.musicMode"), act.SetMusicMode)
	p.musicMode = music
	cleaning := []fyne.CanvasObject{musicBox, kit.NewPara(kit.T("voice.musicMode.explain"), kit.Caption, panelWidth-34)}
	for _, c := range []model.Cleaning{model.CleanEcho, model.CleanNoise, model.CleanGain} {
		s, box := switchRow(w, kit.T("voice.clean."+string(c)), kit.T("tip.voice.clean."+string(c)), func(on bool) { act.SetCleaning(c, on) })
		p.clean[c] = s
		cleaning = append(cleaning, box)
	}
	p.content = panelScroll(w.env, kit.Column(20,
		section(kit.T("voice.level"), p.volume.box, p.pitch.box),
		section(kit.T("voice.reverbs"), effectGrid(w, "voice.reverb.", &p.reverbs, act.SetVoiceReverb)),
		section(kit.T("voice.changers"), effectGrid(w, "voice.changer.", &p.changers, act.SetVoiceChanger)),
		section(kit.T("voice.hear"), monitorBox, p.monitorVolumeBox, kit.NewPara(kit.T("voice.monitor.explain"), kit.Caption, panelWidth-34)),
		section(kit.T("voice.cleaning"), cleaning...),
	))
	return p
}

func (p *voicePanel) object() fyne.CanvasObject { return p.content }

func (p *voicePanel) update(v model.Voice) {
	for i, t := range p.reverbs {
		t.setOn(i == v.Reverb)
	}
	for i, t := range p.changers {
		t.setOn(i == v.Changer)
	}
	p.pitch.set(v.Pitch)
	p.volume.set(float64(v.Volume))
	p.monitor.SetOn(v.Monitor)
	show(p.monitorVolumeBox, v.Monitor)
	p.monitorVolume.set(float64(v.MonitorVolume))
	p.musicMode.SetOn(v.MusicMode)
	for c, on := range map[model.Cleaning]bool{model.CleanEcho: v.Echo, model.CleanNoise: v.Noise, model.CleanGain: v.Gain} {
		p.clean[c].SetOn(on && !v.MusicMode)
		p.clean[c].SetEnabled(!v.MusicMode, kit.T("voice.clean.off"))
	}
}

// effectGrid has a tile for each effect.
func effectGrid(w *window, words string, tiles *[]*effectTile, choose func(int)) fyne.CanvasObject {
	grid := container.NewGridWithColumns(3)
	for i := range model.VoiceEffects {
		t := newEffectTile(w.env, kit.T(words+strconv.Itoa(i)), func() { choose(i) })
		*tiles = append(*tiles, t)
		grid.Add(t)
	}
	return grid
}

// effectTile is one effect to choose.
type effectTile struct {
	tap
	back *canvas.Rectangle
	name *kit.Line
}

func newEffectTile(env *kit.Env, name string, action func()) *effectTile {
	t := &effectTile{back: canvas.NewRectangle(kit.Color(kit.ColorRaised))}
	t.back.CornerRadius = 8
	t.name = kit.NewCutLine(name, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorText, Align: fyne.TextAlignCenter})
	t.init(env, t, kit.Fixed(92, 40, container.NewStack(t.back, kit.Pad(10, 4, t.name))), action)
	t.tip = name
	return t
}

func (t *effectTile) setOn(on bool) {
	if t.on != on {
		t.on = on
		t.restyle()
	}
}

func (t *effectTile) restyle() {
	t.back.FillColor, t.back.StrokeWidth = kit.Color(kit.ColorRaised), 0
	switch {
	case t.on:
		t.back.StrokeColor, t.back.StrokeWidth = kit.Color(kit.ColorAccent), 2
	case t.focused:
		t.back.StrokeColor, t.back.StrokeWidth = kit.Color(kit.ColorRing), 2
	case t.hovered:
		t.back.FillColor = kit.Color("hover")
	}
	t.back.Refresh()
}

// semitones writes a pitch of -1..1 octaves.
func semitones(v float64) string {
	n := int(v*12 + 0.5)
	if v < 0 {
		n = int(v*12 - 0.5)
	}
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", n)
}

func percentOf(v float64) string { return strconv.Itoa(int(v+0.5)) + " %" }
