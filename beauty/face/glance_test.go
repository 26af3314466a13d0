package face

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/media"
)

// speckled is a picture of soft random spots, moved aside, with noise.
func speckled(aside int, noise float64) *media.Frame {
	f := media.NewFrame(640, 360)
	rng := rand.New(rand.NewPCG(1, 2))
	var spots [20 * 40]float64
	for i := range spots {
		spots[i] = 40 + 160*rng.Float64()
	}
	for y := range 360 {
		for x := range 640 {
			s := (x + 640 - aside) % 640
			f.Y[y*f.YStride+x] = uint8(spots[y/18*40+s/16] + rng.NormFloat64()*noise)
		}
	}
	return f
}

// TestAJumpIsFollowedInTheSamePicture: a face of 100 pixels jumps by 60, with a camera's
// noise; at rest, and where the picture changes altogether, nothing jumps.
func TestAJumpIsFollowedInTheSamePicture(t *testing.T) {
	m := newMotion(Mesh, faceTuning)
	points := someShape()
	pose{X: 300, Y: 180, Size: math.Log(100)}.put(points, points)
	m.reset(points, 100, t0)
	m.at.X, m.at.Y = 300, 180
	var g glance
	show := func(k int, f *media.Frame) bool {
		f.Time = t0.Add(time.Duration(k) * time.Second / 30)
		m.seen = f.Time
		return g.look(f, m)
	}
	for k := range 3 {
		if show(k, speckled(0, 8)) {
			t.Fatal("a face at rest jumps")
		}
	}
	if !show(3, speckled(60, 8)) || math.Abs(m.at.X-360) > 5 || math.Abs(m.at.Y-180) > 5 {
		t.Errorf("after a jump of 60 the face is at %.0f, %.0f", m.at.X, m.at.Y)
	}
	if x, y := g.since(t0); math.Abs(float64(x)-60) > 5 || math.Abs(float64(y)) > 5 {
		t.Errorf("a picture before it is corrected by %.0f, %.0f", x, y)
	}
	if x, _ := g.since(t0.Add(time.Second)); x != 0 {
		t.Errorf("a picture after it is corrected by %.0f", x)
	}
	dark := media.NewFrame(640, 360)
	if show(4, dark) {
		t.Error("a picture that turns black is a jump")
	}
}

// TestNoiseOfACropIsAveragedAndMovementIsNot: what rests loses its noise, a part that
// changes is there at once, and another crop begins anew.
func TestNoiseOfACropIsAveragedAndMovementIsNot(t *testing.T) {
	size := image.Pt(64, 64)
	rng := rand.New(rand.NewPCG(3, 4))
	j := &job{faces: []look{{id: 1, region: Region{W: 10}, rgb: make([]float32, 3*64*64)}}}
	var c calmers
	crop := func(lids float32) float64 {
		rgb := j.faces[0].rgb
		for i := range rgb {
			rgb[i] = .5 + .03*float32(rng.NormFloat64())
			if i%4096/64 < 8 {
				rgb[i] += lids
			}
		}
		c.over(j, size)
		sum := 0.
		for _, v := range rgb[1024:4096] {
			sum += float64((v - .5) * (v - .5))
		}
		return math.Sqrt(sum / 3072)
	}
	first := crop(0)
	var last float64
	for range 12 {
		last = crop(0)
	}
	if last > .35*first { // a new picture that weighs three tenths, always, leaves .42
		t.Errorf("noise of %.4f is %.4f after twelve pictures", first, last)
	}
	crop(-.3)
	if v := j.faces[0].rgb[4096+100]; v > .35 {
		t.Errorf("lids that shut are at %.2f", v)
	}
	j.faces[0].region.X = 3
	if again := crop(0); again < .8*first {
		t.Errorf("another crop has a noise of %.4f, not %.4f", again, first)
	}
}

// TestAFaceThatIsThoughtElsewhereHasNotJumped: points may wander over a picture that stays as it is.
func TestAFaceThatIsThoughtElsewhereHasNotJumped(t *testing.T) {
	f := speckled(0, 0)
	m := newMotion(2, faceTuning)
	start := time.Unix(1, 0)
	m.reset([]Point{{X: 250, Y: 180}, {X: 310, Y: 180}}, 60, start)
	var g glance
	f.Time = start
	g.look(f, m)
	for n := range 10 {
		f.Time = f.Time.Add(time.Second / 30)
		m.at.X += 11
		before := m.at
		if g.look(f, m) || m.at != before {
			t.Fatalf("picture %d: it has jumped by %.0f, %.0f", n, m.at.X-before.X, m.at.Y-before.Y)
		}
	}
}

// TestAFaceOfAnotherPictureIsNotShown: where pictures change altogether and nobody has looked at
// the new ones yet, points of the old ones do not stay.
func TestAFaceOfAnotherPictureIsNotShown(t *testing.T) {
	points := someShape()
	pose{X: 300, Y: 180, Size: math.Log(100)}.put(points, points)
	k := &track{motion: newMotion(Mesh, faceTuning)}
	k.motion.reset(points, 100, t0)
	k.motion.at.X, k.motion.at.Y = 300, 180
	at := func(ms int) time.Time { return t0.Add(time.Duration(ms) * time.Millisecond) }
	look := func(ms int, f *media.Frame) {
		f.Time = at(ms)
		k.glance.look(f, k.motion)
		f.Release()
	}
	look(0, speckled(0, 8))
	look(33, speckled(0, 8))
	if !k.visible(at(400)) {
		t.Error("a face at rest that is not looked at goes")
	}
	other := speckled(0, 0)
	for i, v := range other.Y {
		other.Y[i] = 255 - v
	}
	look(66, other)
	if !k.visible(at(140)) || k.visible(at(160)) {
		t.Errorf("after another picture it is shown: %v, and later: %v", k.visible(at(140)), k.visible(at(160)))
	}
	k.motion.update(points, at(100)) // the networks have looked at it
	if !k.visible(at(160)) {
		t.Error("a face that was found since is not shown")
	}
}
