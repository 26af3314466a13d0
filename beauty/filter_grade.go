package beauty

import (
	"math"

	"onair/beauty/grade"
	"onair/beauty/pixel"
)

// grading puts the chosen colour table over the whole picture. The strength is
// the table's share; 0, or no table, leaves the picture alone.
type grading struct{}

func (grading) info() FilterInfo {
	return FilterInfo{
		ID: "filter", LabelKey: "beauty.group.filter", Table: true,
		Params: []Param{{
			ID: "strength", LabelKey: "beauty.strength", Kind: Level,
			Max: 1, Step: 0.05, Default: 0.5, slot: slotTable,
		}},
	}
}

func (grading) active(s *settings) bool { return s.lut != nil && s.on(slotTable) }

func (grading) apply(w *work, f *pixel.Frame, s *settings) {
	strength := int(math.Round(float64(s.values[slotTable]) * 256))
	w.grading = gradeRows{f, s.lut, strength}
	w.halves.Run(f.Cb.H, 1, w.gradePart)
}

// gradeRows is a table to be laid over rows of chroma.
type gradeRows struct {
	f        *pixel.Frame
	lut      *grade.LUT
	strength int
}

func (g *gradeRows) part(_, from, to int) {
	part := g.f.Strip(from, to)
	g.lut.Apply(&part, g.strength)
}
