package views

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	filedialog "fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"onair/app/model"
	"onair/views/kit"
)

var (
	pictureEndings = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"}
	videoEndings   = []string{".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ts", ".m2ts", ".mpg", ".mpeg", ".flv", ".wmv", ".ogv", ".3gp", ".h264", ".264", ".h265", ".hevc"}
)

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
	case model.FileBeauty:
		return []string{".json"}
	}
	return nil
}

// hasEnding compares without regard to case.
func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// pickOne asks for a file of a kind, where one was chosen last.
func pickOne(w *window, kind model.FileKind, take func(path string)) {
	d := filedialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		path := r.URI().Path()
		r.Close()
		w.rememberFolder(kind, filepath.Dir(path))
		take(path)
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter(endingsOf(kind)))
	w.openThere(d, kind)
}

// saveOne asks where a file of a kind shall be written.
func saveOne(w *window, kind model.FileKind, name string, take func(path string)) {
	d := filedialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err != nil || f == nil {
			return
		}
		path := f.URI().Path()
		f.Close()
		w.rememberFolder(kind, filepath.Dir(path))
		take(path)
	}, w.win)
	d.SetFileName(name)
	d.SetFilter(storage.NewExtensionFileFilter(endingsOf(kind)))
	w.openThere(d, kind)
}

// pickFolder asks for a folder.
func pickFolder(w *window, kind model.FileKind, take func(path string)) {
	d := filedialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
		if err == nil && l != nil {
			w.rememberFolder(kind, filepath.Dir(l.Path()))
			take(l.Path())
		}
	}, w.win)
	w.openThere(d, kind)
}

// openThere shows a chooser in the folder of the kind; one that has gone is not
// missed.
func (w *window) openThere(d *filedialog.FileDialog, kind model.FileKind) {
	if dir := w.state.Memory.Folders[kind]; dir != "" {
		if there, err := storage.ListerForURI(storage.NewFileURI(dir)); err == nil {
			d.SetLocation(there)
		}
	}
	showChooser(w, d)
}

func (w *window) rememberFolder(kind model.FileKind, dir string) {
	if w.memory != nil && dir != w.state.Memory.Folders[kind] {
		w.memory.RememberFolder(kind, dir)
	}
}

// ownTable is the button for a colour table of the user's own.
type ownTable struct{ button *kit.Button }

func newOwnTable(w *window) *ownTable {
	return &ownTable{button: kit.NewButton(w.env, kit.ButtonSpec{Icon: "folder", Text: kit.T("beauty.table.own"), Tip: kit.T("tip.beauty.table.own"), Action: func() {
		pickOne(w, model.FileTable, func(path string) { w.cfg.Actions.SetColourFilter(ownFile + path) })
	}})}
}

func (o *ownTable) object() fyne.CanvasObject { return o.button }

func (o *ownTable) update(b model.Beauty) {
	path, own := strings.CutPrefix(b.Filter, ownFile)
	o.button.SetOn(own)
	if own {
		o.button.SetText(shorten(filepath.Base(path), 28))
	} else {
		o.button.SetText(kit.T("beauty.table.own"))
	}
}
