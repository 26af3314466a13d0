package line

import "time"

const (
	slot  = 20 * time.Millisecond
	slots = int(window / slot)
)

// meter counts bits over the last window of its own clock.
type meter struct {
	bytes [slots]uint32
	at    int64 // the newest slot's number
	begun int64 // and the first's
}

func (m *meter) add(at time.Duration, size int) {
	k := int64(at / slot)
	switch {
	case k <= 0: // a time before any: nonsense from outside
		return
	case m.at == 0 || k > m.at+int64(slots):
		if m.at == 0 {
			m.begun = k
		}
		m.bytes, m.at = [slots]uint32{}, k
	case k > m.at:
		for ; m.at < k; m.at++ {
			m.bytes[(m.at+1)%int64(slots)] = 0
		}
	case k <= m.at-int64(slots):
		return
	}
	m.bytes[k%int64(slots)] += uint32(size)
}

// since is the rate in bits a second from a time on, over a fifth of the window at least.
func (m *meter) since(at time.Duration) float64 {
	n := min(max(m.at-int64(at/slot), int64(slots)/5), int64(slots))
	sum := uint32(0)
	for k := m.at; k > m.at-n; k-- {
		sum += m.bytes[(k%int64(slots)+int64(slots))%int64(slots)]
	}
	return float64(sum) * 8 / (time.Duration(n) * slot).Seconds()
}

// rate is in bits a second.
func (m *meter) rate() float64 {
	sum := uint32(0)
	for _, b := range m.bytes {
		sum += b
	}
	over := min(max(m.at-m.begun+1, int64(slots)/2), int64(slots))
	return float64(sum) * 8 / (time.Duration(over) * slot).Seconds()
}
