package jitter

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// BenchmarkRepair plays minutes of 1.5 Mbit/s, 30 pictures a second and a keyframe each two
// seconds, over simulated lines into a Buffer, and tells how repairs by requests and forward
// error correction compare: how late pictures are whole, and how often the screen stands
// still, with the playing delay that the player would choose.
//
//	go test -run '^$' -bench Repair -benchtime 1x ./media/rtc/internal/jitter
func BenchmarkRepair(b *testing.B) {
	for _, loss := range []float64{0.05, 0.1, 0.2} {
		for _, burst := range []float64{1, 4} {
			for _, rtt := range []int{100, 300} {
				for _, way := range repairWays {
					b.Run(fmt.Sprintf("loss=%v,burst=%v,rtt=%d/%s", loss, burst, rtt, way.name), func(b *testing.B) {
						for b.Loop() {
							s := newRepairLine(loss, burst, time.Duration(rtt)*time.Millisecond, way)
							s.run(3 * time.Minute)
							s.report(b)
						}
					})
				}
			}
		}
	}
}

// repairWay is how losses are made good.
type repairWay struct {
	name  string
	fec   float64       // packets of parity for each packet of a picture
	asks  bool          // for what is missing
	again time.Duration // so many times in a round trip; 0: as Buffer.Retry has it
	twice bool          // repairs come twice
}

var repairWays = []repairWay{
	{name: "asked-once-a-round-trip", asks: true, again: 1},
	{name: "asked-twice-a-round-trip", asks: true, again: 2},
	{name: "asked", asks: true},
	{name: "asked,repaired-twice", asks: true, twice: true},
	{name: "fec=0.2", fec: 0.2},
	{name: "fec=0.5", fec: 0.5},
	{name: "fec=0.2,asked-once", fec: 0.2, asks: true, again: 1},
	{name: "fec=0.2,asked", fec: 0.2, asks: true},
	{name: "fec=0.5,asked", fec: 0.5, asks: true},
}

// repairEvent is something that comes.
type repairEvent struct {
	at     time.Duration
	media  int // a packet; -1: none
	parity int // 1 more than the number of a parity packet
	asked  []uint16
	key    bool // a keyframe is asked for
}

type repairEvents []repairEvent

func (h repairEvents) Len() int           { return len(h) }
func (h repairEvents) Less(i, j int) bool { return h[i].at < h[j].at }
func (h repairEvents) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *repairEvents) Push(x any)        { *h = append(*h, x.(repairEvent)) }
func (h *repairEvents) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

type repairLine struct {
	loss, burst float64
	half        time.Duration // of a round trip
	way         repairWay
	rng         *rand.Rand
	bad         [2]bool

	events  repairEvents
	buf     *Buffer
	packets []Packet
	taken   []time.Duration // when each picture was captured
	got     []bool
	parity  [][]int // the packets that each covers
	came    []bool
	whole   []time.Duration // of each picture; 0: never
	wantKey bool
	keyAt   time.Duration
	sent    int
}

func newRepairLine(loss, burst float64, rtt time.Duration, way repairWay) *repairLine {
	return &repairLine{loss: loss, burst: burst, half: rtt / 2, way: way, rng: rand.New(rand.NewPCG(1, 2)), buf: New(H264), keyAt: -time.Hour}
}

// passes is the fate of a packet, by Gilbert's model.
func (s *repairLine) passes(dir int) bool {
	if s.burst <= 1 {
		return s.rng.Float64() >= s.loss
	}
	if s.bad[dir] {
		s.bad[dir] = s.rng.Float64() >= 1/s.burst
	} else {
		s.bad[dir] = s.rng.Float64() < s.loss/(1-s.loss)/s.burst
	}
	return !s.bad[dir]
}

func (s *repairLine) send(e repairEvent) {
	s.sent++
	if s.passes(0) {
		heap.Push(&s.events, e)
	}
}

// picture sends one, and its parity behind it: each packet of that covers every n-th.
func (s *repairLine) picture(now time.Duration) {
	nal, n := byte(0x41), 5
	if s.wantKey && now-s.keyAt > 300*time.Millisecond || now-s.keyAt >= 2*time.Second {
		nal, n, s.keyAt, s.wantKey = 0x65, 30, now, false
	}
	f := len(s.taken)
	s.taken, s.whole = append(s.taken, now), append(s.whole, 0)
	first := len(s.packets)
	for i := range n {
		fu := nal & 0x1f
		if i == 0 {
			fu |= 0x80
		} else if i == n-1 {
			fu |= 0x40
		}
		k := len(s.packets)
		s.packets = append(s.packets, Packet{uint16(k), uint32(f * 3000), i == n-1, []byte{nal&0x60 | 28, fu, byte(f), byte(f >> 8)}})
		s.got = append(s.got, false)
		s.send(repairEvent{at: now + s.half + time.Duration(i)*time.Millisecond, media: k})
	}
	m := int(s.way.fec*float64(n) + 0.5)
	for j := range m {
		var covers []int
		for k := first + j; k < first+n; k += m {
			covers = append(covers, k)
		}
		s.parity, s.came = append(s.parity, covers), append(s.came, false)
		s.send(repairEvent{at: now + s.half + time.Duration(n+j)*time.Millisecond, media: -1, parity: len(s.parity)})
	}
}

