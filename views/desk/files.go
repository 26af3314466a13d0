package desk

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	filedialog "fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"onair/app/model"
)

var (
	pictureEndings = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"}
	videoEndings   = []string{".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ts", ".m2ts", ".mpg", ".mpeg", ".flv", ".wmv", ".ogv", ".3gp", ".h264", ".264", ".h265", ".hevc"}
)

// soundEndings are the files that choosers offer as sound.
var soundEndings = []string{".mp3", ".m4a", ".aac", ".wav", ".ogg", ".opus", ".flac", ".wma", ".mp4", ".mkv", ".webm"}

// OwnFile marks the ID of a choice that is a file of the user's own.
const OwnFile = "file:"

// endingsOf are the files of a kind.
func endingsOf(kind model.FileKind) []string {
	switch kind {
	case model.FileCamera, model.FileBackground:
		return slices.Concat(pictureEndings, videoEndings)
	case model.FileSound:
		return soundEndings
	case model.FileCover:
		return pictureEndings
	case model.FileTable:
		return []string{".cube", ".png"}
	case model.FileTexture:
		return []string{".png"}
	case model.FileBeauty:
		return []string{".json"}
	}
	return nil
}

// hasEnding compares without regard to case.
func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// PickFile asks for a file of a kind, where one was chosen last.
func (w *Desk) PickFile(kind model.FileKind, take func(path string)) {
	d := filedialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		path := r.URI().Path()
		r.Close()
		w.rememberFolder(kind, filepath.Dir(path))
		take(path)
	}, w.Win)
	d.SetFilter(storage.NewExtensionFileFilter(endingsOf(kind)))
	w.openThere(d, kind)
}

// SaveFile asks where a file of a kind shall be written.
func (w *Desk) SaveFile(kind model.FileKind, name string, take func(path string)) {
	d := filedialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		f.Close()
		w.rememberFolder(kind, filepath.Dir(path))
		take(path)
	}, w.Win)
	d.SetFileName(name)
	d.SetFilter(storage.NewExtensionFileFilter(endingsOf(kind)))
	w.openThere(d, kind)
}

// PickFolder asks for a folder.
func (w *Desk) PickFolder(kind model.FileKind, take func(path string)) {
	d := filedialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
		if err == nil && l != nil {
			w.rememberFolder(kind, filepath.Dir(l.Path()))
			take(l.Path())
		}
	}, w.Win)
	w.openThere(d, kind)
}

// openThere shows a chooser in the folder of the kind; one that has gone is not
// missed.
func (w *Desk) openThere(d *filedialog.FileDialog, kind model.FileKind) {
	if dir := w.State.Memory.Folders[kind]; dir != "" {
		if there, err := storage.ListerForURI(storage.NewFileURI(dir)); err == nil {
			d.SetLocation(there)
		}
	}
	overlays := w.Canvas().Overlays()
	before := overlays.Top()
	d.Show()
	// Its size can be set only once it is shown, and not where the system brings a
	// dialog of its own.
	if overlays.Top() != before {
		d.Resize(fyne.NewSize(800, 520))
	}
}

func (w *Desk) rememberFolder(kind model.FileKind, dir string) {
	if w.Can.Memory != nil && dir != w.State.Memory.Folders[kind] {
		w.Can.Memory.RememberFolder(kind, dir)
	}
}
