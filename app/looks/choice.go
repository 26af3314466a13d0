package looks

import (
	"io"
	"path/filepath"
	"strings"

	"onair/app/model"
	"onair/assets/backgrounds"
	"onair/assets/stickers"
	"onair/beauty/backdrop"
)

// blurred is the ID of the background that is one's own, blurred.
const blurred = "blur"

// backgroundChoices are the pictures that come with the program, small.
func backgroundChoices() []model.Choice {
	var out []model.Choice
	for _, name := range backgrounds.Names() {
		one := model.Choice{ID: name, Name: name}
		if data, err := backgrounds.Thumb(name); err == nil {
			one.Thumb = &model.Picture{Data: data}
		}
		out = append(out, one)
	}
	return out
}

func readBackground(name string) ([]byte, error) {
	f, err := backgrounds.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// SetSticker shows a sticker: one that comes with the program, a folder of the
// user's own, or none.
func (c *Looks) SetSticker(id string) { c.post(Choose{Sticker, id}) }

// MuteSticker keeps the sticker's sounds off.
func (c *Looks) MuteSticker(muted bool) { c.post(Mute{muted}) }

// SetBackground changes what is behind the user.
func (c *Looks) SetBackground(id string) { c.post(Choose{Background, id}) }

// SetGreenScreen puts something in place of a green wall.
func (c *Looks) SetGreenScreen(id string) { c.post(Choose{Green, id}) }

// SetTexture lays a makeup picture of the user's own on faces, or none.
func (c *Looks) SetTexture(id string) { c.post(Choose{Texture, id}) }

// SetColourFilter chooses a colour table: one that comes with the program, a file of
// the user's own, or none.
func (c *Looks) SetColourFilter(id string) { c.post(Choose{Table, id}) }

// load puts a choice in force and tells what came of it; files may be slow.
func (c *Looks) load(e Load) {
	var err error
	switch e.Kind {
	case Sticker:
		err = c.loadSticker(e.ID)
	case Background:
		err = c.loadBackground(e.ID)
	case Green:
		err = c.loadGreen(e.ID)
	case Texture:
		err = c.filters.SetMakeupTexture(strings.TrimPrefix(e.ID, OwnFile))
	default:
		table, readErr := readTable(e.ID)
		if c.memoTable() != e.ID { // another was chosen while the file was read
			return
		}
		if err = readErr; err == nil {
			err = c.filters.SetFilterData(table)
		}
	}
	c.post(Loaded{Load: e, OnFace: err == nil && e.Kind == Sticker && c.filters.StickerNeedsFace(), Err: err})
}

func (c *Looks) memoTable() (id string) {
	c.desk.Store.Update(func(*model.State) { id = c.memo.Table })
	return id
}

func (c *Looks) loadSticker(id string) error {
	if path, own := strings.CutPrefix(id, OwnFile); own || id == "" {
		return c.filters.SetMotionTmpl(path)
	}
	folder, err := stickers.Open(id)
	if err != nil {
		return err
	}
	return c.filters.SetMotionFS(folder)
}

func (c *Looks) loadBackground(id string) error {
	path, own := strings.CutPrefix(id, OwnFile)
	switch {
	case own:
		return c.filters.SetBackground(backdrop.Picture, path)
	case id == "":
		return c.filters.SetBackground(backdrop.None, "")
	case id == blurred:
		return c.filters.SetBackground(backdrop.Blur, "")
	}
	data, err := readBackground(id)
	if err != nil {
		return err
	}
	return c.filters.SetBackgroundData(data)
}

func (c *Looks) loadGreen(id string) error {
	if path, own := strings.CutPrefix(id, OwnFile); own || id == "" {
		return c.filters.SetGreenScreenFile(path)
	}
	data, err := readBackground(id)
	if err != nil {
		return err
	}
	return c.filters.SetGreenScreenData(data)
}

// keep remembers a choice; on the command goroutine.
func (c *Looks) keep(e Keep) {
	p := &c.desk.Settings.Settings
	switch e.Kind {
	case Sticker:
		p.Looks.Sticker = e.ID
	case Background:
		p.Looks.Background = e.ID
	case Green:
		p.Looks.Green = e.ID
	case Texture:
		p.Looks.Texture = e.ID
		c.desk.Save()
	default:
		if c.desk.Store.State().Beauty.Look == "" {
			p.Looks.Look = ""
		}
		if p.Filter = e.ID; isOwnFile(e.ID) {
			c.desk.Save()
		}
	}
}

// refusals are the words for a choice that does not open.
var refusals = map[Kind]model.FailureCode{
	Table: model.FailureTable, Sticker: model.FailureSticker, Background: model.FailureBackdrop, Green: model.FailureBackdrop,
	Texture: model.FailureTexture,
}

func (c *Looks) refuse(e Refuse) {
	name := filepath.Base(strings.TrimPrefix(e.ID, OwnFile))
	c.desk.Notify(model.Notice{Failure: &model.Failure{Code: refusals[e.Kind], Subject: name, Detail: e.Err.Error()}})
}
