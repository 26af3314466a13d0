package views

import (
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// dropPlace is where files can be dropped.
type dropPlace int

const (
	dropElsewhere  dropPlace = iota
	dropPicture              // the own picture, or the list of devices
	dropCover                // the page with title and cover
	dropMusic                // the sound panel
	dropBoard                // its sound board
	dropStickers             // tabs of the beauty panel
	dropBackground           //
	dropFilters              //
	dropBeauty               // its other tabs
)

// dropClass is what a dropped file is.
type dropClass int

const (
	classOther dropClass = iota
	classPicture
	classVideo
	classSound
	classTable
	classSettings
	classSticker // a folder with a sticker
	classFolder  // another one
)

// classOf tells by the ending, and by what a folder has inside.
func classOf(path string, stat func(string) (os.FileInfo, error)) dropClass {
	if info, err := stat(path); err != nil {
		return classOther
	} else if info.IsDir() {
		if _, err := stat(filepath.Join(path, "template.json")); err == nil {
			return classSticker
		}
		return classFolder
	}
	switch {
	case hasEnding(path, pictureEndings):
		return classPicture
	case hasEnding(path, videoEndings):
		return classVideo
	case hasEnding(path, soundEndings):
		return classSound
	case hasEnding(path, []string{".cube"}):
		return classTable
	case hasEnding(path, endingsOf(model.FileBeauty)):
		return classSettings
	}
	return classOther
}

// dropUses is what a file becomes, by where it is dropped and what it is. What is
// not in it is of no use there.
var dropUses = map[dropPlace]map[dropClass]model.FileKind{
	dropPicture: {classPicture: model.FileCamera, classVideo: model.FileCamera, classSound: model.FileSound, classTable: model.FileTable,
		classSettings: model.FileBeauty, classSticker: model.FileSticker},
	dropCover:      {classPicture: model.FileCover},
	dropMusic:      {classSound: model.FileSound, classVideo: model.FileSound, classFolder: model.FileSound},
	dropBoard:      {classSound: filePad, classVideo: filePad},
	dropStickers:   {classSticker: model.FileSticker},
	dropBackground: {classPicture: model.FileBackground, classVideo: model.FileBackground},
	dropFilters:    {classTable: model.FileTable, classPicture: model.FileTable},
	dropBeauty:     {classSettings: model.FileBeauty, classTable: model.FileTable, classSticker: model.FileSticker},
}

// filePad is a sound for the board; its folder is that of sounds.
const filePad model.FileKind = "pad"

// dropUse is what a file becomes; ok is false where it is of no use. As a colour table
// a picture has to be a PNG.
func dropUse(at dropPlace, class dropClass, path string) (use model.FileKind, ok bool) {
	use, ok = dropUses[at][class]
	if use == model.FileTable && !hasEnding(path, endingsOf(model.FileTable)) {
		return "", false
	}
	return use, ok
}

// droppedOn takes files that were dropped on the window. Of music all are taken, of
// anything else the first.
func (w *window) droppedOn(pos fyne.Position, items []fyne.URI) {
	at := dropElsewhere
	if p, ok := w.screen.(interface{ dropPlace(fyne.Position) dropPlace }); ok && !w.overlaid() && w.settings == nil {
		at = p.dropPlace(pos)
	}
	var songs []string
	var taken []model.FileKind
	for _, item := range items {
		path := item.Path()
		use, ok := dropUse(at, classOf(path, os.Stat), path)
		switch {
		case !ok || use != filePad && slices.Contains(taken, use) || w.memory == nil:
			w.refuse(path)
		case use == model.FileSound:
			songs = append(songs, path)
		default:
			taken = append(taken, use)
			w.useDropped(use, path)
		}
	}
	switch {
	case len(songs) == 0:
	case w.sounds == nil:
		w.refuse(songs[0])
	default:
		w.sounds.AddMusic(songs)
	}
}

func (w *window) refuse(path string) {
	if w.memory != nil {
		w.memory.RefuseFile(path)
	}
}

func (w *window) useDropped(use model.FileKind, path string) {
	act := w.cfg.Actions
	switch {
	case use == model.FileCamera && w.state.Screen == model.ScreenOnAir:
		w.ask(question{ // a slip of the hand must not show a picture to everybody
			title: kit.T("drop.camera.title", kit.Values{"File": shorten(filepath.Base(path), 40)}), text: kit.T("drop.camera.text"),
			yes: kit.T("drop.camera.yes"), no: kit.T("cancel"), action: func() { act.UseFile(path) },
		})
	case use == model.FileCamera:
		act.UseFile(path)
	case use == model.FileCover:
		w.memory.UseCover(path)
	case use == model.FileTable:
		act.SetColourFilter(ownFile + path)
	case use == filePad && w.sounds != nil:
		w.sounds.AddPad(path)
	case use == model.FileBackground && w.looks != nil:
		w.looks.SetBackground(ownFile + path)
	case use == model.FileSticker && w.looks != nil:
		w.looks.SetSticker(ownFile + path)
	case use == model.FileBeauty && w.looks != nil:
		w.looks.ImportBeauty(path)
	default:
		w.refuse(path)
	}
}

// within reports whether a position of the window lies on an object that is shown.
func within(o fyne.CanvasObject, pos fyne.Position) bool {
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	return o.Visible() && pos.X >= at.X && pos.Y >= at.Y && pos.X < at.X+size.Width && pos.Y < at.Y+size.Height
}

// dropPlace tells by the tab that is open.
func (p *beautyPanel) dropPlace() dropPlace {
	switch p.open {
	case model.TabStickers:
		return dropStickers
	case model.TabBackground:
		return dropBackground
	case model.TabFilters:
		return dropFilters
	}
	return dropBeauty
}

func (p *soundPanel) dropPlace() dropPlace {
	if len(p.page.Objects) == 1 && p.page.Objects[0] == p.board.object() {
		return dropBoard
	}
	return dropMusic
}

// dropPlace implements dropping before the live.
func (s *setup) dropPlace(pos fyne.Position) dropPlace {
	if !within(s.panel.box, pos) {
		if within(s.stage, pos) {
			return dropPicture
		}
		return dropElsewhere
	}
	return [...]dropPlace{dropCover, dropPicture, s.beauty.dropPlace(), s.soundPlace()}[min(s.panel.current, 3)]
}

func (s *setup) soundPlace() dropPlace {
	if s.sound == nil {
		return dropElsewhere
	}
	return s.sound.dropPlace()
}

// dropPlace implements dropping while on air.
func (s *onAir) dropPlace(pos fyne.Position) dropPlace {
	if s.state.OnAir.Summary != nil {
		return dropElsewhere
	}
	if !s.folded && within(s.panel.page, pos) {
		return s.pagePlace()
	}
	if within(s.stage, pos) && (s.folded || !within(s.panel.box, pos)) {
		return dropPicture
	}
	return dropElsewhere
}

// dropPlace implements dropping while watching: a guest has beauty and sound.
func (s *watching) dropPlace(pos fyne.Position) dropPlace {
	if !s.folded && within(s.panel.page, pos) {
		return s.pagePlace()
	}
	return dropElsewhere
}

// pagePlace is the place that the open page of the panel is.
func (t *together) pagePlace() dropPlace {
	switch {
	case t.panel.current == t.pageBeauty:
		return t.beauty.dropPlace()
	case t.sound != nil && t.panel.current == t.pageSound:
		return t.sound.dropPlace()
	}
	return dropElsewhere
}
