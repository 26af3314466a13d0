package face

import "image"

// calm is the crop of a face at rest, averaged over pictures so that a camera's noise does
// not make its points tremble. Only what stays as it is is averaged: blocks whose mean
// changes, as lids and lips that move do, are taken as they are.
type calm struct {
	id     int
	region Region
	rgb    []float32
	rested []uint8 // for how many pictures each block has not changed
	woken  int     // blocks that have changed in the newest one
}

const (
	calmBlock = 8   // pixels of a crop
	calmLeast = .3  // weight of a new picture at rest, of a block that has changed a moment ago
	calmLong  = 9   // pictures of rest after which it weighs least, as one of those and itself
	calmWakes = .3  // change, of calmMoves, that ends a block's rest
	calmMost  = 8   // one in so many blocks that change end that of all
	calmMoves = .02 // change of a block's mean, of 1, that is no noise; up to twice that in an enlarged crop
	calmFaces = 6   // crops that are kept
)

// calmers are the faces that are looked at; one goroutine at a time.
type calmers struct{ list []*calm }

// over puts averages into the crops of a job and forgets who is in none for a while.
func (c *calmers) over(j *job, size image.Point) {
	for i := range j.faces {
		c.of(j.faces[i].id).mix(&j.faces[i], size)
	}
}

// of is the crop of a face; that of one who has gone is used again.
func (c *calmers) of(id int) *calm {
	oldest := 0
	for i, k := range c.list {
		if k.id == id {
			return k
		}
		if k.id < c.list[oldest].id {
			oldest = i
		}
	}
	if len(c.list) < calmFaces {
		c.list = append(c.list, &calm{id: id})
		return c.list[len(c.list)-1]
	}
	k := c.list[oldest]
	k.id, k.region = id, Region{}
	return k
}

func (k *calm) mix(l *look, size image.Point) {
	if k.region != l.region || len(k.rgb) != len(l.rgb) {
		k.region, k.rgb = l.region, append(k.rgb[:0], l.rgb...)
		if n := (size.X + calmBlock - 1) / calmBlock * ((size.Y + calmBlock - 1) / calmBlock); len(k.rested) != n {
			k.rested = make([]uint8, n)
		}
		clear(k.rested)
		return
	}
	if k.woken*calmMost > len(k.rested) { // the face moves: what is even hardly shows it
		clear(k.rested)
	}
	rested := k.rested
	k.woken = 0
	plane := size.X * size.Y
	moves := calmMoves * min(max(float32(size.X)/l.region.W, 1), 2)
	for by := 0; by < size.Y; by += calmBlock {
		for bx := 0; bx < size.X; bx += calmBlock {
			k.block(l.rgb, &rested[0], moves, plane, by*size.X+bx, size.X, min(calmBlock, size.X-bx), min(calmBlock, size.Y-by))
			rested = rested[1:]
		}
	}
	copy(l.rgb, k.rgb)
}

// block mixes one block, by the change of its green.
func (k *calm) block(rgb []float32, rested *uint8, moves float32, plane, at, stride, w, h int) {
	var change float32
	for y := range h {
		i := plane + at + y*stride
		old := k.rgb[i : i+w]
		for x, v := range rgb[i : i+w] {
			change += v - old[x]
		}
	}
	change /= moves * float32(w*h)
	if change = abs(change); change > calmWakes {
		*rested = 0
		k.woken++
	} else if *rested < calmLong {
		*rested++
	}
	weight := min(max(change*change, min(calmLeast, 1/float32(*rested+1))), 1)
	for p := range 3 {
		for y := range h {
			i := p*plane + at + y*stride
			old := k.rgb[i : i+w]
			for x, v := range rgb[i : i+w] {
				old[x] += weight * (v - old[x])
			}
		}
	}
}
