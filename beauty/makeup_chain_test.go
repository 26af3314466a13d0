package beauty

import (
	"encoding/json"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/makeup"
	"onair/beauty/pixel/pixeltest"
)

func TestMakeupDoesNotAllocate(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
	for _, k := range makeup.Kinds() {
		c.SetMakeup(k, makeup.Look{}, 0.5)
	}
	if n := testing.AllocsPerRun(10, func() { c.Process(f) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func TestSetMakeupTellsWhatItApplied(t *testing.T) {
	c := NewChain()
	for _, k := range makeup.Kinds() {
		if got := c.SetMakeup(k, makeup.Look{}, 7); got != 1 {
			t.Errorf("%v: applied %v", k, got)
		}
		if l, v := c.Makeup(k); v != 1 || l != makeup.Looks(k)[0] {
			t.Errorf("%v is %+v, %v", k, l, v)
		}
		custom := makeup.Custom(makeup.RGB{R: 1, G: 2, B: 3}, 99)
		c.SetMakeup(k, custom, 0.5)
		if l, v := c.Makeup(k); v != 0.5 || l.Name != "custom" || l.Form != makeup.FormPlain || l.Color != custom.Color {
			t.Errorf("%v is %+v, %v", k, l, v)
		}
		if v, err := c.Value(k.ParamID()); v != 0.5 || err != nil {
			t.Errorf("%s is %v, %v", k.ParamID(), v, err)
		}
		seen := map[string]bool{}
		for _, l := range makeup.Looks(k) {
			found, ok := makeup.Named(k, l.Name)
			if seen[l.Name] || !ok || found != l || l.Color == (makeup.RGB{}) {
				t.Errorf("%v: preset %+v", k, l)
			}
			seen[l.Name] = true
			text, err := json.Marshal(l)
			var back makeup.Look
			if err != nil || json.Unmarshal(text, &back) != nil || back != l {
				t.Errorf("%v: %s came back as %+v", k, text, back)
			}
		}
		if n := len(makeup.Looks(k)); n < 3 || n > 6 {
			t.Errorf("%v has %d presets", k, n)
		}
	}
	if got := c.SetMakeup(makeup.Kind(makeup.Count), makeup.Look{}, 1); got != 0 {
		t.Errorf("an unknown kind applied %v", got)
	}
	c.Reset()
	for _, k := range makeup.Kinds() {
		if l, v := c.Makeup(k); v != 0 || l != makeup.Looks(k)[0] {
			t.Errorf("%v is %+v, %v after Reset", k, l, v)
		}
	}
	var rgb makeup.RGB
	for _, bad := range []string{"", "#12345", "123456", "#12345g", "#1234567"} {
		if rgb.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken for a colour", bad)
		}
	}
}
