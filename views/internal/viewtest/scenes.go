package viewtest

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/scenes"
	"onair/views/shell"
)

// EveryScene opens each state of the gallery in the smallest window.
func EveryScene(t *testing.T, do func(*testing.T, *Harness)) {
	inScenes(t, fyne.NewSize(shell.MinWidth, shell.MinHeight), slices.Sorted(maps.Keys(scenes.All())), do)
}

// ScenesOf opens those of some screens.
func ScenesOf(t *testing.T, screens []model.Screen, do func(*testing.T, *Harness)) {
	var names []string
	for name, change := range scenes.All() {
		s := scenes.Base()
		change(&s)
		if slices.Contains(screens, s.Screen) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	inScenes(t, fyne.NewSize(shell.MinWidth, shell.MinHeight), names, do)
}

// EachScreen opens one state of each screen in a window of the usual size.
func EachScreen(t *testing.T, do func(*testing.T, *Harness)) {
	inScenes(t, fyne.NewSize(1280, 800), []string{"welcome", "lobby", "setup", "onair", "chat", "summary"}, do)
}

func inScenes(t *testing.T, size fyne.Size, names []string, do func(*testing.T, *Harness)) {
	for _, name := range names {
		t.Run(fmt.Sprintf("%s/%vx%v", name, size.Width, size.Height), func(t *testing.T) {
			h := NewSized(t, size.Width, size.Height, func(s *model.State) {
				*s = scenes.Base()
				s.Settings.Language = "en"
				scenes.All()[name](s)
			})
			h.settle()
			do(t, h)
		})
	}
}

// settle lays the window out anew, as the real driver does where something has
// become larger.
func (h *Harness) settle() {
	content := h.Canvas().Content()
	size := content.Size()
	content.Resize(size.AddWidthHeight(0, 1))
	content.Resize(size)
}
