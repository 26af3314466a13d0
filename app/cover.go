package app

import (
	"bytes"
	"image"
	"image/jpeg"
	"onair/app/model"
	"onair/media"
	"onair/media/av"
	"time"
)

// coverWidth is a cover's width in pixels.
const coverWidth = 480

// TakeCover makes the preview's newest picture the cover.
func (a *App) TakeCover() {
	a.desk.Go(func() {
		f := a.previewFrame()
		if f == nil {
			return
		}
		defer f.Release()
		data, err := coverOf(f)
		if err != nil {
			a.desk.Log.Error("cover", "err", err)
			return
		}
		a.Store.Update(func(s *model.State) { s.Setup.Cover = &model.Picture{Data: data} })
		a.desk.Notify(model.Notice{Code: model.NoticeCoverTaken})
	})
}

// previewFrame is the preview's newest picture; right after the start it waits
// a moment for the first one.
func (a *App) previewFrame() *media.Frame {
	feed := a.hub.feed(model.LocalTile)
	for range 40 {
		if f := feed.newest(); f != nil {
			return f
		}
		select {
		case <-a.desk.Context().Done():
			return nil
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

func coverOf(f *media.Frame) ([]byte, error) {
	scaler := av.NewScaler()
	defer scaler.Close()
	img := image.NewRGBA(image.Rect(0, 0, coverWidth, max(coverWidth*f.Height()/f.Width(), 1)))
	if err := scaler.RGBA(img, f); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 80})
	return out.Bytes(), err
}

// ClearCover takes the cover away.
func (a *App) ClearCover() {
	a.Store.Update(func(s *model.State) { s.Setup.Cover = nil })
}
