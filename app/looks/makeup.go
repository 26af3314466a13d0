package looks

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onair/app/model"
	"onair/app/settings"
	"onair/assets/stickers"
	"onair/beauty/gesture"
	"onair/beauty/makeup"
	"onair/liveroom"
)

// OwnFile marks the ID of a choice that is a file of the user's own.
const OwnFile = "file:"

// firstLooks is what can be chosen, and what was chosen last time.
func firstLooks(b model.Beauty, p settings.Looks) model.Beauty {
	for _, k := range makeup.Kinds() {
		m := model.Makeup{ID: k.ParamID()}
		for _, l := range makeup.Looks(k) {
			m.Looks = append(m.Looks, model.Look{ID: l.Name, Colour: colourOf(l.Color)})
		}
		look := lookFrom(k, p.Makeup[m.ID])
		m.Look, m.Colour = lookID(look), colourOf(look.Color)
		b.Makeup = append(b.Makeup, m)
	}
	b.Stickers = []model.Choice{{}}
	for _, name := range stickers.Names() {
		one := model.Choice{ID: name, Name: name}
		if png, err := stickers.Thumb(name); err == nil {
			one.Thumb = &model.Picture{Data: png}
		}
		b.Stickers = append(b.Stickers, one)
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
	b.Looks, b.Look, b.GiftsWorn = lookChoices(p.Own), p.Look, !p.NoGifts
	b.Preset, b.Sticker, b.StickerMuted, b.Background, b.Green, b.Texture = p.Preset, p.Sticker, p.Muted, p.Background, p.Green, p.Texture
	return b
}

// applyLooks tells the live room what is chosen, in the background: files are
// opened.
func (c *Looks) applyLooks(b model.Beauty) {
	c.desk.Store.Update(func(*model.State) { c.memo.Table = b.Filter })
	for i, k := range makeup.Kinds() {
		c.filters.SetMakeup(k, lookFrom(k, c.desk.Settings.Looks.Makeup[b.Makeup[i].ID]), float32(b.Value(k.ParamID())))
	}
	c.filters.SetMotionMute(b.StickerMuted)
	c.filters.EnableGestures(gesturesWanted(b))
	c.desk.Choose(func() {
		for _, e := range []Load{{Table, b.Filter, true}, {Sticker, b.Sticker, true}, {Background, b.Background, true}, {Green, b.Green, true}, {Texture, b.Texture, true}} {
			c.load(e)
		}
	})
}

// kindOf is the kind of makeup with a parameter's ID.
func kindOf(id string) (makeup.Kind, bool) {
	for _, k := range makeup.Kinds() {
		if k.ParamID() == id {
			return k, true
		}
	}
	return 0, false
}

func colourOf(c makeup.RGB) uint32 { return uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B) }

func rgbOf(c uint32) makeup.RGB {
	return makeup.RGB{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c)}
}

// lookFrom reads a remembered look: a name, or a colour of one's own.
func lookFrom(k makeup.Kind, text string) makeup.Look {
	if strings.HasPrefix(text, "#") {
		colour, form, _ := strings.Cut(text, " ")
		var c makeup.RGB
		if c.UnmarshalText([]byte(colour)) == nil {
			return makeup.Custom(c, formNamed(form))
		}
	}
	if l, ok := makeup.Named(k, text); ok {
		return l
	}
	return makeup.Looks(k)[0]
}

// formNames are the forms as remembered behind a colour of one's own.
var formNames = map[makeup.Form]string{makeup.FormSoft: "soft", makeup.FormBold: "bold"}

// formNamed is plain for anything unknown.
func formNamed(name string) makeup.Form {
	for f, n := range formNames {
		if n == name {
			return f
		}
	}
	return makeup.FormPlain
}

// lookID is empty for a colour of one's own.
func lookID(l makeup.Look) string {
	if l.Name == makeup.Custom(makeup.RGB{}, 0).Name {
		return ""
	}
	return l.Name
}

// SetMakeupLook chooses a ready-made look; makeup that was off goes on.
func (c *Looks) SetMakeupLook(kind, look string) {
	if k, ok := kindOf(kind); ok {
		if l, ok := makeup.Named(k, look); ok {
			c.post(Lay{k, l})
		}
	}
}

// SetMakeupColour chooses a colour of one's own, laid on as the look before it.
func (c *Looks) SetMakeupColour(kind string, rgb uint32) {
	if k, ok := kindOf(kind); ok {
		before := c.filters.Settings().Makeup[k.String()]
		c.post(Lay{k, makeup.Custom(rgbOf(rgb), before.Form)})
	}
}

