package cluster

import (
	"testing"
	"time"
)

// A lease is waited for as long as its leader may live; less long where nothing listens
// any more, but not while it is renewed.
func TestHowLongALeaseIsWaitedFor(t *testing.T) {
	begin, t0 := time.Unix(1000, 0), timesOf(DefaultLease)
	for name, c := range map[string]struct {
		leader  Leader
		refused uint64 // the term
		ago     time.Duration
		waited  time.Duration
		free    bool
	}{
		"nobody yet":           {Leader{}, 0, 0, 0, true},
		"given back":           {Leader{Term: 3, Left: true}, 0, 0, 0, true},
		"renewed":              {Leader{Term: 3}, 0, 0, renewEvery, false},
		"silent":               {Leader{Term: 3}, 0, 0, t0.lease + 1, true},
		"silent, not so long":  {Leader{Term: 3}, 0, 0, t0.gone + 1, false},
		"gone":                 {Leader{Term: 3}, 3, 0, t0.gone + 1, true},
		"gone, but renewed":    {Leader{Term: 3}, 3, 0, renewEvery, false},
		"gone a while ago":     {Leader{Term: 3}, 3, t0.gone, t0.gone + 1, false},
		"the one before it is": {Leader{Term: 3}, 2, 0, t0.gone + 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := view{times: t0}
			v.see(c.leader, 1, begin)
			now := begin.Add(c.waited)
			v.refuse(c.refused, now.Add(-c.ago))
			if term, _, free := v.free(now); term != c.leader.Term || free != c.free {
				t.Errorf("term %d, free %v", term, free)
			}
		})
	}
}
