package audio

import "math"

// floorDB is the quietest sound that is told from silence, in dBFS.
const floorDB = -60

// levelOf maps a level in dBFS to the 0..100 scale of TRTC's volume callbacks:
// -60 dBFS and below is 0, 0 dBFS is 100, linear in decibels between, since
// that is how loudness is felt. Normal speech lands around 50 to 70.
func levelOf(dbfs float64) float64 {
	return 100 * min(max((dbfs-floorDB)/-floorDB, 0), 1)
}

// rmsDB turns a mean square into dBFS where a full-scale sine is 0 (AES17).
// Silence is -Inf.
func rmsDB(meanSquare float64) float64 {
	return 10 * math.Log10(2*meanSquare)
}

// peakDB turns the largest absolute sample into dBFS.
func peakDB(peak float64) float64 {
	return 20 * math.Log10(peak)
}

// squares returns the sum of squares and the largest absolute value of block.
// Both are NaN or +Inf if the block holds anything that is not a number.
func squares(block []float32) (sum, peak float32) {
	// Without their sign, floats order like their bits; integers compare faster.
	const abs = 1<<31 - 1
	var s0, s1, s2, s3 float32
	var p0, p1 uint32
	for ; len(block) >= 4; block = block[4:] {
		a, b, c, d := block[0], block[1], block[2], block[3]
		s0 += a * a
		s1 += b * b
		s2 += c * c
		s3 += d * d
		p0 = max(p0, math.Float32bits(a)&abs, math.Float32bits(b)&abs)
		p1 = max(p1, math.Float32bits(c)&abs, math.Float32bits(d)&abs)
	}
	for _, a := range block {
		s0 += a * a
		p0 = max(p0, math.Float32bits(a)&abs)
	}
	return s0 + s1 + s2 + s3, math.Float32frombits(max(p0, p1))
}

// finite reports whether x is neither infinite nor NaN.
func finite(x float32) bool { return x-x == 0 }
