package viewtest

import (
	"onair/app/model"
	"onair/views/panel/beauty"
)

// ManyLooks has as much makeup as the program has.
func ManyLooks(s *model.State) {
	looks := s.Beauty.Makeup[0].Looks
	s.Beauty.Makeup = nil
	for _, m := range []string{"lips", "blush", "brows", "shadow", "liner", "lenses"} {
		s.Beauty.Makeup = append(s.Beauty.Makeup, model.Makeup{ID: "makeup." + m, Looks: append(looks, looks...)})
	}
}

// SlidersInView fails the test where a tab of the beauty panel shows too few sliders.
func (h *Harness) SlidersInView(p *beauty.Panel) {
	h.t.Helper()
	for _, tab := range []model.BeautyTab{model.TabSkin, model.TabShape, model.TabMakeup} {
		p.Choose(tab)
		n := 0
		for _, r := range p.Rows {
			if r.Slider == nil {
				continue
			}
			if part, whole, found := Seen(h.Root(), r.Slider); found && part.Height >= whole.Height-1 && part.Width > 0 {
				n++
			}
		}
		if n < 3 {
			h.t.Errorf("%s: %d sliders are in view", tab, n)
		}
	}
}
