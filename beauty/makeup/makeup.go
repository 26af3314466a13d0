// Package makeup has the looks of makeup and paints them on faces: lips, cheeks,
// lids, brows, irises.
package makeup

import (
	"encoding/hex"
	"fmt"
	"slices"
)

// Kind is what a look is for. Its strength is the parameter ParamID, 0..1.
type Kind int

// The kinds, in the order they are painted.
const (
	Hair Kind = iota
	Contour
	Blush
	Highlight
	Shadow
	Liner
	Lashes
	Brows
	Lenses
	Lips
	Count = 10
)

var makeupNames = [Count]string{"hair", "contour", "blush", "highlight", "shadow", "liner", "lashes", "brows", "lenses", "lips"}

// Kinds lists every kind, lips first, as a panel shows them.
func Kinds() []Kind {
	return []Kind{Lips, Blush, Contour, Highlight, Shadow, Liner, Lashes, Brows, Lenses, Hair}
}

// Valid reports whether there is such a kind.
func (k Kind) Valid() bool { return k >= 0 && k < Count }

// String is the kind's name, such as "lips".
func (k Kind) String() string {
	if !k.Valid() {
		return fmt.Sprintf("MakeupKind(%d)", int(k))
	}
	return makeupNames[k]
}

// ParamID is the id of the kind's strength in Chain.Set, such as "makeup.lips".
func (k Kind) ParamID() string { return "makeup." + k.String() }

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
//	           FormPlain        FormSoft               FormBold
//	lips       even             stronger inside        even, with gloss
//	blush      on the cheeks    lifted to the temples  across the nose
//	contour    cheeks and nose  hollows of the cheeks  temples and jaw, too
//	highlight  cheeks and nose  cheekbones             forehead and chin, too
//	shadow     lid to crease    close to the lashes    up to the brow, smoky
//	liner      fine line        smudged line           wing
//	lashes     natural          short                  long, below the eye, too
//	brows      as they are      powdered               defined
//	lenses     natural          soft ring              large, dark ring
//	hair       tint             a breath of it         dye
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
	// Name is the preset's name, such as "rose", or Custom's "custom".
	Name string `json:"name"`
	// Color is the pigment. Second goes with it: the crease of a shadow, the
	// ring of a lens; other kinds do not use it. A zero Second is a darker Color.
	Color  RGB `json:"color"`
	Second RGB `json:"second,omitzero"`
	// Form is FormPlain, FormSoft or FormBold.
	Form Form `json:"form,omitempty"`
}

// LabelKey is the text key of a preset's label for kind k, in the app's locales.
func (l Look) LabelKey(k Kind) string { return "beauty." + k.ParamID() + "." + l.Name }

// Custom is a look in a freely chosen colour.
func Custom(c RGB, form Form) Look { return Look{Name: "custom", Color: c, Form: form} }

// Named finds a preset of kind k by name.
func Named(k Kind, name string) (Look, bool) {
	if k.Valid() {
		for _, l := range presets[k] {
			if l.Name == name {
				return l, true
			}
		}
	}
	return Look{}, false
}

// Looks lists the presets of kind k; the first is the default. The slice is
// the caller's own.
func Looks(k Kind) []Look {
	if !k.Valid() {
		return nil
	}
	return slices.Clone(presets[k])
}

// Settle gives a look its defaults: the zero Look is the first preset, an unknown
// form the plain one.
func (l Look) Settle(k Kind) Look {
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
