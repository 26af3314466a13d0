package views

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"onair/app/model"
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
	h := newStudio(t, onScreen(model.ScreenSetup, func(*model.State) {}))
	drop := func(on fyne.CanvasObject, paths ...string) {
		t.Helper()
		h.acts.calls = nil
		at := h.app.Driver().AbsolutePositionForObject(on)
		var items []fyne.URI
		for _, p := range paths {
			items = append(items, storage.NewFileURI(p))
		}
		h.droppedOn(at.AddXY(on.Size().Width/2, on.Size().Height/2), items)
	}
	s := h.screen.(*setup)
	drop(s.stage, photo)
	h.want("UseFile[" + photo + "]")
	drop(s.stage, song, clip, other)
	h.want("UseFile["+clip+"]", "AddMusic[["+song+" "+other+"]]")
	drop(s.panel.Box, photo)
	h.want("UseCover[" + photo + "]")
	drop(s.panel.Box, clip)
	h.want("RefuseFile[" + clip + "]")
	s.panel.Choose(2)
	s.beauty.Choose(model.TabFilters)
	drop(s.panel.Box, table)
	h.want("SetColourFilter[file:" + table + "]")
	s.beauty.Choose(model.TabBackground)
	drop(s.panel.Box, photo)
	h.want("SetBackground[file:" + photo + "]")
	s.beauty.Choose(model.TabStickers)
	drop(s.panel.Box, photo)
	h.want("RefuseFile[" + photo + "]")
	s.panel.Choose(3)
	drop(s.panel.Box, song)
	h.want("AddMusic[[" + song + "]]")
	s.sound.Tabs.Tap(2)
	drop(s.panel.Box, song)
	h.want("AddPad[" + song + "]")

	h.set(func(s *model.State) { s.Screen = model.ScreenOnAir })
	drop(h.screen.(*onAir).stage, photo)
	h.want() // asked first
	if h.Dialog() == nil {
		t.Fatal("a picture goes to the viewers unasked")
	}
	drop(h.screen.(*onAir).stage, clip) // under the question
	h.want("RefuseFile[" + clip + "]")
	h.acts.calls = nil
	h.tap(h.Dialog().Yes)
	h.want("UseFile[" + photo + "]")

	h.set(func(s *model.State) { s.Screen = model.ScreenLobby })
	drop(h.screen.object(), photo)
	h.want("RefuseFile[" + photo + "]")
}
