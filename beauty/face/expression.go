package face

// Points that expressions rest on.
const (
	rightMouthOut, leftMouthOut    = 61, 291
	upperLipMiddle, lowerLipMiddle = 0, 17
	rightBrowTop, leftBrowTop      = 105, 334
)

// Smile is how far the corners of the mouth are drawn up and apart, from 0 (at rest or
// drawn down) to 1 (broadly). Mouths at rest are some 0.1 to 0.3.
func (f *Face) Smile() float32 {
	eyes := f.eyesApart()
	if eyes <= 0 {
		return 0
	}
	// In photographs of some seventy people: 0.6 to 0.9 wide and -0.05 to 0.05 high at
	// rest, 0.95 to 1.15 and 0.1 to 0.18 in a smile.
	r, l := f.Points[rightMouthOut], f.Points[leftMouthOut]
	high := (f.down(middle(f.Points[upperLipMiddle], f.Points[lowerLipMiddle])) - f.down(middle(r, l))) / eyes
	wide := dist3(r, l)/eyes - .8
	return (min(max(high/.14, 0), 1) + min(max(wide/.3, 0), 1)) / 2
}

// BrowHeight is how far the brows are above the eyes' corners, in distances between the
// eyes' middles: 0.3 to 0.45 at rest, which differs from person to person.
func (f *Face) BrowHeight() float32 {
	eyes := f.eyesApart()
	if eyes <= 0 {
		return 0
	}
	brows := middle(f.Points[rightBrowTop], f.Points[leftBrowTop])
	return (f.down(middle(f.eyeMiddle(false), f.eyeMiddle(true))) - f.down(brows)) / eyes
}

// eyesApart is the distance between the eyes' middles in three dimensions, which stays
// as the head turns.
func (f *Face) eyesApart() float32 { return dist3(f.eyeMiddle(false), f.eyeMiddle(true)) }

// down is a point's place along the line from the top of the forehead to the chin.
func (f *Face) down(p Point) float32 {
	top, chin := f.Points[foreheadTop], f.Points[chinTip]
	d := dist3(top, chin)
	if d <= 0 {
		return 0
	}
	return ((p.X-top.X)*(chin.X-top.X) + (p.Y-top.Y)*(chin.Y-top.Y) + (p.Z-top.Z)*(chin.Z-top.Z)) / d
}

func middle(a, b Point) Point { return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2, (a.Z + b.Z) / 2} }
