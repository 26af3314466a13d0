package beauty

import (
	"fmt"
	"math"

	"onair/beauty/grade"
	"onair/beauty/makeup"
	"onair/beauty/motion"
	"onair/beauty/shape"
)

// slot is a parameter's place in a snapshot of settings.
type slot int

const (
	slotDenoise slot = iota
	slotAutoDenoise
	slotAutoLight
	slotExposure
	slotContrast
	slotSaturation
	slotWarmth
	slotLift
	slotStyle
	slotSmooth
	slotEvenRedness
	slotSharpness
	slotWhiteness
	slotTone
	slotRuddy
	slotTable
	slotFraming
	slotMirror
	slotBackBlur
	slotScreenSimilarity
	slotScreenSmoothness
	slotScreenSpill
	slotEyeLighten
	slotToothWhiten
	slotWrinkleRemove
	slotPouchRemove
	slotSmileLinesRemove
	slotBlemishRemove
	slotFaceShape
	slotShape // the first of reshape's levels, the others follow: the last entry of this list

	slotMakeup = slotShape + shape.Count // likewise for the kinds of makeup
	slotCount  = slotMakeup + makeup.Count
)

// settings is a snapshot of every value of a chain. It is never changed once
// published: a setter publishes a changed copy.
type settings struct {
	values [slotCount]float32
	lut    *grade.LUT
	back   backs
	makeup [makeup.Count]makeup.Look

	motion     *motion.Template
	motionMute bool
	texture    *motion.Picture // makeup of the user's own
}

// on reports whether a value differs from zero.
func (s *settings) on(k slot) bool { return s.values[k] != 0 }

// level is a 0..9 value as a share of 0..1.
func (s *settings) level(k slot) float32 { return s.values[k] / maxLevel }

// maxLevel is the top of TXBeautyManager's level scale.
const maxLevel = 9

// clamp brings v into the range of p. What is not a number becomes the default;
// switches and choices become whole.
func (p *Param) clamp(v float32) float32 {
	if v != v {
		return p.Default
	}
	v = min(max(v, p.Min), p.Max)
	if p.Kind != Level {
		v = float32(math.Round(float64(v)))
	}
	return v
}

// UnknownParamError is returned for a parameter the chain does not have.
type UnknownParamError struct{ ID string }

func (e *UnknownParamError) Error() string {
	return fmt.Sprintf("beauty: no parameter %q", e.ID)
}
