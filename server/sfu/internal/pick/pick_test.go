package pick

import (
	"slices"
	"testing"
	"time"
)

func three() []Layer {
	return []Layer{{1280, 720, 900_000, true}, {640, 360, 300_000, true}, {320, 180, 100_000, true}}
}

// without is three layers of which some do not come in.
func without(gone ...int) []Layer {
	l := three()
	for _, i := range gone {
		l[i].Live = false
	}
	return l
}

func TestNext(t *testing.T) {
	unmeasured := three()
	unmeasured[0].BitRate, unmeasured[1].BitRate = 0, 0
	long := time.Minute
	for name, c := range map[string]struct {
		ask  Ask
		to   int
		why  Why
		goal int
	}{
		"nothing is known of the line":    {Ask{Layers: three(), At: None}, 0, Best, 0},
		"it carries all":                  {Ask{Layers: three(), Rate: 5_000_000, At: 1, Since: long}, 0, Best, 0},
		"it carries the middle":           {Ask{Layers: three(), Rate: 500_000, At: None, Since: long}, 1, Line, 990_000},
		"it carries the least":            {Ask{Layers: three(), Rate: 200_000, At: None, Since: long}, 2, Line, 330_000},
		"a little less than now needed":   {Ask{Layers: three(), Rate: 290_000, At: 1, Since: long}, 1, Line, 990_000},
		"less":                            {Ask{Layers: three(), Rate: 270_000, At: 1, Since: 0}, 2, Line, 330_000},
		"enough for now, not to go up":    {Ask{Layers: three(), Rate: 310_000, At: 2, Since: long}, 2, Line, 330_000},
		"enough to go up":                 {Ask{Layers: three(), Rate: 340_000, At: 2, Since: long}, 1, Line, 990_000},
		"but not so soon":                 {Ask{Layers: three(), Rate: 340_000, At: 2, Since: rest / 2}, 2, Line, 330_000},
		"the least suffers longest":       {Ask{Layers: three(), Rate: 80_000, At: 2, Since: long}, 2, Line, 330_000},
		"nothing fits":                    {Ask{Layers: three(), Rate: 70_000, At: 2, Since: long}, None, Line, 110_000},
		"nothing fits yet":                {Ask{Layers: three(), Rate: 100_000, At: None, Since: rest}, None, Line, 110_000},
		"it fits again":                   {Ask{Layers: three(), Rate: 115_000, At: None, Since: long}, 2, Line, 330_000},
		"nothing fits for long":           {Ask{Layers: three(), Rate: 70_000, At: None, Since: dare}, 2, Line, 330_000},
		"nothing fits at first":           {Ask{Layers: three()[:1], Rate: 500_000, At: None, Since: long, First: true}, 0, Best, 0},
		"its layer is taken away":         {Ask{Layers: without(1, 2), Rate: 400_000, At: 1, Since: long}, 0, Best, 0},
		"and the line is being judged":    {Ask{Layers: without(1, 2), Rate: 400_000, At: 0, Since: rest}, 0, Best, 0},
		"and does not carry it":           {Ask{Layers: without(1, 2), Rate: 400_000, At: 0, Since: trial}, None, Line, 990_000},
		"its layer is, and a lesser fits": {Ask{Layers: without(1), Rate: 400_000, At: 1, Since: long}, 2, Line, 990_000},
		"not measured is not taken":       {Ask{Layers: unmeasured, Rate: 5_000_000, At: None, Since: long}, 2, Line, 0},
		"a small tile":                    {Ask{Layers: three(), Width: 320, Height: 180, Rate: 5_000_000, At: 0, Since: long}, 2, Tile, 0},
		"a little larger than a layer":    {Ask{Layers: three(), Width: 700, Height: 400, At: 0}, 1, Tile, 0},
		"much larger":                     {Ask{Layers: three(), Width: 960, Height: 540, At: 1}, 0, Best, 0},
		"a wide tile, limited by height":  {Ask{Layers: three(), Width: 1500, Height: 180, At: 0}, 2, Tile, 0},
		"a tile and a line":               {Ask{Layers: three(), Width: 640, Height: 360, Rate: 200_000, At: 2, Since: long}, 2, Line, 330_000},
		"hidden":                          {Ask{Layers: three(), Hidden: true, Lines: 720, At: 0}, None, Hidden, 0},
		"the sound alone":                 {Ask{Layers: three(), Sound: true, At: 0}, None, Chosen, 0},
		"so many lines":                   {Ask{Layers: three(), Lines: 400, Rate: 1, At: 0}, 1, Chosen, 0},
		"fewer than any has":              {Ask{Layers: three(), Lines: 90, At: 0}, 2, Chosen, 0},
		"more than any has":               {Ask{Layers: three(), Lines: 1080, At: 0}, 0, Best, 0},
		"the best rests":                  {Ask{Layers: without(0), Rate: 5_000_000, At: 0, Since: long}, 1, Source, 0},
		"the middle rests":                {Ask{Layers: without(1), Rate: 500_000, At: 2, Since: long}, 2, Line, 990_000},
		"a tile whose layer rests":        {Ask{Layers: without(2), Width: 320, Height: 180, At: 2}, 1, Tile, 0},
		"all rest":                        {Ask{Layers: without(0, 1, 2), Rate: 1, At: 1}, 1, Best, 0},
		"none has come":                   {Ask{Layers: without(0, 1, 2), At: None}, 2, Best, 0},
		"the only layer, on any line":     {Ask{Layers: three()[:1], At: None}, 0, Best, 0},
		"the only layer, in a small tile": {Ask{Layers: three()[:1], Width: 100, Height: 50, At: 0}, 0, Best, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if to, why, goal := next(c.ask); to != c.to || why != c.why || goal != c.goal {
				t.Errorf("layer %d because of %d, goal %d; want %d, %d, %d", to, why, goal, c.to, c.why, c.goal)
			}
		})
	}
}

func TestRank(t *testing.T) {
	l := three()
	mixed := []Layer{l[2], l[0], l[1]}
	if got := Rank(mixed); !slices.Equal(got, []int{1, 2, 0}) {
		t.Errorf("by height: %v", got)
	}
	mixed[1].BitRate, mixed[2].Height = 50_000, 0 // one height is missing
	if got := Rank(mixed); !slices.Equal(got, []int{2, 0, 1}) {
		t.Errorf("by bit rate: %v", got)
	}
}
