package desk

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// DropPlace is where files can be dropped.
type DropPlace int

const (
	DropElsewhere  DropPlace = iota
	DropPicture              // the own picture, or the list of devices
	DropCover                // the page with title and cover
	DropMusic                // the sound panel
	DropBoard                // its sound board
	DropStickers             // tabs of the beauty panel
	DropBackground           //
	DropFilters              //
	DropBeauty               // its other tabs
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

// ClassOf tells by the ending, and by what a folder has inside.
func ClassOf(path string, stat func(string) (os.FileInfo, error)) dropClass {
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
var dropUses = map[DropPlace]map[dropClass]model.FileKind{
	DropPicture: {classPicture: model.FileCamera, classVideo: model.FileCamera, classSound: model.FileSound, classTable: model.FileTable,
		classSettings: model.FileBeauty, classSticker: model.FileSticker},
	DropCover:      {classPicture: model.FileCover},
	DropMusic:      {classSound: model.FileSound, classVideo: model.FileSound, classFolder: model.FileSound},
	DropBoard:      {classSound: FilePad, classVideo: FilePad},
	DropStickers:   {classSticker: model.FileSticker},
	DropBackground: {classPicture: model.FileBackground, classVideo: model.FileBackground},
	DropFilters:    {classTable: model.FileTable, classPicture: model.FileTable},
	DropBeauty:     {classSettings: model.FileBeauty, classTable: model.FileTable, classSticker: model.FileSticker},
}

// FilePad is a sound for the board; its folder is that of sounds.
const FilePad model.FileKind = "pad"

// DropUse is what a file becomes; ok is false where it is of no use. As a colour table
// a picture has to be a PNG.
func DropUse(at DropPlace, class dropClass, path string) (use model.FileKind, ok bool) {
	use, ok = dropUses[at][class]
	if use == model.FileTable && !hasEnding(path, endingsOf(model.FileTable)) {
		return "", false
	}
	return use, ok
}

// Refuse says that a dropped file is of no use.
func Refuse(w *Desk, path string) {
	if w.Can.Memory != nil {
		w.Can.Memory.RefuseFile(path)
	}
}

// UseDropped does with a dropped file what it was dropped for.
func UseDropped(w *Desk, use model.FileKind, path string) {
	act := w.Actions
	switch {
	case use == model.FileCamera && w.State.Screen == model.ScreenOnAir:
		w.Ask(Question{ // a slip of the hand must not show a picture to everybody
			Title: kit.T("drop.camera.title", kit.Values{"File": Shorten(filepath.Base(path), 40)}), Text: kit.T("drop.camera.text"),
			Yes: kit.T("drop.camera.yes"), No: kit.T("cancel"), Action: func() { act.UseFile(path) },
		})
	case use == model.FileCamera:
		act.UseFile(path)
	case use == model.FileCover:
		w.Can.Memory.UseCover(path)
	case use == model.FileTable:
		act.SetColourFilter(OwnFile + path)
	case use == FilePad && w.Can.Sounds != nil:
		w.Can.Sounds.AddPad(path)
	case use == model.FileBackground && w.Can.Looks != nil:
		w.Can.Looks.SetBackground(OwnFile + path)
	case use == model.FileSticker && w.Can.Looks != nil:
		w.Can.Looks.SetSticker(OwnFile + path)
	case use == model.FileBeauty && w.Can.Looks != nil:
		w.Can.Looks.ImportBeauty(path)
	default:
		Refuse(w, path)
	}
}

// Within reports whether a position of the window lies on an object that is shown.
func Within(o fyne.CanvasObject, pos fyne.Position) bool {
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	return o.Visible() && pos.X >= at.X && pos.Y >= at.Y && pos.X < at.X+size.Width && pos.Y < at.Y+size.Height
}
