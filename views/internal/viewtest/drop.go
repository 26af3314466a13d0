package viewtest

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

// Drop drops files on an object, having forgotten what was asked for before.
func (h *Harness) Drop(on fyne.CanvasObject, paths ...string) {
	h.t.Helper()
	h.Acts.Calls = nil
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(on)
	var items []fyne.URI
	for _, p := range paths {
		items = append(items, storage.NewFileURI(p))
	}
	h.Dropped(at.AddXY(on.Size().Width/2, on.Size().Height/2), items)
}

// File is an empty file with a name.
func File(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
