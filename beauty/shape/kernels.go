package shape

// warpTaps are the weights of four neighbours, in 1/64, for each 1/64 between the
// middle two: cubic convolution with a = -1/2 (Keys 1981, Catmull-Rom), which
// keeps the skin's texture where bilinear weights would blur it.
var warpTaps = catmullRom()

func catmullRom() (taps [warpUnit][4]int8) {
	for i := range taps {
		t := float64(i) / warpUnit
		w := [4]float64{
			((-0.5*t+1)*t - 0.5) * t,
			(1.5*t-2.5)*t*t + 1,
			((-1.5*t+2)*t + 0.5) * t,
			(0.5*t - 0.5) * t * t,
		}
		sum := 0
		for k := range w {
			n := int(w[k]*64+1024.5) - 1024
			taps[i][k] = int8(n)
			sum += n
		}
		// What rounding lost goes to the heavier middle.
		k := 1 + i/(warpUnit/2)
		taps[i][k] += int8(64 - sum)
	}
	return taps
}
