package settings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/screen/device"
)

func newVideoPage(w *desk.Desk) settingsPage {
	act := w.Actions
	q := device.NewQuality(w)
	mirror := kit.NewSwitch(w.Env, "", act.SetMirror)
	sent := kit.NewSwitch(w.Env, "", act.SetMirrorSent)
	hardware := kit.NewSwitch(w.Env, "", act.SetHardware)
	one := kit.NewSwitch(w.Env, "", act.SetOneEncoding)
	return settingsPage{
		name: kit.T("settings.video"), icon: "video",
		object: kit.Column(24,
			group(kit.T("setup.picture"), q.Object(), kit.NewPara(kit.T("quality.explain"), kit.Caption, settingsWidth-34)),
			group(kit.T("settings.mirror"),
				kit.Option(kit.T("settings.mirror.self"), kit.T("settings.mirror.self.explain"), mirror),
				kit.Option(kit.T("settings.mirror.sent"), kit.T("settings.mirror.sent.explain"), sent)),
			group(kit.T("settings.encoder"),
				kit.Option(kit.T("settings.hardware"), kit.T("settings.hardware.explain"), hardware),
				kit.Option(kit.T("settings.one"), kit.T("settings.one.explain"), one)),
		),
		update: func(s model.State) {
			q.Update(s.Quality)
			mirror.SetOn(s.Settings.Mirrored)
			sent.SetOn(s.Settings.MirrorSent)
			one.SetOn(s.Settings.OneEncoding)
			hardware.SetOn(s.Settings.Hardware && !s.Settings.HardwareBlocked)
			hardware.SetEnabled(!s.Settings.HardwareBlocked, kit.T("settings.hardware.none"))
		},
	}
}

func newAudioPage(w *desk.Desk) settingsPage {
	act := w.Actions
	gain := newLevelRow(w, kit.T("settings.gain"), 0, 150, func(v int) { act.SetMicGain(v) })
	ring := kit.NewSwitch(w.Env, "", act.SetCallSound)
	volume := newLevelRow(w, kit.T("settings.volume"), 0, 100, func(v int) { act.SetVolume(v) })
	return settingsPage{
		name: kit.T("settings.audio"), icon: "sliders",
		object: kit.Column(24,
			group(kit.T("device.microphone"), gain.box, kit.NewPara(kit.T("settings.gain.explain"), kit.Caption, settingsWidth-34)),
			group(kit.T("device.speaker"), volume.box, kit.Option(kit.T("settings.ring"), kit.T("settings.ring.explain"), ring)),
		),
		update: func(s model.State) {
			gain.set(s.Settings.MicGain)
			volume.set(s.Settings.Volume)
			ring.SetOn(s.Settings.CallSound)
		},
	}
}

// levelRow is a slider with its name and a value in percent.
type levelRow struct {
	box    *fyne.Container
	slider *kit.Slider
	value  *kit.Line
}

func newLevelRow(w *desk.Desk, name string, lo, hi float64, changed func(int)) *levelRow {
	r := &levelRow{value: kit.NewLine("", kit.Strong)}
	r.slider = kit.NewSlider(w.Env, lo, hi, 5, func(v float64) {
		r.value.SetText(fmt.Sprintf("%d %%", int(v)))
		changed(int(v))
	})
	r.box = kit.Column(2, kit.Row(8, kit.NewCutLine(name, kit.Body), r.value), r.slider)
	return r
}

func (r *levelRow) set(v int) {
	r.slider.SetValue(float64(v))
	r.value.SetText(fmt.Sprintf("%d %%", int(r.slider.Value())))
}

func newNetworkPage(w *desk.Desk) settingsPage {
	server := kit.NewCutLine("", kit.Body)
	link := kit.NewCutLine("", kit.Body)
	copyIt := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "copy", Tip: kit.T("tip.copyServer"), Action: func() {
		w.Copy(w.State.Settings.ServerURL)
		w.Actions.CopyLink()
	}})
	reach := kit.Frame(nil, nil, nil, copyIt, kit.Column(0, kit.NewLine(kit.T("settings.reach"), kit.Caption), link))
	dot := kit.Dot(kit.ColorFaint, 10)
	word := kit.NewCutLine("", kit.Body)
	state := kit.Row(8, dot, word)
	return settingsPage{
		name: kit.T("settings.network"), icon: "network",
		object: kit.Column(24, group(kit.T("settings.server"),
			kit.Column(0, kit.NewLine(kit.T("settings.server.now"), kit.Caption), server), state, reach,
			kit.NewPara(kit.T("settings.server.explain"), kit.Caption, settingsWidth-34))),
		update: func(s model.State) {
			name := s.Settings.Server
			if name == model.ThisComputer {
				name = kit.T("settings.server.here")
			}
			server.SetText(name)
			link.SetText(s.Settings.ServerURL)
			kit.Show(reach, s.Settings.ServerURL != "")
			color, text := kit.ColorFaint, kit.T("connection.none")
			switch s.Connection.Phase {
			case model.ConnectionUp:
				color, text = kit.ColorGood, kit.T("connection.up")
			case model.ConnectionLost, model.ConnectionRetrying:
				color, text = kit.ColorBad, kit.T("banner.retrying")
			}
			kit.SetDot(dot, color)
			word.SetText(text)
		},
	}
}

// languages are the choices of language: the system's and ours.
var languages = []string{"", "en", "zh"}

func newLooksPage(w *desk.Desk) settingsPage {
	act := w.Actions
	looks := []model.Theme{model.ThemeDark, model.ThemeLight, model.ThemeSystem}
	look := kit.NewSegmented(w.Env, []string{kit.T("theme.dark"), kit.T("theme.light"), kit.T("theme.system")}, func(i int) { act.SetTheme(looks[i]) })
	language := kit.NewSelect(w.Env, func(i int) { act.SetLanguage(languages[i]) })
	return settingsPage{
		name: kit.T("settings.looks"), icon: "palette",
		object: kit.Column(24,
			group(kit.T("settings.theme"), look),
			group(kit.T("settings.language"), language),
		),
		update: func(s model.State) {
			chosen := 0
			for i, t := range looks {
				if t == s.Settings.Theme {
					chosen = i
				}
			}
			look.SetChosen(chosen)
			at := 0
			for i, l := range languages {
				if l == s.Settings.Language {
					at = i
				}
			}
			language.SetOptionsAndChoice([]string{kit.T("language.system"), "English", "简体中文"}, at)
		},
	}
}

func newAboutPage() settingsPage {
	version := kit.NewCutLine("", kit.Muted)
	parts := kit.Column(6)
	drawn := 0
	return settingsPage{
		name: kit.T("settings.about"), icon: "info",
		object: kit.Column(24,
			kit.Row(16, kit.Logo(64), kit.NewGrow(kit.Column(0, kit.NewLine(kit.T("app.name"), kit.Heading), version))),
			kit.NewPara(kit.T("about.text"), kit.Muted, settingsWidth),
			group(kit.T("about.parts"), parts),
		),
		update: func(s model.State) {
			a := s.Settings.About
			version.SetText(kit.T("about.version", kit.Values{"Version": a.Version, "Build": a.Build}))
			if len(a.Components) == drawn {
				return
			}
			drawn = len(a.Components)
			parts.Objects = nil
			for _, c := range a.Components {
				parts.Add(kit.Frame(nil, nil, nil, kit.NewLine(c.Licence, kit.Caption), kit.NewCutLine(c.Name+" "+c.Version, kit.Body)))
			}
			parts.Refresh()
		},
	}
}
