package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text field that passes the window's shortcuts and function keys on.
// A hint that is longer than the field is cut; Fyne would put a scroll bar under it.
type Entry struct {
	widget.Entry
	// First, if not nil, gets each key before the field and reports whether it took it.
	First func(*fyne.KeyEvent) bool

	env  *Env
	hint string
}

// NewEntry returns a text field with a hint inside.
func NewEntry(env *Env, hint string, changed func(string)) *Entry {
	e := &Entry{env: env, hint: hint}
	e.PlaceHolder = hint
	e.OnChanged = changed
	e.Scroll = fyne.ScrollHorizontalOnly
	e.Wrapping = fyne.TextWrapOff
	e.ExtendBaseWidget(e)
	env.Note(e, func() Control {
		return Control{Kind: "entry", Text: e.Text, Tip: e.hint, Disabled: e.Disabled()}
	})
	return e
}

// Resize implements fyne.CanvasObject.
func (e *Entry) Resize(size fyne.Size) {
	if !e.MultiLine { // that wraps its hint
		room := size.Width - 2*Size(theme.SizeNameInnerPadding) - 2*Size(theme.SizeNameInputBorder)
		if e.ActionItem != nil {
			room -= e.ActionItem.MinSize().Width + Size(theme.SizeNameInnerPadding)
		}
		style := TextStyle{}
		if hint := cutText(e.hint, room, func(s string) float32 { return style.measure(s).Width }); hint != e.PlaceHolder {
			e.SetPlaceHolder(hint)
		}
	}
	e.Entry.Resize(size)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.env.Strayed(e) {
		return
	}
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierShortcutDefault {
		switch c.KeyName {
		case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyComma, fyne.KeyQ:
			e.env.Shortcut(s)
			return
		}
	}
	e.Entry.TypedShortcut(s)
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.env.Reveal(e)
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	if !e.env.Strayed(e) {
		e.Entry.TypedRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.env.Guard(e, k) {
		return
	}
	if e.First != nil && e.First(k) {
		return
	}
	switch k.Name {
	case fyne.KeyF1, fyne.KeyF11, fyne.KeyEscape:
		e.env.Key(k)
	default:
		e.Entry.TypedKey(k)
	}
}

// SetContent shows a text without telling OnChanged.
func (e *Entry) SetContent(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// SetEnabled enables or disables the field.
func (e *Entry) SetEnabled(on bool) {
	if on == !e.Disabled() {
		return
	}
	if on {
		e.Enable()
	} else {
		e.Disable()
	}
}

// Select chooses one of a list by index.
type Select struct {
	widget.Select
	env     *Env
	setting bool
}

// NewSelect returns a chooser; chosen is called when the user picks.
func NewSelect(env *Env, chosen func(index int)) *Select {
	s := &Select{env: env}
	s.OnChanged = func(string) {
		if i := s.SelectedIndex(); !s.setting && i >= 0 {
			chosen(i)
		}
	}
	s.ExtendBaseWidget(s)
	env.Note(s, func() Control { return Control{Kind: "select", Text: s.Selected, Disabled: s.Disabled()} })
	return s
}

// SetOptionsAndChoice sets the options and the choice (-1 for none) without telling.
func (s *Select) SetOptionsAndChoice(options []string, choice int) {
	s.setting = true
	defer func() { s.setting = false }()
	if !equal(s.Options, options) {
		s.SetOptions(options)
	}
	if choice >= 0 && choice < len(options) {
		if s.SelectedIndex() != choice {
			s.SetSelectedIndex(choice)
		}
	} else if s.SelectedIndex() >= 0 {
		s.ClearSelected()
	}
}

// FocusGained implements fyne.Focusable.
func (s *Select) FocusGained() {
	s.Select.FocusGained()
	s.env.Reveal(s)
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(k *fyne.KeyEvent) {
	if s.env.Guard(s, k) {
		return
	}
	switch k.Name {
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		s.Select.TypedKey(k)
	default:
		s.env.Key(k)
	}
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
