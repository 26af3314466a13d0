package views

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"onair/app/model"
)

func TestWhatADroppedFileBecomes(t *testing.T) {
	for _, c := range []struct {
		at    dropPlace
		class dropClass
		path  string
		want  model.FileKind
	}{
		{dropPicture, classPicture, "me.png", model.FileCamera}, {dropPicture, classVideo, "a.mp4", model.FileCamera}, {dropPicture, classSound, "a.mp3", model.FileSound},
		{dropPicture, classTable, "a.cube", model.FileTable}, {dropPicture, classSticker, "cat", model.FileSticker}, {dropPicture, classSettings, "a.json", model.FileBeauty},
		{dropPicture, classFolder, "x", ""}, {dropPicture, classOther, "a.exe", ""},
		{dropCover, classPicture, "me.jpg", model.FileCover}, {dropCover, classVideo, "a.mp4", ""}, {dropCover, classSound, "a.mp3", ""},
		{dropMusic, classSound, "a.mp3", model.FileSound}, {dropMusic, classVideo, "a.mkv", model.FileSound}, {dropMusic, classFolder, "x", model.FileSound}, {dropMusic, classPicture, "me.png", ""},
		{dropBoard, classSound, "a.wav", filePad}, {dropBoard, classFolder, "x", ""},
		{dropStickers, classSticker, "cat", model.FileSticker}, {dropStickers, classFolder, "x", ""}, {dropStickers, classPicture, "me.png", ""},
		{dropBackground, classPicture, "me.webp", model.FileBackground}, {dropBackground, classVideo, "a.mov", model.FileBackground}, {dropBackground, classSound, "a.mp3", ""},
		{dropFilters, classTable, "a.cube", model.FileTable}, {dropFilters, classPicture, "a.PNG", model.FileTable}, {dropFilters, classPicture, "a.jpg", ""},
		{dropBeauty, classSettings, "a.json", model.FileBeauty}, {dropBeauty, classPicture, "a.png", ""},
		{dropElsewhere, classPicture, "a.png", ""}, {dropElsewhere, classSound, "a.mp3", ""},
	} {
		if got, ok := dropUse(c.at, c.class, c.path); got != c.want || ok != (c.want != "") {
			t.Errorf("%s (%d) at %d: %q, want %q", c.path, c.class, c.at, got, c.want)
		}
	}
}

func TestWhatADroppedFileIs(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.MP4", "b.jpeg", "c.mp3", "d.cube", "e.json", "f.exe", "noending", "cat/template.json", "songs.mp3/x"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]dropClass{
		"a.MP4": classVideo, "b.jpeg": classPicture, "c.mp3": classSound, "d.cube": classTable, "e.json": classSettings, "f.exe": classOther, "noending": classOther,
		"cat": classSticker, "songs.mp3": classFolder, "gone.mp4": classOther,
	} {
		if got := classOf(filepath.Join(dir, name), os.Stat); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}

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
	drop(s.panel.box, photo)
	h.want("UseCover[" + photo + "]")
	drop(s.panel.box, clip)
	h.want("RefuseFile[" + clip + "]")
	s.panel.choose(2)
	s.beauty.choose(model.TabFilters)
	drop(s.panel.box, table)
	h.want("SetColourFilter[file:" + table + "]")
	s.beauty.choose(model.TabBackground)
	drop(s.panel.box, photo)
	h.want("SetBackground[file:" + photo + "]")
	s.beauty.choose(model.TabStickers)
	drop(s.panel.box, photo)
	h.want("RefuseFile[" + photo + "]")
	s.panel.choose(3)
	drop(s.panel.box, song)
	h.want("AddMusic[[" + song + "]]")
	s.sound.tabs.Tap(2)
	drop(s.panel.box, song)
	h.want("AddPad[" + song + "]")

	h.set(func(s *model.State) { s.Screen = model.ScreenOnAir })
	drop(h.screen.(*onAir).stage, photo)
	h.want() // asked first
	if h.dialog == nil {
		t.Fatal("a picture goes to the viewers unasked")
	}
	drop(h.screen.(*onAir).stage, clip) // under the question
	h.want("RefuseFile[" + clip + "]")
	h.acts.calls = nil
	h.tap(h.dialog.yes)
	h.want("UseFile[" + photo + "]")

	h.set(func(s *model.State) { s.Screen = model.ScreenLobby })
	drop(h.screen.object(), photo)
	h.want("RefuseFile[" + photo + "]")
}