func (s *repairLine) take(k int, now time.Duration) {
	if !s.got[k] {
		s.got[k] = true
		s.buf.Push(s.packets[k], t0.Add(now))
	}
}

// correct rebuilds what parity allows.
func (s *repairLine) correct(now time.Duration) {
	for j := max(0, len(s.parity)-200); j < len(s.parity); j++ {
		missing, n := -1, 0
		for _, k := range s.parity[j] {
			if !s.got[k] {
				missing, n = k, n+1
			}
		}
		if s.came[j] && n == 1 {
			s.take(missing, now)
		}
	}
}

func (s *repairLine) run(long time.Duration) {
	rtt := 2 * s.half
	for now := time.Duration(0); now < long; now += time.Millisecond {
		if now%(33*time.Millisecond) == 0 {
			s.picture(now)
		}
		for len(s.events) > 0 && s.events[0].at <= now {
			s.event(heap.Pop(&s.events).(repairEvent), now)
		}
		s.correct(now)
		for {
			f, ok := s.buf.Pop(t0.Add(now))
			if !ok {
				break
			}
			s.whole[int(f.Data[5])|int(f.Data[6])<<8] = now
		}
		if now%(5*time.Millisecond) != 0 {
			continue
		}
		s.buf.SetRoundTrip(rtt)
		if s.way.asks {
			retry := s.buf.Retry(max(s.buf.RepairTime(), rtt))
			if s.way.again > 0 {
				retry = rtt*9/8/s.way.again + 12*time.Millisecond
			}
			if lost := s.buf.NACKs(nil, t0.Add(now), retry); len(lost) > 0 && s.passes(1) {
				heap.Push(&s.events, repairEvent{at: now + s.half, media: -1, asked: lost})
			}
		}
		if s.buf.WantsKeyframe(t0.Add(now), PatienceFor(rtt)) && s.passes(1) {
			heap.Push(&s.events, repairEvent{at: now + s.half, media: -1, key: true})
		}
	}
}

func (s *repairLine) event(e repairEvent, now time.Duration) {
	switch {
	case e.media >= 0:
		s.take(e.media, now)
	case e.parity > 0:
		s.came[e.parity-1] = true
	case e.key:
		s.wantKey = true
	}
	for _, seq := range e.asked {
		k := len(s.packets) - 1 - int(uint16(len(s.packets)-1)-seq)
		again := repairEvent{at: now + s.half, media: k}
		s.send(again)
		if s.way.twice {
			again.at += 5 * time.Millisecond
			s.send(again)
		}
	}
}

// report plays what came with a delay as the player has it.
func (s *repairLine) report(b *testing.B) {
	var late, sorted []time.Duration
	var last time.Duration
	var over200, over500 int
	var longest time.Duration
	delay, shown := time.Duration(0), 0
	for i, at := range s.whole {
		if at == 0 {
			continue
		}
		late = append(late, at-s.taken[i])
		sorted = append(sorted[:0], late[max(0, len(late)-256):]...)
		slices.Sort(sorted)
		k := len(sorted)
		want := min(sorted[k*985/1000], sorted[k*9/10]+120*time.Millisecond)
		if off := want - delay; off > 0 {
			delay += min(off, 11*time.Millisecond)
		} else {
			delay += max(off, -3*time.Millisecond)
		}
		due := max(at, s.taken[i]+delay, last)
		if gap := due - last; last > 0 && i > 150 {
			longest = max(longest, gap)
			if gap > 200*time.Millisecond {
				over200++
			}
			if gap > 500*time.Millisecond {
				over500++
			}
		}
		last, shown = due, shown+1
	}
	slices.Sort(late)
	minutes := s.taken[len(s.taken)-1].Minutes()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(late[len(late)/2].Milliseconds()), "p50-ms")
	b.ReportMetric(float64(late[len(late)*98/100].Milliseconds()), "p98-ms")
	b.ReportMetric(float64(over200)/minutes, "over200/min")
	b.ReportMetric(float64(over500)/minutes, "over500/min")
	b.ReportMetric(float64(longest.Milliseconds()), "longest-ms")
	b.ReportMetric(100*float64(s.sent-len(s.packets))/float64(len(s.packets)), "more-%")
	b.ReportMetric(100*float64(len(s.taken)-shown)/float64(len(s.taken)), "unshown-%")
	b.ReportMetric(float64(s.buf.Counts().PLIs)/minutes, "keyframes-asked/min")
}
