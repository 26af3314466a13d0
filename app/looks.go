package app

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onair/app/model"
	"onair/assets/stickers"
	"onair/beauty"
	"onair/beauty/gesture"
	"onair/liveroom"
)

// ownFile marks the ID of a choice that is a file of the user's own.
const ownFile = "file:"

// firstLooks is what can be chosen, and what was chosen last time.
func (a *App) firstLooks(b model.Beauty) model.Beauty {
	p := a.desk.Settings.Looks
	for _, k := range beauty.MakeupKinds() {
		m := model.Makeup{ID: k.ParamID()}
		for _, l := range beauty.MakeupLooks(k) {
			m.Looks = append(m.Looks, model.Look{ID: l.Name, Colour: colourOf(l.Color)})
		}
		look := lookFrom(k, p.Makeup[m.ID])
		m.Look, m.Colour = lookID(look), colourOf(look.Color)
		b.Makeup = append(b.Makeup, m)
	}
	b.Stickers = []model.Choice{{}}
	for _, name := range stickers.Names() {
		c := model.Choice{ID: name, Name: name}
		if png, err := stickers.Thumb(name); err == nil {
			c.Thumb = &model.Picture{Data: png}
		}
		b.Stickers = append(b.Stickers, c)
	}
	b.Backgrounds = append([]model.Choice{{}, {ID: blurred}}, backgroundChoices()...)
	b.Greens = append([]model.Choice{{}}, backgroundChoices()...)
	for _, g := range gesture.Names() {
		action := model.GestureAction(p.Gestures[string(g)])
		if !slices.Contains(model.GestureActions(), action) {
			action = model.GestureNothing
		}
		b.Gestures = append(b.Gestures, model.GestureBinding{ID: string(g), Action: action})
	}
	b.Preset, b.Sticker, b.StickerMuted, b.Background, b.Green = p.Preset, p.Sticker, p.Muted, p.Background, p.Green
	return b
}

// applyLooks tells the live room what is chosen, in the background: files are
// opened.
func (a *App) applyLooks(b model.Beauty) {
	a.table.Store(b.Filter)
	m := a.room.BeautyManager()
	for i, k := range beauty.MakeupKinds() {
		m.SetMakeup(k, lookFrom(k, a.desk.Settings.Looks.Makeup[b.Makeup[i].ID]), float32(b.Value(k.ParamID())))
	}
	m.SetMotionMute(b.StickerMuted)
	a.applyGestures(b)
	a.desk.Choose(func() { // what has vanished since is not chosen any more
		if !a.applyFilter(b.Filter) && a.table.Load() == b.Filter {
			a.Store.Update(func(s *model.State) { s.Beauty.Filter = "" })
			a.desk.Do(func() { a.desk.Settings.Filter = ""; a.desk.Save() })
		}
		if !a.applySticker(b.Sticker) {
			a.SetSticker("")
		}
		if !a.applyBackground(b.Background) {
			a.SetBackground("")
		}
		if !a.applyGreen(b.Green) {
			a.SetGreenScreen("")
		}
	})
}

// kindOf is the kind of makeup with a parameter's ID.
func kindOf(id string) (beauty.MakeupKind, bool) {
	for _, k := range beauty.MakeupKinds() {
		if k.ParamID() == id {
			return k, true
		}
	}
	return 0, false
}

func colourOf(c beauty.RGB) uint32 { return uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B) }

func rgbOf(c uint32) beauty.RGB {
	return beauty.RGB{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c)}
}

// lookFrom reads a remembered look: a name, or a colour of one's own.
func lookFrom(k beauty.MakeupKind, text string) beauty.Look {
	if strings.HasPrefix(text, "#") {
		colour, form, _ := strings.Cut(text, " ")
		var c beauty.RGB
		if c.UnmarshalText([]byte(colour)) == nil {
			return beauty.CustomLook(c, formNamed(form))
		}
	}
	if l, ok := beauty.LookNamed(k, text); ok {
		return l
	}
	return beauty.MakeupLooks(k)[0]
}

// formNames are the forms as remembered behind a colour of one's own.
var formNames = map[beauty.Form]string{beauty.FormSoft: "soft", beauty.FormBold: "bold"}

// formNamed is plain for anything unknown.
func formNamed(name string) beauty.Form {
	for f, n := range formNames {
		if n == name {
			return f
		}
	}
	return beauty.FormPlain
}

// lookID is empty for a colour of one's own.
func lookID(l beauty.Look) string {
	if l.Name == beauty.CustomLook(beauty.RGB{}, 0).Name {
		return ""
	}
	return l.Name
}

// SetMakeupLook chooses a ready-made look; makeup that was off goes on.
func (a *App) SetMakeupLook(kind, look string) {
	if k, ok := kindOf(kind); ok {
		if l, ok := beauty.LookNamed(k, look); ok {
			a.setLook(k, l)
		}
	}
}

