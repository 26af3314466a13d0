package beauty

import (
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"onair/beauty/pixel/pixeltest"
	"onair/beauty/skin"
)

func TestSettersClampAndTellWhatTheyApplied(t *testing.T) {
	c := NewChain()
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, set := range []struct {
		name string
		id   string
		call func(float32) float32
		top  float32
		nan  float32
	}{
		{"smooth", "smooth", c.SetSmooth, 9, 0},
		{"whiteness", "whiteness", c.SetWhiteness, 9, 0},
		{"ruddy", "ruddy", c.SetRuddy, 9, 0},
		{"strength", "strength", c.SetFilterStrength, 1, 0.5},
	} {
		for _, v := range []struct{ in, want float32 }{
			{0, 0}, {set.top, set.top}, {set.top / 3, set.top / 3}, {-1, 0}, {set.top + 1, set.top},
			{inf, set.top}, {-inf, 0}, {nan, set.nan},
		} {
			got := set.call(v.in)
			kept, err := c.Value(set.id)
			if got != v.want || kept != v.want || err != nil {
				t.Errorf("%s(%v) applied %v, keeps %v (%v), want %v", set.name, v.in, got, kept, err, v.want)
			}
		}
	}
	for in, want := range map[skin.Style]skin.Style{-5: skin.StyleSmooth, 0: skin.StyleSmooth, 1: skin.StyleNature, 2: skin.StylePitu, 3: skin.StylePitu, 1 << 40: skin.StylePitu} {
		if got := c.SetStyle(in); got != want {
			t.Errorf("SetStyle(%d) applied %d, want %d", in, got, want)
		}
	}
}

func TestEveryDescribedParameterCanBeSet(t *testing.T) {
	c := NewChain()
	seen := map[string]bool{}
	for _, f := range c.Filters() {
		if f.ID == "" || f.LabelKey == "" {
			t.Errorf("filter without a name: %+v", f)
		}
		for _, p := range f.Params {
			if seen[p.ID] || p.LabelKey == "" || p.Step <= 0 || p.Min >= p.Max || p.Default < p.Min || p.Default > p.Max {
				t.Errorf("bad description: %+v", p)
			}
			if p.Kind == Choice && len(p.Choices) != int(p.Max-p.Min)+1 {
				t.Errorf("%s: %d choices for %v..%v", p.ID, len(p.Choices), p.Min, p.Max)
			}
			seen[p.ID] = true
			if v, err := c.Value(p.ID); v != p.Default || err != nil {
				t.Errorf("%s starts at %v (%v), described as %v", p.ID, v, err, p.Default)
			}
			if v, err := c.Set(p.ID, p.Max+1); v != p.Max || err != nil {
				t.Errorf("%s: applied %v (%v), want %v", p.ID, v, err, p.Max)
			}
		}
	}
	c.Reset()
	for _, f := range c.Filters() {
		for _, p := range f.Params {
			if v, _ := c.Value(p.ID); v != p.Default {
				t.Errorf("%s is %v after Reset, want %v", p.ID, v, p.Default)
			}
		}
	}
	var unknown *UnknownParamError
	if _, err := c.Set("nose.level", 1); !errors.As(err, &unknown) || unknown.ID != "nose.level" {
		t.Errorf("unknown parameter: %v", err)
	}
}

func TestFiltersAreTheCallersOwn(t *testing.T) {
	c := NewChain()
	smooth := func() FilterInfo {
		list := c.Filters()
		return list[slices.IndexFunc(list, func(f FilterInfo) bool { return f.ID == "smooth" })]
	}
	smooth().Params[0].Choices[0] = "spoilt"
	smooth().Params[1].Max = 99
	if f := smooth(); f.Params[0].Choices[0] == "spoilt" || f.Params[1].Max != 9 {
		t.Error("a caller changed the chain's description")
	}
	if got := c.SetSmooth(50); got != 9 {
		t.Errorf("applied %v", got)
	}
}

// TestManySettersAtOnce is for the race detector, and shows that no
// setter's value gets lost to another's.
func TestManySettersAtOnce(t *testing.T) {
	c := NewChain()
	lut := testLUT()
	var wg sync.WaitGroup
	for _, turn := range []func(i int){
		func(i int) { c.SetSmooth(float32(i % 10)) },
		func(i int) { c.SetWhiteness(float32(i % 10)) },
		func(i int) { c.SetRuddy(float32(i % 10)) },
		func(i int) { c.SetStyle(skin.Style(i % 3)); c.SetMirror(i%2 == 1) },
		func(i int) { c.SetFilter(lut); c.SetFilterStrength(float32(i%10) / 9) },
	} {
		wg.Go(func() {
			for i := range 100 {
				turn(i)
			}
		})
	}
	f := pixeltest.Noisy(66, 50, 0)
	for range 50 {
		c.Process(f)
	}
	wg.Wait()
	for id, want := range map[string]float32{
		"smooth": 9, "whiteness": 9, "ruddy": 9, "style": 0, "mirror": 1, "strength": 1,
	} {
		if got, _ := c.Value(id); got != want {
			t.Errorf("%s is %v, last set to %v", id, got, want)
		}
	}
}
