package sessions

import (
	"container/heap"
	"context"
	"time"

	"onair/signaling"
)

// Run ends sessions whose grace time is over. Each is looked at when it may be over at the
// earliest, and not all of them every time: of a million that takes a third of a core.
func (r *Table) Run(ctx context.Context) {
	grace := r.cfg.Grace
	t := time.NewTicker(min(time.Second, max(grace/4, time.Millisecond)))
	defer t.Stop()
	var w waiting
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			for _, s := range r.unseen() {
				heap.Push(&w, wait{now, s})
			}
			for len(w) > 0 && !w[0].until.After(now) {
				s := heap.Pop(&w).(wait).s
				if r.Get(s.user) != s {
					continue
				}
				if until := s.graceEnds(now, grace); until.After(now) {
					heap.Push(&w, wait{until, s})
				} else {
					r.End(ctx, s, nil, signaling.CloseLogout, "too long without a connection")
				}
			}
		}
	}
}

func (r *Table) unseen() []*Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.new
	r.new = nil
	return list
}

// graceEnds is when a session may be over at the earliest: one that has a connection is not
// before a whole grace time from now.
func (s *Session) graceEnds(now time.Time, grace time.Duration) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn != nil || len(s.doors) > 0 || s.ended {
		return now.Add(grace)
	}
	return s.lostAt.Add(grace)
}

// wait is a session that is looked at again.
type wait struct {
	until time.Time
	s     *Session
}

// waiting is a heap of them, the next first.
type waiting []wait

func (w waiting) Len() int           { return len(w) }
func (w waiting) Less(i, j int) bool { return w[i].until.Before(w[j].until) }
func (w waiting) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }

// Push implements heap.Interface.
func (w *waiting) Push(x any) { *w = append(*w, x.(wait)) }

// Pop implements heap.Interface.
func (w *waiting) Pop() any {
	last := (*w)[len(*w)-1]
	(*w)[len(*w)-1] = wait{}
	*w = (*w)[:len(*w)-1]
	return last
}
