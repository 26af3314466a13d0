package viewtest

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"onair/views/kit"
)

// Seen is the part of an object that can be seen in a tree: what scrollers and
// the window leave of it. found is false if it is not in the tree or hidden.
func Seen(root, o fyne.CanvasObject) (part, whole fyne.Size, found bool) {
	type box struct{ x0, y0, x1, y1 float32 }
	cut := func(a, b box) box { return box{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)} }
	var visit func(c fyne.CanvasObject, at fyne.Position, clip box)
	visit = func(c fyne.CanvasObject, at fyne.Position, clip box) {
		if found || c == nil || !c.Visible() {
			return
		}
		at = at.Add(c.Position())
		own := box{at.X, at.Y, at.X + c.Size().Width, at.Y + c.Size().Height}
		if c == o {
			p := cut(own, clip)
			part, whole, found = fyne.NewSize(max(0, p.x1-p.x0), max(0, p.y1-p.y0)), c.Size(), true
			return
		}
		switch v := c.(type) {
		case *fyne.Container:
			for _, child := range v.Objects {
				visit(child, at, clip)
			}
		case fyne.Widget:
			if _, scroll := c.(*container.Scroll); scroll {
				clip = cut(clip, own)
			}
			for _, child := range test.WidgetRenderer(v).Objects() {
				visit(child, at, clip)
			}
		}
	}
	visit(root, fyne.Position{}, box{0, 0, root.Size().Width, root.Size().Height})
	return part, whole, found
}

// Root is what takes the keys: the overlay on top, or the content.
func (h *Harness) Root() fyne.CanvasObject {
	if top := h.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return h.Canvas().Content()
}

// Describe names a widget for a message.
func Describe(o any) string {
	switch v := o.(type) {
	case nil:
		return "nothing"
	case interface{ TipText() string }:
		return fmt.Sprintf("%T %q", v, v.TipText())
	}
	return fmt.Sprintf("%T", o)
}

// Hit types a key as the window's driver does.
func (h *Harness) Hit(k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := h.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	h.Env.OnKey(e)
}

// Texts is every text that can be seen.
func (h *Harness) Texts() []string {
	var out []string
	Walk(h.Canvas().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *kit.Line:
			out = append(out, v.Text())
		case *kit.Para:
			out = append(out, v.Text())
		case *kit.Button:
			out = append(out, v.Text)
		}
	})
	return out
}

// Sees fails the test where a text is not to be seen.
func (h *Harness) Sees(text string) {
	h.t.Helper()
	if !slices.Contains(h.Texts(), text) {
		h.t.Errorf("%q is not to be seen among %q", text, h.Texts())
	}
}

// SeesNot fails the test where a text is to be seen.
func (h *Harness) SeesNot(text string) {
	h.t.Helper()
	if slices.Contains(h.Texts(), text) {
		h.t.Errorf("%q is to be seen", text)
	}
}

// Walk visits what is visible.
func Walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch v := o.(type) {
	case *fyne.Container:
		for _, c := range v.Objects {
			Walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(v).Objects() {
			Walk(c, visit)
		}
	}
}

// PressButton taps the visible button with a text.
func (h *Harness) PressButton(text string) {
	h.t.Helper()
	var found *kit.Button
	Walk(h.Canvas().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == text && found == nil {
			found = b
		}
	})
	if found == nil {
		h.t.Fatalf("no button %q", text)
	}
	found.Tapped(nil)
}

// Button finds a visible button by its text under an object.
func Button(t *testing.T, under fyne.CanvasObject, text string) *kit.Button {
	t.Helper()
	var found *kit.Button
	Walk(under, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == text {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", text)
	}
	return found
}
