package beauty

import (
	"onair/beauty/pixel"
)

// ParamKind says what control fits a parameter.
type ParamKind int

const (
	// Level is a number on a slider.
	Level ParamKind = iota + 1
	// Switch is on (1) or off (0).
	Switch
	// Choice is one of Param.Choices, the value is the index.
	Choice
)

// Param describes one value of a filter: everything a panel needs to draw a
// control for it and to reset it.
type Param struct {
	// ID names the parameter in Chain.Set and in saved settings, such as
	// "smooth".
	ID string
	// LabelKey is the key of the text to show, in the app's locales.
	LabelKey string
	Kind     ParamKind
	// Min, Max and Default are in the parameter's own unit; Step is the
	// smallest step a slider should make. Values between steps are accepted.
	Min, Max, Default, Step float32
	// Choices holds the label key of each choice, index by index.
	Choices []string

	slot slot
}

// FilterInfo describes one filter of a chain.
type FilterInfo struct {
	ID       string
	LabelKey string
	Params   []Param
	// Table reports that the filter also takes a colour table (Chain.SetFilter).
	Table bool
}

// levelParam describes a 0..9 level that is off by default.
func levelParam(id, key string, k slot) Param {
	return Param{ID: id, LabelKey: key, Kind: Level, Max: maxLevel, Step: 1, slot: k}
}

// filter is one stage of a chain. active is asked before each frame; apply
// changes f in place and runs only while active.
type filter interface {
	info() FilterInfo
	active(s *settings) bool
	apply(w *work, f *pixel.Frame, s *settings)
}
