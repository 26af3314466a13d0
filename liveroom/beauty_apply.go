package liveroom

import (
	"slices"
	"strings"

	"onair/liveroom/internal/looks"
)

// UnknownSettings is the cause (errors.As) when Apply or Import left something
// out. A type of ours.
type UnknownSettings struct {
	// Names are what was left out, such as "values.glow" or "makeup.lips.form",
	// sorted.
	Names []string
}

// Error implements error.
func (u *UnknownSettings) Error() string { return "left out: " + strings.Join(u.Names, ", ") }

// Apply sets what s holds; what it does not speak of stays. Numbers out of
// range are moved into it. Unknown ids, kinds, looks and forms (of a newer
// version, say) are left out and named by the error, CodeBadArgument with an
// *UnknownSettings, while the rest counts. A call of ours.
func (b *BeautyManager) Apply(s BeautySettings) error {
	set := func(id string, v float32) error {
		_, err := b.Set(id, v)
		return err
	}
	unknown := append(looks.Apply(b.camera.Chain, set, looks.Settings{Values: s.Values, Makeup: s.Makeup}), s.unknown...)
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	err := &UnknownSettings{Names: unknown}
	return &Error{Code: CodeBadArgument, Op: "BeautyManager.Apply", Desc: "not everything is known here; " + err.Error(), Err: err}
}
