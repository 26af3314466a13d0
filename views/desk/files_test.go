package desk

import (
	"testing"

	"onair/app/model"
)

func TestFilesHaveKinds(t *testing.T) {
	for _, c := range []struct {
		path string
		kind model.FileKind
		want bool
	}{
		{"/a/clip.mp4", model.FileCamera, true}, {"/a/CLIP.MP4", model.FileCamera, true}, {"/a/me.jpeg", model.FileCamera, true}, {"/a/song.mp3", model.FileCamera, false},
		{"/a/song.mp3", model.FileSound, true}, {"/a/clip.mkv", model.FileSound, true}, {"/a/me.png", model.FileSound, false},
		{"/a/me.png", model.FileBackground, true}, {"/a/me.png", model.FileCover, true}, {"/a/clip.mp4", model.FileCover, false},
		{"/a/warm.cube", model.FileTable, true}, {"/a/warm.CUBE", model.FileTable, true}, {"/a/warm.jpg", model.FileTable, false},
		{"/a/mine.json", model.FileBeauty, true}, {"/a/mp4", model.FileCamera, false}, {"", model.FileCamera, false},
	} {
		if got := hasEnding(c.path, endingsOf(c.kind)); got != c.want {
			t.Errorf("%s as %s: %v", c.path, c.kind, got)
		}
	}
	for _, k := range model.FileKinds() {
		if (len(endingsOf(k)) == 0) != (k == model.FileSticker) {
			t.Errorf("%s: %v", k, endingsOf(k))
		}
	}
}

// folders remembers what it was told.
type folders struct {
	model.MemoryActions
	told []string
}

func (f *folders) RememberFolder(kind model.FileKind, dir string) {
	f.told = append(f.told, string(kind)+" "+dir)
}

func TestAFolderIsRememberedOnceItChanges(t *testing.T) {
	var f folders
	d := &Desk{Can: Can{Memory: &f}}
	d.rememberFolder(model.FileSound, "/music")
	d.State.Memory.Folders = map[model.FileKind]string{model.FileSound: "/music"}
	d.rememberFolder(model.FileSound, "/music")
	if len(f.told) != 1 || f.told[0] != "sound /music" {
		t.Errorf("told %q", f.told)
	}
}
