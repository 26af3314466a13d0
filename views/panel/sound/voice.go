package sound

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Voice is what happens to the voice: reverb, changer, pitch, loudness,
// hearing oneself, and what is cleaned away.
type Voice struct {
	content          fyne.CanvasObject
	Reverbs          []*EffectTile
	Changers         []*EffectTile
	pitch, volume    *soundRow
	monitor          *kit.Switch
	monitorVolume    *soundRow
	monitorVolumeBox *fyne.Container
	musicMode        *kit.Switch
	Clean            map[model.Cleaning]*kit.Switch
}

// NewVoice makes the panel.
func NewVoice(w *desk.Desk) *Voice {
	p := &Voice{Clean: map[model.Cleaning]*kit.Switch{}}
	act := w.Can.Sounds
	p.pitch = newSoundRow(w, kit.T("voice.pitch"), kit.T("tip.voice.pitch"), -1, 1, 1.0/12, semitones, act.SetVoicePitch)
	p.volume = newSoundRow(w, kit.T("voice.volume"), kit.T("tip.voice.volume"), 0, 150, 5, percentOf, func(v float64) { act.SetVoiceVolume(int(v)) })
	monitor, monitorBox := switchRow(w, kit.T("voice.monitor"), kit.T("tip.voice.monitor"), act.SetEarMonitor)
	p.monitor = monitor
	p.monitorVolume = newSoundRow(w, kit.T("voice.monitorVolume"), "", 0, 150, 5, percentOf, func(v float64) { act.SetEarMonitorVolume(int(v)) })
	p.monitorVolumeBox = kit.Column(0, p.monitorVolume.box)
	music, musicBox := switchRow(w, kit.T("voice.musicMode"), kit.T("tip.voice.musicMode"), act.SetMusicMode)
	p.musicMode = music
	cleaning := []fyne.CanvasObject{musicBox, kit.NewPara(kit.T("voice.musicMode.explain"), kit.Caption, desk.PanelWidth-34)}
	for _, c := range []model.Cleaning{model.CleanEcho, model.CleanNoise, model.CleanGain} {
		s, box := switchRow(w, kit.T("voice.clean."+string(c)), kit.T("tip.voice.clean."+string(c)), func(on bool) { act.SetCleaning(c, on) })
		p.Clean[c] = s
		cleaning = append(cleaning, box)
	}
	p.content = kit.PanelScroll(w.Env, kit.Column(20,
		kit.Section(kit.T("voice.level"), p.volume.box, p.pitch.box),
		kit.Section(kit.T("voice.reverbs"), effectGrid(w, "voice.reverb.", &p.Reverbs, act.SetVoiceReverb)),
		kit.Section(kit.T("voice.changers"), effectGrid(w, "voice.changer.", &p.Changers, act.SetVoiceChanger)),
		kit.Section(kit.T("voice.hear"), monitorBox, p.monitorVolumeBox, kit.NewPara(kit.T("voice.monitor.explain"), kit.Caption, desk.PanelWidth-34)),
		kit.Section(kit.T("voice.cleaning"), cleaning...),
	))
	return p
}

// Object is what is to be shown.
func (p *Voice) Object() fyne.CanvasObject { return p.content }

// Update shows what is new.
func (p *Voice) Update(v model.Voice) {
	for i, t := range p.Reverbs {
		t.setOn(i == v.Reverb)
	}
	for i, t := range p.Changers {
		t.setOn(i == v.Changer)
	}
	p.pitch.set(v.Pitch)
	p.volume.set(float64(v.Volume))
	p.monitor.SetOn(v.Monitor)
	kit.Show(p.monitorVolumeBox, v.Monitor)
	p.monitorVolume.set(float64(v.MonitorVolume))
	p.musicMode.SetOn(v.MusicMode)
	for c, on := range map[model.Cleaning]bool{model.CleanEcho: v.Echo, model.CleanNoise: v.Noise, model.CleanGain: v.Gain} {
		p.Clean[c].SetOn(on && !v.MusicMode)
		p.Clean[c].SetEnabled(!v.MusicMode, kit.T("voice.clean.off"))
	}
}

// effectGrid has a tile for each effect.
func effectGrid(w *desk.Desk, words string, tiles *[]*EffectTile, choose func(int)) fyne.CanvasObject {
	grid := container.NewGridWithColumns(3)
	for i := range model.VoiceEffects {
		t := newEffectTile(w.Env, kit.T(words+strconv.Itoa(i)), func() { choose(i) })
		*tiles = append(*tiles, t)
		grid.Add(t)
	}
	return grid
}

// EffectTile is one effect to choose.
type EffectTile struct {
	soundTile
	name *kit.Line
}

func newEffectTile(env *kit.Env, name string, action func()) *EffectTile {
	t := &EffectTile{}
	t.paint(8, kit.ColorRaised)
	t.name = kit.NewCutLine(name, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorText, Align: fyne.TextAlignCenter})
	t.Init(env, t, kit.Fixed(92, 40, container.NewStack(t.back, kit.Pad(10, 4, t.name))), action)
	t.Tip = name
	return t
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
