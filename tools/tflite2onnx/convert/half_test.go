package convert

import (
	"math"
	"testing"
)

// TestHalvesComeBack widens and narrows every 16-bit float there is.
func TestHalvesComeBack(t *testing.T) {
	for i := range 1 << 16 {
		if got := toHalf(fromHalf(uint16(i))); got != uint16(i) {
			t.Fatalf("%04x comes back as %04x", i, got)
		}
	}
	for bits, want := range map[uint16]float64{0x3c00: 1, 0xc000: -2, 1: 1.0 / (1 << 24), 0x7bff: 65504, 0x7c00: math.Inf(1)} {
		if got := float64(fromHalf(bits)); got != want {
			t.Errorf("%04x is %g, not %g", bits, got, want)
		}
	}
}
