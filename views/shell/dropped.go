package shell

import (
	"os"
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
)

// Dropped takes files that were dropped on the window. Of music all are taken, of
// anything else the first.
func (w *Window) Dropped(pos fyne.Position, items []fyne.URI) {
	at := desk.DropElsewhere
	if p, ok := w.screen.(desk.DropTarget); ok && !w.Overlaid() && w.settings == nil {
		at = p.DropPlace(pos)
	}
	var songs []string
	var taken []model.FileKind
	for _, item := range items {
		path := item.Path()
		use, ok := desk.DropUse(at, desk.ClassOf(path, os.Stat), path)
		switch {
		case !ok || use != desk.FilePad && slices.Contains(taken, use) || w.Can.Memory == nil:
			desk.Refuse(w.Desk, path)
		case use == model.FileSound:
			songs = append(songs, path)
		default:
			taken = append(taken, use)
			desk.UseDropped(w.Desk, use, path)
		}
	}
	switch {
	case len(songs) == 0:
	case w.Can.Sounds == nil:
		desk.Refuse(w.Desk, songs[0])
	default:
		w.Can.Sounds.AddMusic(songs)
	}
}
