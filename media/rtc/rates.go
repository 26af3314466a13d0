package rtc

import (
	"math"

	"onair/media/rtc/internal/encodings"
)

// floorBitRate is the least that pictures are given, in bits a second.
const floorBitRate = 150_000

// ratePlan turns what the path carries into what the encoder shall make. Sound
// comes first: it is taken off before pictures get anything. When pictures get
// less than 40 % of what their size needs, the frame rate is halved, and below
// 20 % cut to a third, because fewer clean pictures are easier on the eye than
// many smeared ones. The size stays: changing it costs a keyframe just when
// bits are short.
type ratePlan struct {
	ceiling  int // for pictures
	audio    int
	w, h     int
	fps      float64
	division int // 1, 2 or 3
}

// next returns the pictures' bit rate and frame rate for an estimate.
func (r *ratePlan) next(estimate int) (bitRate int, fps float64) {
	bitRate = r.pictures(estimate, r.ceiling)
	return bitRate, r.even(bitRate)
}

// pictures is what an estimate leaves for pictures, at most most.
func (r *ratePlan) pictures(estimate, most int) int {
	const overhead = 0.95 // headers and repeats
	return max(min(int(float64(estimate)*overhead)-r.audio, most), floorBitRate)
}

// even is the frame rate at which pictures of a bit rate look best.
func (r *ratePlan) even(bitRate int) float64 {
	need := float64(min(encodings.Nominal(r.w, r.h, r.fps), r.ceiling))
	share := float64(bitRate) / need
	// Going back takes a fifth more than was too little, so as not to flutter.
	switch r.division {
	case 0, 1:
		r.division = 1
		if share < 0.4 {
			r.division = 2
		}
		if share < 0.2 {
			r.division = 3
		}
	case 2:
		if share > 0.48 {
			r.division = 1
		} else if share < 0.2 {
			r.division = 3
		}
	case 3:
		if share > 0.48 {
			r.division = 1
		} else if share > 0.24 {
			r.division = 2
		}
	}
	return r.fps / float64(r.division)
}

// fit returns the size to code a picture of w by h at, within the bounds, with
// its proportions kept, and even as H.264 wants it.
func fit(w, h, maxW, maxH int) (int, int) {
	if (w > h) != (maxW > maxH) && w != h {
		maxW, maxH = maxH, maxW
	}
	scale := math.Min(1, math.Min(float64(maxW)/float64(w), float64(maxH)/float64(h)))
	even := func(n int) int { return max(int(math.Round(float64(n)*scale/2))*2, 16) }
	return even(w), even(h)
}
