package views

import "fyne.io/fyne/v2/driver/desktop"

// MouseIn implements desktop.Hoverable.
func (t *tap) MouseIn(*desktop.MouseEvent) {
	t.hovered = true
	t.env.Tips.Show(t.self, t.tip)
	t.self.restyle()
}

// MouseMoved implements desktop.Hoverable.
func (t *tap) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *tap) MouseOut() {
	t.hovered = false
	t.env.Tips.Hide()
	t.self.restyle()
}

// Cursor implements desktop.Cursorable.
func (t *tap) Cursor() desktop.Cursor { return desktop.PointerCursor }
