package outline

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func TestBlurAgreesWithTheReference(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, wh := range [][2]int{{2, 2}, {2, 40}, {40, 2}, {66, 50}, {127, 65}} {
		n := wh[0] * wh[1]
		p, tmp := make([]uint8, n), make([]uint8, n+4*wh[0])
		for i := range p {
			p[i] = uint8(rnd.UintN(256))
		}
		for _, r := range []int{1, 2, 7, 60} {
			got, want := bytes.Clone(p), bytes.Clone(p)
			blur(got, wh[0], wh[1], r, tmp)
			goBlur(want, wh[0], wh[1], r, tmp)
			if !bytes.Equal(got, want) {
				t.Errorf("%v, radius %d: the kernels differ", wh, r)
			}
		}
	}
}
