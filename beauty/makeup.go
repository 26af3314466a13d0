package beauty

import (
	"encoding/hex"
	"fmt"
	"slices"
)

// MakeupKind is what a look is for. Its strength is the parameter ParamID, 0..1.
type MakeupKind int

// The kinds, in the order they are painted.
const (
	MakeupBlush MakeupKind = iota
	MakeupShadow
	MakeupLiner
	MakeupBrows
	MakeupLenses
	MakeupLips
	makeupKinds = 6
)

var makeupNames = [makeupKinds]string{"blush", "shadow", "liner", "brows", "lenses", "lips"}

// MakeupKinds lists every kind, lips first, as a panel shows them.
func MakeupKinds() []MakeupKind {
	return []MakeupKind{MakeupLips, MakeupBlush, MakeupShadow, MakeupLiner, MakeupBrows, MakeupLenses}
}

func (k MakeupKind) valid() bool { return k >= 0 && k < makeupKinds }

// String is the kind's name, such as "lips".
func (k MakeupKind) String() string {
	if !k.valid() {
		return fmt.Sprintf("MakeupKind(%d)", int(k))
	}
	return makeupNames[k]
}

// ParamID is the id of the kind's strength in Chain.Set, such as "makeup.lips".
func (k MakeupKind) ParamID() string { return "makeup." + k.String() }

// RGB is an sRGB colour. As text it is "#rrggbb".
type RGB struct{ R, G, B uint8 }

// MarshalText gives "#rrggbb".
func (c RGB) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "#%02x%02x%02x", c.R, c.G, c.B), nil
}

// UnmarshalText reads "#rrggbb".
func (c *RGB) UnmarshalText(text []byte) error {
	var b [3]byte
	if len(text) != 7 || text[0] != '#' {
		return fmt.Errorf("beauty: colour %q is not #rrggbb", text)
	}
	if _, err := hex.Decode(b[:], text[1:]); err != nil {
		return fmt.Errorf("beauty: colour %q is not #rrggbb: %w", text, err)
	}
	*c = RGB{b[0], b[1], b[2]}
	return nil
}

// Form is how a look is laid on. What a form means depends on the kind:
//
//	         FormPlain        FormSoft               FormBold
//	lips     even             stronger inside        even, with gloss
//	blush    on the cheeks    lifted to the temples  across the nose
//	shadow   lid to crease    close to the lashes    up to the brow, smoky
//	liner    fine line        smudged line           wing
//	brows    as they are      powdered               defined
//	lenses   natural          soft ring              large, dark ring
type Form int

// The forms.
const (
	FormPlain Form = iota
	FormSoft
	FormBold
	forms = 3
)

// Look is a colour and the way it is laid on.
type Look struct {
	// Name is the preset's name, such as "rose", or CustomLook's "custom".
	Name string `json:"name"`
	// Color is the pigment. Second goes with it: the crease of a shadow, the
	// ring of a lens; other kinds do not use it. A zero Second is a darker Color.
	Color  RGB `json:"color"`
	Second RGB `json:"second,omitzero"`
	// Form is FormPlain, FormSoft or FormBold.
	Form Form `json:"form,omitempty"`
}

// LabelKey is the text key of a preset's label for kind k, in the app's locales.
func (l Look) LabelKey(k MakeupKind) string { return "beauty." + k.ParamID() + "." + l.Name }

// CustomLook is a look in a freely chosen colour.
func CustomLook(c RGB, form Form) Look { return Look{Name: "custom", Color: c, Form: form} }

// LookNamed finds a preset of kind k by name.
func LookNamed(k MakeupKind, name string) (Look, bool) {
	if k.valid() {
		for _, l := range presets[k] {
			if l.Name == name {
				return l, true
			}
		}
	}
	return Look{}, false
}

// MakeupLooks lists the presets of kind k; the first is the default. The slice is
// the caller's own.
func MakeupLooks(k MakeupKind) []Look {
	if !k.valid() {
		return nil
	}
	return slices.Clone(presets[k])
}

// settle gives a look its defaults: the zero Look is the first preset, an unknown
// form the plain one.
func (l Look) settle(k MakeupKind) Look {
	if l == (Look{}) {
		return presets[k][0]
	}
	if l.Form < 0 || l.Form >= forms {
		l.Form = FormPlain
	}
	return l
}

// second is Second, or what it is by default.
func (l Look) second() RGB {
	if l.Second == (RGB{}) {
		return RGB{l.Color.R / 2, l.Color.G / 2, l.Color.B / 2}
	}
	return l.Second
}

// SetMakeup chooses how makeup of kind k looks and how strong it is, 0 (none) to
// 1, and returns the strength applied. The zero Look is the kind's first preset.
// An unknown kind changes nothing and returns 0.
func (c *Chain) SetMakeup(k MakeupKind, look Look, strength float32) float32 {
	if !k.valid() {
		return 0
	}
	s := slotMakeup + slot(k)
	v := c.bySlot[s].clamp(strength)
	c.change(func(n *settings) {
		n.values[s] = v
		n.makeup[k] = look.settle(k)
	})
	return v
}

// Makeup tells the look and the strength of kind k, as applied.
func (c *Chain) Makeup(k MakeupKind) (Look, float32) {
	if !k.valid() {
		return Look{}, 0
	}
	s := c.now.Load()
	return s.makeup[k].settle(k), s.values[slotMakeup+slot(k)]
}
