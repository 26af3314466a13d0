package beauty

import (
	"sync/atomic"
	"time"
)

// MaskTimes says how the masks of people come that a background goes by: the network
// finds them a picture or two late, on a busy machine many.
type MaskTimes struct {
	// Age is how old the mask is of late, on average; 0 while there is no background, or
	// no mask yet.
	Age time.Duration `json:"ageNs"`
	// Pictures counts those that had a background put behind somebody. For Carried of them
	// no newer mask had come, so that the one before was carried on by what moved. Late of
	// them had a mask of more than 200 ms ago: who moves has the room at the edges.
	Pictures uint64 `json:"pictures"`
	Carried  uint64 `json:"carried"`
	Late     uint64 `json:"late"`
}

const (
	maskLate = 200 * time.Millisecond
	maskMean = 8 // pictures that Age is a mean of
)

// masks keeps MaskTimes; note belongs to the goroutine of Process.
type masks struct {
	age                     atomic.Int64
	pictures, carried, late atomic.Uint64
	from                    time.Time // of the picture that the mask before was found in
}

// note counts a picture of a time with a mask found in that of another; zero: not known.
func (m *masks) note(at, from time.Time) {
	m.pictures.Add(1)
	if from.IsZero() {
		return
	}
	age := max(at.Sub(from), 0)
	if age > maskLate {
		m.late.Add(1)
	}
	if from.Equal(m.from) {
		m.carried.Add(1)
	}
	m.from = from
	if old := time.Duration(m.age.Load()); old > 0 {
		age = old + (age-old)/maskMean
	}
	m.age.Store(int64(max(age, 1)))
}

// MaskTimes reads how late masks of people come, since the chain was made.
func (c *Chain) MaskTimes() MaskTimes {
	m := &c.work.masks
	return MaskTimes{time.Duration(m.age.Load()), m.pictures.Load(), m.carried.Load(), m.late.Load()}
}