// SetMakeupColour chooses a colour of one's own, laid on as the look before it.
func (a *App) SetMakeupColour(kind string, rgb uint32) {
	if k, ok := kindOf(kind); ok {
		before := a.room.BeautyManager().Settings().Makeup[k.String()]
		a.setLook(k, beauty.CustomLook(rgbOf(rgb), before.Form))
	}
}

// firstStrength is how strong makeup goes on when a colour is chosen.
const firstStrength = 0.5

func (a *App) setLook(k beauty.MakeupKind, l beauty.Look) {
	id := k.ParamID()
	a.Store.Update(func(s *model.State) {
		s.Beauty = s.Beauty.WithLook(id, lookID(l), colourOf(l.Color))
		if s.Beauty.Value(id) == 0 {
			s.Beauty = s.Beauty.With(id, firstStrength)
		}
	})
	v := a.Store.State().Beauty.Value(id)
	a.room.BeautyManager().SetMakeup(k, l, float32(v))
	a.desk.Do(func() {
		a.rememberLook(id, l)
		a.desk.Settings.Looks.Preset, a.desk.Settings.Beauty[id] = "", v
	})
}

// rememberLook runs on the command goroutine.
func (a *App) rememberLook(kind string, l beauty.Look) {
	text := lookID(l)
	if text == "" {
		colour, _ := l.Color.MarshalText()
		text = strings.TrimSpace(string(colour) + " " + formNames[l.Form])
	}
	if a.desk.Settings.Looks.Makeup == nil {
		a.desk.Settings.Looks.Makeup = map[string]string{}
	}
	a.desk.Settings.Looks.Makeup[kind] = text
}

// ApplyBeautyPreset moves every value to a preset.
func (a *App) ApplyBeautyPreset(id string) {
	p, err := a.room.BeautyManager().Preset(id)
	if err != nil {
		a.desk.Log.Error("beauty preset", "err", err)
		return
	}
	a.takeSettings(p, id)
}

// takeSettings shows and applies settings that came from elsewhere, and says
// which of them are not known here.
func (a *App) takeSettings(s liveroom.BeautySettings, preset string) {
	m := a.room.BeautyManager()
	if err := m.Apply(s); err != nil {
		a.desk.Log.Warn("beauty settings", "err", err)
		if unknown := (*liveroom.UnknownSettings)(nil); errors.As(err, &unknown) {
			a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureBeautyPartly, Subject: someOf(unknown.Names), Detail: err.Error()}})
		}
	}
	looks := map[string]beauty.Look{} // as they are in force now
	for _, k := range beauty.MakeupKinds() {
		if _, set := s.Makeup[k.String()]; set {
			looks[k.ParamID()] = m.Settings().Makeup[k.String()]
		}
	}
	a.Store.Update(func(st *model.State) {
		b := st.Beauty
		for id, v := range s.Values {
			b = b.With(id, float64(v))
		}
		for id, l := range looks {
			b = b.WithLook(id, lookID(l), colourOf(l.Color))
		}
		b.Preset = preset
		st.Beauty = b
	})
	b := a.Store.State().Beauty
	for _, p := range b.Params {
		if _, set := s.Values[p.ID]; set {
			a.applyBeauty(p.ID, p.Value) // the panel's steps are coarser
		}
	}
	a.desk.Do(func() {
		for _, p := range b.Params {
			a.desk.Settings.Beauty[p.ID] = p.Value
		}
		for id, l := range looks {
			a.rememberLook(id, l)
		}
		a.desk.Settings.Looks.Preset = preset
		a.desk.Save()
	})
}

// someOf joins the first few names for a person to read.
func someOf(names []string) string {
	const most = 4
	if len(names) > most {
		names = append(slices.Clone(names[:most]), "…")
	}
	return strings.Join(names, ", ")
}

// ExportBeauty writes all settings as JSON.
func (a *App) ExportBeauty(path string) {
	a.desk.Go(func() {
		if err := a.exportBeauty(path); err != nil {
			a.beautyFileFailed(path, err)
		}
	})
}

func (a *App) exportBeauty(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(a.room.BeautyManager().Export(f), f.Close())
}

// ImportBeauty reads them again.
func (a *App) ImportBeauty(path string) {
	a.desk.Go(func() {
		f, err := os.Open(path)
		if err != nil {
			a.beautyFileFailed(path, err)
			return
		}
		defer f.Close()
		s, err := liveroom.ReadBeautySettings(f)
		if err != nil {
			a.beautyFileFailed(path, err)
			return
		}
		a.takeSettings(s, "")
	})
}

func (a *App) beautyFileFailed(path string, err error) {
	a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureBeautyFile, Subject: filepath.Base(path), Detail: err.Error()}})
}
