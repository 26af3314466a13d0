package line

import (
	"testing"
	"time"
)

// A receiver with too little time reads late, which is no queue on the way: the best layer is found soon and kept.
func TestABusyReceiverIsNoShortLine(t *testing.T) {
	for _, busy := range []int{40, 80} {
		w, l := newWay(50_000_000), New(500_000)
		w.busy, w.heaps = time.Duration(busy)*time.Millisecond, 30*time.Millisecond
		if d := w.drive(t, l, 30*time.Second, func() bool { return l.Rate() > 990_000 }); d > 5*time.Second {
			t.Errorf("%d ms late: %v until the best layer", busy, d)
		}
		low := time.Duration(0)
		w.drive(t, l, time.Minute, func() bool {
			if l.Rate() < 855_000 { // the best is given up
				low += 10 * time.Millisecond
			}
			return false
		})
		if low > 0 {
			t.Errorf("%d ms late: %v of a minute without the best layer", busy, low)
		}
	}
}

// A loss that no queue comes with is the radio's.
func TestLossWithoutAQueue(t *testing.T) {
	for _, loss := range []float64{0.05, 0.1, 0.2} {
		w, l := newWay(50_000_000), New(500_000)
		w.loss = loss
		if d := w.drive(t, l, 30*time.Second, func() bool { return l.Rate() > 990_000 }); d > 5*time.Second {
			t.Errorf("with a loss of %.2f it takes %v until the best layer", loss, d)
		}
		low := time.Duration(0)
		w.drive(t, l, time.Minute, func() bool {
			if l.Rate() < 855_000 {
				low += 10 * time.Millisecond
			}
			return false
		})
		if low > 3*time.Second {
			t.Errorf("with a loss of %.2f the best layer is given up for %v of a minute", loss, low)
		}
	}
}

// A line that carries little more than the least layer and the sound: the picture stays.
func TestTheLeastLayerIsKept(t *testing.T) {
	for _, rate := range []int{250_000, 220_000} {
		w, l := newWay(rate), New(500_000)
		w.sound = 87_000
		w.drive(t, l, 5*time.Second, func() bool { return false })
		low := time.Duration(0)
		w.late = 0
		w.drive(t, l, time.Minute, func() bool {
			if l.Rate() < 75_000 {
				low += 10 * time.Millisecond
			}
			return false
		})
		if low > 0 || w.late > 300*time.Millisecond {
			t.Errorf("%d: no picture for %v of a minute, %v waited at most", rate, low, w.late)
		}
	}
}
