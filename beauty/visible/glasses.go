package visible

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// glasses are found by the edges of their bridge, which crosses the nose where nothing
// else does. Without one, thin dark lines are lashes and wrinkles.
type glasses struct {
	sure float32
	on   bool
}

// Shares of the skin's luma.
const (
	bridgeLeast  = .10 // by which the bridge differs from the nose above and below it
	bridgeFull   = .22
	rimLeast     = .09 // by which a rim differs from the skin around it
	rimFull      = .2
	glassesTake  = .3 // seconds over which they are found
	glassesFrom  = .6
	glassesTo    = .3
	bridgeWidth  = 2  // nodes each way of the nose's middle that are looked at
	bridgeApart  = 4  // nodes from the bridge to the nose above and below
	lensDark     = .5 // of the skin's luma: below, it is a dark glass
	rimReach     = 3
	rimPale      = .8 // of how far that is for rims brighter than the skin
	betweenBrows = 9
	noseMiddle   = 5
	noseTop      = 6
)

// find looks for glasses, and marks their frames.
func (g *glasses) find(s *scratch, k *Face, dt float32) {
	part := share(dt, glassesTake)
	if !k.began {
		part = 1
	}
	g.sure += (s.bridge(k) - g.sure) * part
	if g.on && g.sure < glassesTo {
		g.on = false
	} else if !g.on && g.sure > glassesFrom {
		g.on = true
	}
	if g.on {
		s.rims(k)
	}
}

// bridge is how surely something crosses the nose between the eyes.
func (s *scratch) bridge(k *Face) float32 {
	top := k.grid.node(outline.Landmark(&k.last, betweenBrows))
	low := k.grid.node(outline.Landmark(&k.last, noseMiddle))
	if !(top.Y >= 1 && low.Y < high-1 && low.Y-top.Y > 2*bridgeApart && min(top.X, low.X) > 2*bridgeWidth && max(top.X, low.X) < wide-2*bridgeWidth) {
		return 0
	}
	var line [high]float32
	y0, y1 := int(top.Y), int(low.Y)
	for y := y0; y <= y1; y++ {
		x := int(top.X + (low.X-top.X)*float32(y-y0)/float32(y1-y0) + .5)
		sum := 0
		for i := x - bridgeWidth; i <= x+bridgeWidth; i++ {
			sum += int(s.y[y*wide+i]) - 16
		}
		line[y] = float32(sum) / (2*bridgeWidth + 1)
	}
	best := float32(0)
	for y := y0 + bridgeApart; y <= y1-bridgeApart; y++ {
		v := (line[y-1] + line[y] + line[y+1]) / 3
		v = min(v, line[y])
		a, b := line[y-bridgeApart], line[y+bridgeApart]
		around := max(min(a, b), 8)
		dip := (around - v) / around
		best = max(best, dip, .8*(line[y]-max(a, b))/max(a, b, 8))
	}
	return pixel.Ease(bridgeLeast, bridgeFull, best)
}

// rims marks lines around the eyes that differ from what is on both their sides. Brows are
// such lines themselves.
func (s *scratch) rims(k *Face) {
	top := int(k.grid.node(outline.Landmark(&k.last, betweenBrows)).Y) - 6
	low := int(k.grid.node(outline.Landmark(&k.last, noseMiddle)).Y) + 4
	top, low = max(top, rimReach), min(low, high-1-rimReach)
	// Each half has its own light.
	middle := int(k.grid.node(outline.Landmark(&k.last, noseTop)).X)
	lenses := [2]int{int(lensDark * min(k.tones.all.y, k.tones.half[0].y)), int(lensDark * min(k.tones.all.y, k.tones.half[1].y))}
	for j := top; j <= low; j++ {
		for i := j*wide + rimReach; i < (j+1)*wide-rimReach; i++ {
			if s.kind[i] != skinKind {
				continue
			}
			v := int(s.y[i]) - 16
			up, down, right, left := s.beside(i, -rimReach*wide), s.beside(i, rimReach*wide), s.beside(i, -rimReach), s.beside(i, rimReach)
			dark := max(min(up, down), min(right, left))
			light := min(max(up, down), max(right, left))
			d := max(float32(dark-v)/float32(max(dark, 8)), rimPale*float32(v-light)/float32(max(light, 8)))
			if v < lenses[bit(i%wide > middle)] {
				d = rimFull
			}
			s.odd[i] = max(s.odd[i], uint8(255*pixel.Ease(rimLeast, rimFull, d)))
		}
	}
}

// beside is the luma above black beside a node; what is not the face's there is as the
// node itself.
func (s *scratch) beside(i, step int) int {
	if s.kind[i+step] == outside {
		return int(s.y[i]) - 16
	}
	return int(s.y[i+step]) - 16
}
