package views

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestFilesAreDroppedOnTheWindow where each is of use, and where none is.
func TestFilesAreDroppedOnTheWindow(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	photo, clip, song, other, table := file("me.png"), file("clip.mp4"), file("song.mp3"), file("other.mp3"), file("warm.cube")
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, func(*model.State) {}))
	drop := func(on fyne.CanvasObject, paths ...string) {
		t.Helper()
		h.Acts.Calls = nil
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(on)
		var items []fyne.URI
		for _, p := range paths {
			items = append(items, storage.NewFileURI(p))
		}
		h.Dropped(at.AddXY(on.Size().Width/2, on.Size().Height/2), items)
	}
	s := h.Screen().(*setup)
	drop(s.stage, photo)
	h.Want("UseFile[" + photo + "]")
	drop(s.stage, song, clip, other)
	h.Want("UseFile["+clip+"]", "AddMusic[["+song+" "+other+"]]")
	drop(s.panel.Box, photo)
	h.Want("UseCover[" + photo + "]")
	drop(s.panel.Box, clip)
	h.Want("RefuseFile[" + clip + "]")
	s.panel.Choose(2)
	s.beauty.Choose(model.TabFilters)
	drop(s.panel.Box, table)
	h.Want("SetColourFilter[file:" + table + "]")
	s.beauty.Choose(model.TabBackground)
	drop(s.panel.Box, photo)
	h.Want("SetBackground[file:" + photo + "]")
	s.beauty.Choose(model.TabStickers)
	drop(s.panel.Box, photo)
	h.Want("RefuseFile[" + photo + "]")
	s.panel.Choose(3)
	drop(s.panel.Box, song)
	h.Want("AddMusic[[" + song + "]]")
	s.sound.Tabs.Tap(2)
	drop(s.panel.Box, song)
	h.Want("AddPad[" + song + "]")

	h.Set(func(s *model.State) { s.Screen = model.ScreenOnAir })
	drop(h.Screen().(*onAir).stage, photo)
	h.Want() // asked first
	if h.Dialog() == nil {
		t.Fatal("a picture goes to the viewers unasked")
	}
	drop(h.Screen().(*onAir).stage, clip) // under the question
	h.Want("RefuseFile[" + clip + "]")
	h.Acts.Calls = nil
	h.Tap(h.Dialog().Yes)
	h.Want("UseFile[" + photo + "]")

	h.Set(func(s *model.State) { s.Screen = model.ScreenLobby })
	drop(h.Screen().Object(), photo)
	h.Want("RefuseFile[" + photo + "]")
}
