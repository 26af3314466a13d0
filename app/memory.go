package app

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"maps"
	"path/filepath"

	xdraw "golang.org/x/image/draw"

	"onair/app/looks"
	"onair/app/model"
	"onair/media/picture"
)

var _ model.MemoryActions = (*App)(nil)

// RememberWindow keeps the window's size and place for the next run.
func (a *App) RememberWindow(p model.WindowPlace) {
	p = p.Sane()
	a.Store.Update(func(s *model.State) { s.Memory.Window = p })
	a.desk.Do(func() { a.desk.Settings.Window = p; a.desk.Save() })
}

// RememberFolded keeps whether the side panel is folded away.
func (a *App) RememberFolded(folded bool) {
	a.Store.Update(func(s *model.State) { s.Memory.Folded = folded })
	a.desk.Do(func() { a.desk.Settings.Folded = folded; a.desk.Save() })
}

// RememberFolder keeps where files of a kind are.
func (a *App) RememberFolder(kind model.FileKind, folder string) {
	a.Store.Update(func(s *model.State) {
		s.Memory.Folders = maps.Clone(s.Memory.Folders)
		if s.Memory.Folders == nil {
			s.Memory.Folders = map[model.FileKind]string{}
		}
		s.Memory.Folders[kind] = folder
	})
	folders := a.Store.State().Memory.Folders
	a.desk.Do(func() { a.desk.Settings.Folders = folders; a.desk.Save() })
}

// UndoResetBeauty brings back what there was before everything was reset.
func (a *App) UndoResetBeauty() { a.looks.UndoResetBeauty() }

// UseCover makes a picture file the cover.
func (a *App) UseCover(path string) {
	a.desk.Go(func() {
		data, err := coverFrom(path)
		if err != nil {
			a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureCover, Subject: filepath.Base(path), Detail: err.Error()}})
			return
		}
		a.Store.Update(func(s *model.State) { s.Setup.Cover = &model.Picture{Data: data} })
		a.desk.Notify(model.Notice{Code: model.NoticeCoverTaken})
	})
}

// RefuseFile says that a file is of no use where it was dropped.
func (a *App) RefuseFile(path string) {
	a.desk.Notify(model.Notice{Failure: &model.Failure{Code: model.FailureDrop, Subject: filepath.Base(path)}})
}

// maxCoverFile is the largest picture file that is read for a cover, in bytes.
const maxCoverFile = 64 << 20

// coverFrom makes a cover of a picture file.
func coverFrom(path string) ([]byte, error) {
	data, err := looks.ReadFile(path, maxCoverFile)
	if err != nil {
		return nil, err
	}
	img, err := picture.Decode(data)
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	small := image.NewRGBA(image.Rect(0, 0, coverWidth, min(max(coverWidth*b.Dy()/b.Dx(), 1), 2*coverWidth)))
	draw.Draw(small, small.Bounds(), image.Black, image.Point{}, draw.Src) // what was clear
	xdraw.ApproxBiLinear.Scale(small, small.Bounds(), img, b, xdraw.Over, nil)
	var out bytes.Buffer
	err = jpeg.Encode(&out, small, &jpeg.Options{Quality: 80})
	return out.Bytes(), err
}
