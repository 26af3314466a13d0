package server

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"onair/internal/natstest"
	"onair/room"
	"onair/server/buckets"
	"onair/server/chatlog"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/server/store"
	"onair/signaling"
)

// nothingKept is the media of a leader that finds none.
type nothingKept struct{}

func (nothingKept) Moves(string, string) bool { return false }

func (nothingKept) Claim(string, room.Media, func(room.Media)) (room.Media, bool) {
	return room.Media{}, false
}
func (nothingKept) Watched() [][2]string          { return nil }
func (nothingKept) ClaimPlay(string, string) bool { return false }
func (nothingKept) Settle()                       {}

func sizeOf(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// BenchmarkControl is the control plane of many rooms in a NATS of three servers:
// 100,000 rooms with ten members each (ONAIR_ROOMS, ONAIR_MEMBERS change it), their
// sessions, and one room of 10,000. How long a node that begins to lead reads, what it
// and NATS have in memory then, and what it does a second.
func BenchmarkControl(b *testing.B) {
	rooms, members, large := sizeOf("ONAIR_ROOMS", 100_000), sizeOf("ONAIR_MEMBERS", 10), sizeOf("ONAIR_LARGE", 10_000)
	nats := natstest.StartCluster(b, nil)
	ctx := b.Context()
	join := func(term uint64) *store.Store {
		st, err := store.Join(ctx, store.Shared{Conn: nats.Connect(), Replicas: natstest.Size, Term: term}, slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		return st
	}
	began := time.Now()
	st := join(1)
	entries := crowded(b, st, rooms, members, large)
	st.Close()
	filled := time.Since(began)
	b.ReportMetric(float64(entries)/filled.Seconds(), "entries-written/s")
	b.ReportMetric(float64(nats.Memory()>>20), "NATS-MiB")

	debug.FreeOSMemory()
	before := heap()
	began = time.Now()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	cfg := testConfig(b.TempDir())
	cfg.Logger, cfg.Limits = slog.New(slog.DiscardHandler), Limits{RoomChatRate: 1e6, MaxRooms: 2 * rooms, MaxMembers: 2 * large, MaxConnections: 100_000, SessionGrace: time.Hour} // nobody is connected
	cfg.Shared = &Shared{Store: join(2), Node: "a", Addr: ln.Addr(), Relay: nil, Nodes: func() []string { return nil }, Kept: nothingKept{}}
	s, err := newServer(cfg, newFakeRelay)
	if err != nil {
		b.Fatal(err)
	}
	web := HTTP(s.Handler(), cfg.Logger)
	go func() { _ = web.Serve(ln) }() // as a node does
	defer web.Close()
	run, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- s.Run(run) }()
	for !s.ready.Load() {
		time.Sleep(time.Millisecond)
	}
	b.ReportMetric(time.Since(began).Seconds(), "s-to-lead")
	debug.FreeOSMemory()
	b.ReportMetric(float64((heap()-before)>>20), "leader-MiB")
	if n := s.sessions.Count(); n != (rooms-1)*members+large {
		b.Fatalf("%d sessions", n)
	}
	if h := s.rooms.Get(1); h == nil || h.Current().Len() != large {
		b.Fatalf("the large room is not there as it was: %v", h)
	}
	b.ReportMetric(stored(b, s, rooms), "stored-commands/s")
	b.ReportMetric(said(b, s), "messages/s-to-10000")
	cancel()
	if err := <-done; err != nil {
		b.Error(err)
	}
	b.ReportMetric(0, "ns/op")
}

func heap() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// crowded writes the rooms, their members and sessions, as a leader does.
func crowded(b *testing.B, st *store.Store, rooms, members, large int) (entries int) {
	b.Helper()
	ctx := b.Context()
	bucket := func(name string) *store.Bucket {
		k, err := st.Bucket(ctx, name, buckets.Layouts[name]...)
		if err != nil {
			b.Fatal(err)
		}
		return k
	}
	cores, audience, sess := bucket("rooms"), bucket("audience"), bucket("sessions")
	now := time.Now()
	var people []room.User
	var put [2][]store.Entry
	flush := func(least int) {
		for i, to := range []*store.Bucket{audience, cores} {
			if len(put[i]) > least {
				if err := to.Batch(ctx, put[i], nil); err != nil {
					b.Fatal(err)
				}
				entries += len(put[i])
				put[i] = nil
			}
		}
	}
	for id := uint32(1); int(id) <= rooms; id++ {
		n := members
		if id == 1 {
			n = large
		}
		state, _, err := room.Apply(room.State{}, room.Create{Room: id, By: room.User{ID: fmt.Sprint("h", id)}, Rules: room.DefaultRules()}, now)
		for i := 1; i < n && err == nil; i++ {
			state, _, err = room.Apply(state, room.Enter{By: room.User{ID: fmt.Sprint("m", id, "-", i), Name: "A usual name"}}, now)
		}
		if err != nil {
			b.Fatal(err)
		}
		core, err := state.EncodeCore()
		if err != nil {
			b.Fatal(err)
		}
		viewers, _, err := state.AudienceSince(room.State{})
		if err != nil {
			b.Fatal(err)
		}
		tree := fmt.Sprintf("r%d.%x", id, state.Created().UnixNano())
		for _, v := range viewers {
			put[0] = append(put[0], store.Entry{Key: fmt.Sprint(tree, ".", v.Order), Value: v.JSON})
		}
		put[1] = append(put[1], store.Entry{Key: entry(id), Value: core})
		for m := range state.Members(0) {
			people = append(people, m.User)
		}
		flush(4000)
	}
	flush(0)
	if err := sess.Fill(ctx, len(people), func(i int) store.Entry {
		value, err := json.Marshal(map[string]any{"id": people[i].ID, "hash": sessions.Hash(people[i].ID), "self": people[i]})
		if err != nil {
			b.Fatal(err)
		}
		return store.Entry{Key: people[i].ID, Value: value}
	}); err != nil {
		b.Fatal(err)
	}
	return entries + len(people)
}

// stored is how many commands a second that are stored before they are answered are done
// in many rooms by 64 at once: people enter and leave.
func stored(b *testing.B, s *Server, rooms int) float64 {
	b.Helper()
	const each, at = 100, 64
	var wg sync.WaitGroup
	var failed atomic.Int64
	began := time.Now()
	for w := range at {
		wg.Go(func() {
			for i := range each {
				h := s.rooms.Get(uint32(2 + (w*each+i)%(rooms-1)))
				if h == nil || h.Do(b.Context(), hall.Op{Cmd: room.Enter{By: room.User{ID: fmt.Sprint("new", w, "-", i)}}}) != nil {
					failed.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if n := failed.Load(); n > 0 {
		b.Errorf("%d of %d commands failed", n, each*at)
	}
	return each * at / time.Since(began).Seconds()
}

// said is how many messages a second the large room tells its members.
func said(b *testing.B, s *Server) float64 {
	b.Helper()
	const n = 50
	h := s.rooms.Get(1)
	began := time.Now()
	for i := range n {
		say := &chatlog.Saying{Type: signaling.EventRecvRoomTextMsg, Msg: signaling.Message{Text: fmt.Sprint("line ", i), User: signaling.User{UserID: "h1"}}}
		if err := h.Do(b.Context(), hall.Op{Say: say}); err != nil {
			b.Fatal(err)
		}
	}
	return n / time.Since(began).Seconds()
}
