//go:build cgo

package ort

import (
	"math"
	"slices"

	"onair/beauty/face"
)

// decoder turns the raw boxes of a single-shot detector into detections. It
// keeps its list from call to call.
type decoder struct {
	anchors  [][2]float32
	size     float32 // of the network's input in pixels
	keys     int
	minScore float32
	found    []face.Detection
}

// overlap is the share of two boxes' union that their intersection must have
// for them to be the same thing.
const overlap = 0.3

// decode appends what the network found with a score of minScore or more, best
// first. Boxes of the same thing become one, their weighted mean, as in
// Bazarevsky et al., BlazeFace, 2019, section 3.4.
func (d *decoder) decode(boxes, scores []float32, dst []face.Detection) []face.Detection {
	d.found = d.found[:0]
	stride := 4 + 2*d.keys
	for i, a := range d.anchors {
		score := sigmoid(scores[i])
		if score < d.minScore {
			continue
		}
		b := boxes[i*stride : (i+1)*stride]
		x, y := b[0]/d.size+a[0], b[1]/d.size+a[1]
		w, h := b[2]/d.size/2, b[3]/d.size/2
		f := face.Detection{Score: score, MinX: x - w, MinY: y - h, MaxX: x + w, MaxY: y + h}
		for k := range d.keys {
			f.Keys[k] = [2]float32{b[4+2*k]/d.size + a[0], b[5+2*k]/d.size + a[1]}
		}
		d.found = append(d.found, f)
	}
	slices.SortFunc(d.found, func(a, b face.Detection) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	for len(d.found) > 0 {
		var one face.Detection
		one, d.found = blend(d.found)
		dst = append(dst, one)
	}
	return dst
}

// blend returns the mean, weighted by score, of the first detection and those
// that overlap it, and leaves the others.
func blend(list []face.Detection) (face.Detection, []face.Detection) {
	first := list[0]
	sum := face.Detection{}
	var weight float32
	rest := list[:0]
	for _, d := range list {
		if iou(first, d) < overlap {
			rest = append(rest, d)
			continue
		}
		weight += d.Score
		sum.MinX += d.MinX * d.Score
		sum.MinY += d.MinY * d.Score
		sum.MaxX += d.MaxX * d.Score
		sum.MaxY += d.MaxY * d.Score
		for k := range d.Keys {
			sum.Keys[k][0] += d.Keys[k][0] * d.Score
			sum.Keys[k][1] += d.Keys[k][1] * d.Score
		}
	}
	sum.Score = first.Score
	sum.MinX /= weight
	sum.MinY /= weight
	sum.MaxX /= weight
	sum.MaxY /= weight
	for k := range sum.Keys {
		sum.Keys[k][0] /= weight
		sum.Keys[k][1] /= weight
	}
	return sum, rest
}

func iou(a, b face.Detection) float32 {
	w := min(a.MaxX, b.MaxX) - max(a.MinX, b.MinX)
	h := min(a.MaxY, b.MaxY) - max(a.MinY, b.MinY)
	if w <= 0 || h <= 0 {
		return 0
	}
	both := w * h
	return both / ((a.MaxX-a.MinX)*(a.MaxY-a.MinY) + (b.MaxX-b.MinX)*(b.MaxY-b.MinY) - both)
}

func sigmoid(v float32) float32 { return float32(1 / (1 + math.Exp(-float64(v)))) }
