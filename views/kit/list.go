package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// List is Fyne's list of rows that are used again, for the keyboard of a
// window: keys that it has no use for go on to the window.
type List struct {
	widget.List
	env *Env
}

// NewList returns a list; see widget.NewList.
func NewList(env *Env, length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject)) *List {
	l := &List{env: env}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable: the arrows move, Space and Enter choose.
func (l *List) TypedKey(k *fyne.KeyEvent) {
	if l.env.Guard(l, k) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyUp, fyne.KeyDown, fyne.KeySpace:
		l.List.TypedKey(k)
	default:
		l.env.Key(k)
	}
}
