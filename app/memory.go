package app

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"io"
	"maps"
	"os"
	"path/filepath"

	xdraw "golang.org/x/image/draw"

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

// UseCover makes a picture file the cover.
func (a *App) UseCover(path string) {
	a.desk.Go(func() {
		data, err := coverFrom(path)
		if err != nil {
			a.choiceFailed(model.FailureCover, path, err)
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
	data, err := readSome(path, maxCoverFile)
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

// readSome reads a file of at most so many bytes.
func readSome(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fmt.Errorf("%s is no file", path))
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, fmt.Errorf("%s has more than %d bytes", path, most)
	}
	return data, err
}
