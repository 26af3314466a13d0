package app

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
	"onair/beauty"
	"onair/media/picture"
)

// blurred is the ID of the background that is one's own, blurred.
const blurred = "blur"

// backgroundChoices are the pictures that come with the program, small.
func backgroundChoices() []model.Choice {
	var out []model.Choice
	for _, name := range backgrounds.Names() {
		c := model.Choice{ID: name, Name: name}
		if data, err := readBackground(name); err == nil {
			c.Thumb = smallPicture(data)
		}
		out = append(out, c)
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
func (a *App) SetSticker(id string) {
	a.desk.Choose(func() {
		if a.applySticker(id) {
			a.desk.Do(func() { a.desk.Settings.Looks.Sticker = id })
		}
	})
}

// applySticker reports whether the sticker is shown; if not, the one before
// stays.
func (a *App) applySticker(id string) bool {
	m := a.room.BeautyManager()
	var err error
	switch path, own := strings.CutPrefix(id, ownFile); {
	case own:
		err = m.SetMotionTmpl(path)
	case id == "":
		err = m.SetMotionTmpl("")
	default:
		folder, openErr := stickers.Open(id)
		if err = openErr; err == nil {
			err = m.SetMotionFS(folder)
		}
	}
	if err != nil {
		a.choiceFailed(model.FailureSticker, id, err)
		return false
	}
	a.Store.Update(func(s *model.State) { s.Beauty.Sticker, s.Beauty.StickerOnFace = id, m.StickerNeedsFace() })
	return true
}

// MuteSticker keeps the sticker's sounds off.
func (a *App) MuteSticker(muted bool) {
	a.room.BeautyManager().SetMotionMute(muted)
	a.Store.Update(func(s *model.State) { s.Beauty.StickerMuted = muted })
	a.desk.Do(func() { a.desk.Settings.Looks.Muted = muted })
}

// SetBackground changes what is behind the user.
func (a *App) SetBackground(id string) {
	a.desk.Choose(func() {
		if a.applyBackground(id) {
			a.desk.Do(func() { a.desk.Settings.Looks.Background = id })
		}
	})
}

func (a *App) applyBackground(id string) bool {
	m := a.room.BeautyManager()
	var err error
	switch path, own := strings.CutPrefix(id, ownFile); {
	case own:
		err = m.SetBackground(beauty.BackgroundPicture, path)
	case id == "":
		err = m.SetBackground(beauty.BackgroundNone, "")
	case id == blurred:
		err = m.SetBackground(beauty.BackgroundBlur, "")
	default:
		data, readErr := readBackground(id)
		if err = readErr; err == nil {
			err = m.SetBackgroundData(data)
		}
	}
	if err != nil {
		a.choiceFailed(model.FailureBackdrop, id, err)
		return false
	}
	a.Store.Update(func(s *model.State) { s.Beauty.Background = id })
	return true
}

// SetGreenScreen puts something in place of a green wall.
func (a *App) SetGreenScreen(id string) {
	a.desk.Choose(func() {
		if a.applyGreen(id) {
			a.desk.Do(func() { a.desk.Settings.Looks.Green = id })
		}
	})
}

func (a *App) applyGreen(id string) bool {
	m := a.room.BeautyManager()
	var err error
	switch path, own := strings.CutPrefix(id, ownFile); {
	case own:
		err = m.SetGreenScreenFile(path)
	case id == "":
		err = m.SetGreenScreenFile("")
	default:
		data, readErr := readBackground(id)
		if err = readErr; err == nil {
			err = m.SetGreenScreenData(data)
		}
	}
	if err != nil {
		a.choiceFailed(model.FailureBackdrop, id, err)
		return false
	}
	a.Store.Update(func(s *model.State) { s.Beauty.Green = id })
	return true
}

func (a *App) choiceFailed(code model.FailureCode, id string, err error) {
	name := filepath.Base(strings.TrimPrefix(id, ownFile))
	a.desk.Notify(model.Notice{Failure: &model.Failure{Code: code, Subject: name, Detail: err.Error()}})
}
