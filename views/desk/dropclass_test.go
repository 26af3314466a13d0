package desk

import (
	"os"
	"path/filepath"
	"testing"

	"onair/app/model"
)

func TestWhatADroppedFileBecomes(t *testing.T) {
	for _, c := range []struct {
		at    DropPlace
		class dropClass
		path  string
		want  model.FileKind
	}{
		{DropPicture, classPicture, "me.png", model.FileCamera}, {DropPicture, classVideo, "a.mp4", model.FileCamera}, {DropPicture, classSound, "a.mp3", model.FileSound},
		{DropPicture, classTable, "a.cube", model.FileTable}, {DropPicture, classSticker, "cat", model.FileSticker}, {DropPicture, classSettings, "a.json", model.FileBeauty},
		{DropPicture, classFolder, "x", ""}, {DropPicture, classOther, "a.exe", ""},
		{DropCover, classPicture, "me.jpg", model.FileCover}, {DropCover, classVideo, "a.mp4", ""}, {DropCover, classSound, "a.mp3", ""},
		{DropMusic, classSound, "a.mp3", model.FileSound}, {DropMusic, classVideo, "a.mkv", model.FileSound}, {DropMusic, classFolder, "x", model.FileSound}, {DropMusic, classPicture, "me.png", ""},
		{DropBoard, classSound, "a.wav", FilePad}, {DropBoard, classFolder, "x", ""},
		{DropStickers, classSticker, "cat", model.FileSticker}, {DropStickers, classFolder, "x", ""}, {DropStickers, classPicture, "me.png", ""},
		{DropBackground, classPicture, "me.webp", model.FileBackground}, {DropBackground, classVideo, "a.mov", model.FileBackground}, {DropBackground, classSound, "a.mp3", ""},
		{DropFilters, classTable, "a.cube", model.FileTable}, {DropFilters, classPicture, "a.PNG", model.FileTable}, {DropFilters, classPicture, "a.jpg", ""},
		{DropBeauty, classSettings, "a.json", model.FileBeauty}, {DropBeauty, classPicture, "a.png", ""},
		{DropElsewhere, classPicture, "a.png", ""}, {DropElsewhere, classSound, "a.mp3", ""},
	} {
		if got, ok := DropUse(c.at, c.class, c.path); got != c.want || ok != (c.want != "") {
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
		if got := ClassOf(filepath.Join(dir, name), os.Stat); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}
