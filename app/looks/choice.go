package looks

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"path/filepath"
	"strings"

	xdraw "golang.org/x/image/draw"

	"onair/app/model"
	"onair/assets/backgrounds"
	"onair/assets/stickers"
	"onair/beauty/backdrop"
	"onair/media/picture"
)

// blurred is the ID of the background that is one's own, blurred.
const blurred = "blur"

// backgroundChoices are the pictures that come with the program, small.
func backgroundChoices() []model.Choice {
	var out []model.Choice
	for _, name := range backgrounds.Names() {
		one := model.Choice{ID: name, Name: name}
		if data, err := readBackground(name); err == nil {
			one.Thumb = smallPicture(data)
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

// stripWidth is the width of the pictures of a strip.
const stripWidth = 184

// smallPicture is a picture as a strip shows it; nil if it is none.
func smallPicture(data []byte) *model.Picture {
	img, err := picture.Decode(data)
	if err != nil {
		return nil
	}
	b := img.Bounds()
	small := image.NewRGBA(image.Rect(0, 0, stripWidth, max(stripWidth*b.Dy()/b.Dx(), 1)))
	xdraw.ApproxBiLinear.Scale(small, small.Bounds(), img, b, xdraw.Src, nil)
	var out bytes.Buffer
	if jpeg.Encode(&out, small, &jpeg.Options{Quality: 85}) != nil {
		return nil
	}
	return &model.Picture{Data: out.Bytes()}
}

// SetSticker shows a sticker: one that comes with the program, a folder of the
// user's own, or none.
func (c *Looks) SetSticker(id string) {
	c.desk.Choose(func() {
		if c.applySticker(id) {
			c.desk.Do(func() { c.desk.Settings.Looks.Sticker = id })
		}
	})
}

// applySticker reports whether the sticker is shown; if not, the one before
// stays.
func (c *Looks) applySticker(id string) bool {
	var err error
	switch path, own := strings.CutPrefix(id, OwnFile); {
	case own:
		err = c.filters.SetMotionTmpl(path)
	case id == "":
		err = c.filters.SetMotionTmpl("")
	default:
		folder, openErr := stickers.Open(id)
		if err = openErr; err == nil {
			err = c.filters.SetMotionFS(folder)
		}
	}
	if err != nil {
		c.choiceFailed(model.FailureSticker, id, err)
		return false
	}
	onFace := c.filters.StickerNeedsFace()
	c.desk.Store.Update(func(s *model.State) { s.Beauty.Sticker, s.Beauty.StickerOnFace = id, onFace })
	return true
}

// MuteSticker keeps the sticker's sounds off.
func (c *Looks) MuteSticker(muted bool) {
	c.filters.SetMotionMute(muted)
	c.desk.Store.Update(func(s *model.State) { s.Beauty.StickerMuted = muted })
	c.desk.Do(func() { c.desk.Settings.Looks.Muted = muted })
}

// SetBackground changes what is behind the user.
func (c *Looks) SetBackground(id string) {
	c.desk.Choose(func() {
		if c.applyBackground(id) {
			c.desk.Do(func() { c.desk.Settings.Looks.Background = id })
		}
	})
}

func (c *Looks) applyBackground(id string) bool {
	var err error
	switch path, own := strings.CutPrefix(id, OwnFile); {
	case own:
		err = c.filters.SetBackground(backdrop.Picture, path)
	case id == "":
		err = c.filters.SetBackground(backdrop.None, "")
	case id == blurred:
		err = c.filters.SetBackground(backdrop.Blur, "")
	default:
		data, readErr := readBackground(id)
		if err = readErr; err == nil {
			err = c.filters.SetBackgroundData(data)
		}
	}
	if err != nil {
		c.choiceFailed(model.FailureBackdrop, id, err)
		return false
	}
	c.desk.Store.Update(func(s *model.State) { s.Beauty.Background = id })
	return true
}

// SetGreenScreen puts something in place of a green wall.
func (c *Looks) SetGreenScreen(id string) {
	c.desk.Choose(func() {
		if c.applyGreen(id) {
			c.desk.Do(func() { c.desk.Settings.Looks.Green = id })
		}
	})
}

func (c *Looks) applyGreen(id string) bool {
	var err error
	switch path, own := strings.CutPrefix(id, OwnFile); {
	case own:
		err = c.filters.SetGreenScreenFile(path)
	case id == "":
		err = c.filters.SetGreenScreenFile("")
	default:
		data, readErr := readBackground(id)
		if err = readErr; err == nil {
			err = c.filters.SetGreenScreenData(data)
		}
	}
	if err != nil {
		c.choiceFailed(model.FailureBackdrop, id, err)
		return false
	}
	c.desk.Store.Update(func(s *model.State) { s.Beauty.Green = id })
	return true
}

func (c *Looks) choiceFailed(code model.FailureCode, id string, err error) {
	name := filepath.Base(strings.TrimPrefix(id, OwnFile))
	c.desk.Notify(model.Notice{Failure: &model.Failure{Code: code, Subject: name, Detail: err.Error()}})
}