// carryLook does what the rules of makeup, presets and gestures want done.
func (c *Looks) carryLook(e Effect) {
	switch e := e.(type) {
	case Paint:
		c.filters.SetMakeup(e.Kind, e.Look, float32(e.Value))
	case KeepLook:
		c.desk.Do(func() {
			c.rememberLook(e.Kind.ParamID(), e.Look)
			c.desk.Settings.Looks.Look = ""
			c.desk.Settings.Looks.Preset, c.desk.Settings.Beauty[e.Kind.ParamID()] = "", e.Value
		})
	case KeepTaken:
		c.desk.Do(func() { c.keepTaken(e) })
	case KeepWorn:
		c.desk.Do(func() {
			c.desk.Settings.Looks.Look = e.ID
			c.desk.Save()
		})
	case SetMute:
		c.filters.SetMotionMute(e.On)
	case KeepMute:
		c.desk.Do(func() { c.desk.Settings.Looks.Muted = e.On })
	case Watch:
		c.filters.EnableGestures(e.On)
	case KeepBinding:
		c.desk.Do(func() { c.keepBinding(e) })
	case Bypass:
		c.filters.SetBypass(e.On)
	default:
		c.carryGift(e)
	}
}

// lookText is a look as it is remembered.
func lookText(l makeup.Look) string {
	if text := lookID(l); text != "" {
		return text
	}
	colour, _ := l.Color.MarshalText()
	return strings.TrimSpace(string(colour) + " " + formNames[l.Form])
}

// rememberLook runs on the command goroutine.
func (c *Looks) rememberLook(kind string, l makeup.Look) {
	text := lookText(l)
	if c.desk.Settings.Looks.Makeup == nil {
		c.desk.Settings.Looks.Makeup = map[string]string{}
	}
	c.desk.Settings.Looks.Makeup[kind] = text
}

// ApplyBeautyPreset moves every value to a preset.
func (c *Looks) ApplyBeautyPreset(id string) {
	p, err := c.filters.Preset(id)
	if err != nil {
		c.desk.Log.Error("beauty preset", "err", err)
		return
	}
	c.takeSettings(p, id)
}

// takeSettings shows and applies settings that came from elsewhere, and says
// which of them are not known here.
func (c *Looks) takeSettings(s liveroom.BeautySettings, preset string) {
	if err := c.filters.Apply(s); err != nil {
		c.desk.Log.Warn("beauty settings", "err", err)
		if unknown := (*liveroom.UnknownSettings)(nil); errors.As(err, &unknown) {
			c.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureBeautyPartly, Subject: someOf(unknown.Names), Detail: err.Error()}})
		}
	}
	looks := map[string]makeup.Look{} // as they are in force now
	for _, k := range makeup.Kinds() {
		if _, set := s.Makeup[k.String()]; set {
			looks[k.ParamID()] = c.filters.Settings().Makeup[k.String()]
		}
	}
	values := make(map[string]float64, len(s.Values))
	for id, v := range s.Values {
		values[id] = float64(v)
	}
	c.post(Taken{values, looks, preset})
}

// keepTaken remembers what was taken; on the command goroutine.
func (c *Looks) keepTaken(e KeepTaken) {
	for _, p := range e.Beauty.Params {
		c.desk.Settings.Beauty[p.ID] = p.Value
	}
	for id, l := range e.Looks {
		c.rememberLook(id, l)
	}
	c.desk.Settings.Looks.Preset, c.desk.Settings.Looks.Look = e.Beauty.Preset, e.Beauty.Look
	c.desk.Save()
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
func (c *Looks) ExportBeauty(path string) {
	c.desk.Go(func() {
		if err := c.exportBeauty(path); err != nil {
			c.beautyFileFailed(path, err)
		}
	})
}

func (c *Looks) exportBeauty(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(c.filters.Export(f), f.Close())
}

// ImportBeauty reads them again.
func (c *Looks) ImportBeauty(path string) {
	c.desk.Go(func() {
		f, err := os.Open(path)
		if err != nil {
			c.beautyFileFailed(path, err)
			return
		}
		defer f.Close()
		s, err := liveroom.ReadBeautySettings(f)
		if err != nil {
			c.beautyFileFailed(path, err)
			return
		}
		if s.Filter == "" {
			c.takeSettings(s, "")
			return
		}
		c.wear(s, "")
	})
}

func (c *Looks) beautyFileFailed(path string, err error) {
	c.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureBeautyFile, Subject: filepath.Base(path), Detail: err.Error()}})
}
