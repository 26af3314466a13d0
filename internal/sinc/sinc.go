// Package sinc has the weights by which sound is read between its samples
// (Smith, "Digital Audio Resampling"), for speeds so close to 1 that the band
// need not follow them.
package sinc

import "math"

// Fill writes to row the weights of len(row) samples for a place at, 0 to 1,
// behind sample len(row)/2-1. What passes is band, of half the sampling rate;
// beta is the Kaiser window's. The weights add up to 1.
func Fill(row []float64, at, band, beta float64) {
	half := len(row) / 2
	sum := 0.0
	for k := range row {
		x := float64(k-half+1) - at
		row[k] = sinc(band*x) * kaiser(x/float64(half), beta)
		sum += row[k]
	}
	for k := range row {
		row[k] /= sum
	}
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// kaiser is the window of that name at x in -1..1.
func kaiser(x, beta float64) float64 {
	if x*x >= 1 {
		return 0
	}
	return bessel(beta*math.Sqrt(1-x*x)) / bessel(beta)
}

// bessel is the modified Bessel function of the first kind, order 0.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-12*sum; k++ {
		term *= (x / 2 / k) * (x / 2 / k)
		sum += term
	}
	return sum
}
