package shape

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// lipMove makes lips thicker or thinner. Each lip is stretched away from the line
// on which it meets the other, or the open mouth; that line and the mouth's
// corners stay.
type lipMove struct {
	x, y, ux, uy float32 // middle of the corners, axis from corner to corner
	half         float32 // of the mouth's width
	upper, lower lip
	stretch      float32 // share; < 0: thinner
}

// lip is one lip: its inner line goes through bend at the middle of the mouth and
// through 0 at the corners.
type lip struct{ bend, thick, reach float32 }

func (l *lipMove) measure(f *face.Face, stretch float32) {
	p := &f.Points
	a := outline.Along(p[61], p[291])
	nose, chin := a.Local(p[2]), a.Local(p[152])
	line := func(k int) float32 { return a.Local(p[k]).V }
	*l = lipMove{
		x: a.X, y: a.Y, ux: a.UX, uy: a.UY,
		half:    max(outline.Distance(p[61], p[291])/2, 1),
		stretch: stretch,
	}
	least := 0.05 * l.half
	l.upper = lip{bend: line(13), thick: max(line(13)-line(0), least)}
	l.upper.reach = max(l.upper.thick+0.75*(line(0)-nose.V), 1.5*l.upper.thick)
	l.lower = lip{bend: line(14), thick: max(line(17)-line(14), least)}
	l.lower.reach = max(l.lower.thick+0.5*(chin.V-line(17)), 1.5*l.lower.thick)
}

func (l *lipMove) bounds() box {
	a := outline.Axes{X: l.x, Y: l.y, UX: l.ux, UY: l.uy}
	up, down := min(l.upper.bend, 0)-l.upper.reach, max(l.lower.bend, 0)+l.lower.reach
	b := emptyBox()
	for _, s := range [...]float32{-lipSide, lipSide} {
		for _, v := range [...]float32{up, down} {
			p := a.Point(s*l.half, v)
			b.point(p.X, p.Y)
		}
	}
	return b
}

func (l *lipMove) most() float32 {
	return max(l.stretch, -l.stretch) * max(l.upper.reach, l.lower.reach)
}

// lipSide is how far to the side lips are stretched, in halves of the mouth.
const lipSide = 1.08

func (l *lipMove) from(x, y float32) (float32, float32) {
	dx, dy := x-l.x, y-l.y
	u, v := (dx*l.ux+dy*l.uy)/l.half, dy*l.ux-dx*l.uy
	side := max(u, -u)
	if side >= lipSide {
		return x, y
	}
	arch := max(1-u*u, 0)
	one, d := &l.upper, l.upper.bend*arch-v
	sign := float32(-1)
	if low := v - l.lower.bend*arch; low > 0 {
		one, d, sign = &l.lower, low, 1
	}
	if d <= 0 || d >= one.reach {
		return x, y
	}
	k := l.stretch * pixel.Smoothstep((lipSide-side)/(lipSide-0.45))
	if d > one.thick {
		k *= pixel.Smoothstep((one.reach - d) / (one.reach - one.thick))
	}
	v = -sign * d * k
	return x - v*l.uy, y + v*l.ux
}
