package motion

import (
	"maps"
	"slices"
	"strings"
)

// Anchor is a point of the face: the mean of landmarks, moved by Up towards the
// top of the head (in heights of the face, hairline to chin).
type Anchor struct {
	// Name is how the template called it; "" for landmark numbers.
	Name string
	// Landmarks are numbers of the 478-point mesh of package face.
	Landmarks []uint16
	Up        float32
}

const landmarks = 478

// named are the anchors with names. Left and right are the person's own.
var named = map[string]Anchor{
	"leftEye":       {Landmarks: []uint16{263, 362}},
	"rightEye":      {Landmarks: []uint16{33, 133}},
	"eyes":          {Landmarks: []uint16{33, 133, 263, 362}},
	"leftBrow":      {Landmarks: []uint16{334, 282}},
	"rightBrow":     {Landmarks: []uint16{105, 52}},
	"noseBridge":    {Landmarks: []uint16{6}},
	"noseTip":       {Landmarks: []uint16{4}},
	"mouth":         {Landmarks: []uint16{13, 14}},
	"upperLip":      {Landmarks: []uint16{0}},
	"lowerLip":      {Landmarks: []uint16{17}},
	"chin":          {Landmarks: []uint16{152}},
	"leftCheek":     {Landmarks: []uint16{280, 425}},
	"rightCheek":    {Landmarks: []uint16{50, 205}},
	"leftEar":       {Landmarks: []uint16{454}},
	"rightEar":      {Landmarks: []uint16{234}},
	"foreheadTop":   {Landmarks: []uint16{10}},
	"forehead":      {Landmarks: []uint16{151}},
	"headTop":       {Landmarks: []uint16{10}, Up: 0.22},
	"leftHeadTop":   {Landmarks: []uint16{297, 332}, Up: 0.16},
	"rightHeadTop":  {Landmarks: []uint16{67, 103}, Up: 0.16},
	"faceMiddle":    {Landmarks: []uint16{234, 454, 10, 152}},
	"leftShoulder":  {Landmarks: []uint16{454, 152}, Up: -0.7},
	"rightShoulder": {Landmarks: []uint16{234, 152}, Up: -0.7},
}

// anchorNames lists the named anchors, sorted.
func anchorNames() []string { return slices.Sorted(maps.Keys(named)) }

// anchor reads a name, a landmark number or a list of numbers.
func (r *reader) anchor(name, missing string) Anchor {
	n := r.get(name)
	if n == nil {
		a := named[missing]
		a.Name = missing
		return a
	}
	if s, ok := n.value.(string); ok {
		a, known := named[s]
		if !known {
			r.fail(n.line, "there is no anchor %q; the anchors are %s", s, strings.Join(anchorNames(), ", "))
		}
		a.Name = s
		return a
	}
	items := n.items
	if n.kind == scalar {
		items = []*node{n}
	}
	if n.kind == object || len(items) == 0 || len(items) > 16 {
		r.fail(n.line, "%q must be a name, a landmark's number or up to 16 numbers", name)
		return Anchor{}
	}
	var a Anchor
	for _, item := range items {
		v := r.numberOf(item, name, 0, landmarks-1)
		if v != float64(int(v)) {
			r.fail(item.line, "a landmark's number is a whole number")
		}
		a.Landmarks = append(a.Landmarks, uint16(v))
	}
	return a
}
