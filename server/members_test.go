package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"onair/internal/await"
	"onair/room"
	"onair/server/buckets"
	"onair/server/hall"
	"onair/server/store"
	"onair/signaling"
)

// nobodyLost fails when a member has neither a session nor a grace time.
func (s *testServer) nobodyLost() {
	s.t.Helper()
	var lost []hall.Orphan
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if lost = s.rooms.Orphans(context.Background()); len(lost) == 0 {
			return
		}
	}
	s.t.Errorf("members without session and grace time: %v", lost)
}

// oddStore is a bucket whose writes can be held up, or lose their answer.
type oddStore struct {
	buckets.Bucket
	gate sync.RWMutex // held by the test: writes wait
	lose atomic.Int32 // so many writes are done and answered with an error
	stop atomic.Int32 // so many writes are not done and answered with an error
	seen atomic.Int32 // writes begun
}

func (b *oddStore) write(do func() error) error {
	b.seen.Add(1)
	b.gate.RLock()
	defer b.gate.RUnlock()
	if b.stop.Add(-1) >= 0 {
		return context.DeadlineExceeded
	}
	b.stop.Store(0)
	err := do()
	if b.lose.Add(-1) >= 0 {
		return context.DeadlineExceeded
	}
	b.lose.Store(0)
	return err
}

func (b *oddStore) Update(ctx context.Context, key string, v []byte, rev uint64) (out uint64, err error) {
	err = b.write(func() (err error) {
		out, err = b.Bucket.Update(ctx, key, v, rev)
		return err
	})
	return out, err
}

func (b *oddStore) Put(ctx context.Context, key string, v []byte) error {
	return b.write(func() error { return b.Bucket.Put(ctx, key, v) })
}

func (b *oddStore) Delete(ctx context.Context, key string) error {
	return b.write(func() error { return b.Bucket.Delete(ctx, key) })
}

// oddStores are put before the buckets of a server, by name.
type oddStores map[string]*oddStore

func (o oddStores) before(c *Config) {
	c.storeRetry = 5 * time.Millisecond
	c.wrap = func(name string, b buckets.Bucket) buckets.Bucket {
		o[name] = &oddStore{Bucket: b}
		return o[name]
	}
}

func frame(id int, typ string, data any) string {
	b, _ := json.Marshal(data)
	return fmt.Sprintf(`{"v":1,"id":%d,"type":%q,"data":%s}`, id, typ, b)
}

// TestNobodyStaysWhoIsGone sends in one burst what ends a session and what enters
// a room, over real connections.
func TestNobodyStaysWhoIsGone(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 1e6, 1e6 })
	host := s.login("host")
	host.create(1)
	logout := frame(2, signaling.TypeLogout, none{})
	enter := frame(3, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			user := fmt.Sprint("u", n)
			own := signaling.CreateRoomRequest{RoomID: uint32(100 + n)}
			create := frame(3, signaling.TypeCreateRoom, own)
			for i, burst := range slices.Repeat([][]string{{logout, create}, {logout, enter}, {create, logout}, {enter, logout},
				{create, logout, enter}, {enter}, {create}, {logout, enter, create, logout}}, 3) {
				c := s.raw() // a login elsewhere for the last one, if that did not end
				c.login(s, user)
				for _, text := range burst {
					c.send(text)
				}
				if len(burst) > 1 && i%2 == 0 {
					c.closed()
				}
			}
		})
	}
	wg.Wait()
	s.nobodyLost()
	for n := range 8 { // nobody is locked out
		u := s.login(fmt.Sprint("u", n))
		u.enter(1)
		u.must(signaling.TypeExitRoom, nil, nil)
		u.create(uint32(100 + n))
		u.must(signaling.TypeDestroyRoom, nil, nil)
		u.must(signaling.TypeLogout, nil, nil)
	}
	await.True(t, "only the host's room and member are left", func() bool {
		return len(s.rooms.All()) == 1 && s.rooms.Get(1).Current().Len() == 1
	})
}

func TestALoginElsewhereWhileEntering(t *testing.T) {
	odd := oddStores{}
	s := start(t, odd.before)
	kv := odd["rooms"]
	s.login("anna").create(1)
	for name, ask := range map[string]func(c rawConn){
		"enter":  func(c rawConn) { c.send(frame(2, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})) },
		"create": func(c rawConn) { c.send(frame(2, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 2})) },
	} {
		kv.gate.Lock()
		old := s.raw()
		old.login(s, "ben")
		writes := kv.seen.Load()
		ask(old)
		await.True(t, "the request at the store", func() bool { return kv.seen.Load() > writes })
		first := s.sessions.Get("ben")
		loggedIn := make(chan *user)
		go func() { loggedIn <- s.login("ben") }()
		await.True(t, "the end of the first session", first.Over)
		kv.gate.Unlock()
		ben := <-loggedIn
		if code := old.closed(); code != signaling.CloseKicked {
			t.Errorf("%s: the first session ends with %d", name, code)
		}
		s.nobodyLost()
		ben.enter(1) // at once: nothing is left of the session before
		ben.must(signaling.TypeLogout, nil, nil)
	}
}

func TestWhatIsRefusedIsNotStoredInTheEnd(t *testing.T) {
	for name, fault := range map[string]func(b *oddStore, n int32){
		"done without an answer": func(b *oddStore, n int32) { b.lose.Store(n) },
		"not done":               func(b *oddStore, n int32) { b.stop.Store(n) },
	} {
		t.Run(name, func(t *testing.T) {
			odd := oddStores{}
			s := start(t, odd.before)
			kv := odd["rooms"]
			anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
			anna.create(1)
			carl.enter(1)
			fault(kv, 3)
			ben.refused(signaling.CodeStorage, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
			carl.must(signaling.TypeExitRoom, nil, nil) // order is kept all the same
			await.True(t, "the room is stored again", func() bool {
				st, err := storedRoom(t, s.data.Audience, kv, 1)
				return err == nil && st.Len() == 1
			})
			if st := s.rooms.Get(1).Current(); st.Len() != 1 {
				t.Errorf("%d members, want anna alone", st.Len())
			}
			s.nobodyLost()
			ben.enter(1)
			ben.must(signaling.TypeExitRoom, nil, nil)

			fault(kv, 2)
			ben.refused(signaling.CodeStorage, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 2})
			await.True(t, "no trace of the room", func() bool { return s.rooms.Get(2) == nil })
			if _, err := kv.Get(t.Context(), entry(2)); err == nil {
				t.Error("the room that was refused is stored")
			}
			fault(kv, 2)
			anna.must(signaling.TypeDestroyRoom, nil, nil)
			await.True(t, "the ended room has gone from the store", func() bool { return s.rooms.Get(1) == nil })
			if _, err := kv.Get(t.Context(), entry(1)); err == nil {
				t.Error("the room that has ended is stored")
			}
			ben.create(1)
		})
	}
}

// entry is the key of a room in the store.
func entry(id uint32) string { return fmt.Sprintf("r%d", id) }

// storedRoom is a room as a start would find it.
func storedRoom(t *testing.T, audience *store.Bucket, kv buckets.Bucket, id uint32) (room.State, error) {
	e, err := kv.Get(t.Context(), entry(id))
	if err != nil {
		return room.State{}, err
	}
	var viewers []room.Viewer
	err = audience.Each(t.Context(), func(e store.Entry) error {
		if rest, of := strings.CutPrefix(e.Key, entry(id)+"."); of {
			_, order, _ := strings.Cut(rest, ".")
			n, err := strconv.ParseUint(order, 10, 64)
			viewers = append(viewers, room.Viewer{Order: n, JSON: e.Value})
			return err
		}
		return nil
	})
	if err != nil {
		return room.State{}, err
	}
	st, _, _, err := room.Decode(e.Value, viewers)
	return st, err
}

// TestWhoIsDownForLongLosesNothing stops the server for longer than every grace
// time.
func TestWhoIsDownForLongLosesNothing(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	const rooms = 12
	for i := uint32(1); i <= rooms; i++ {
		s.login(fmt.Sprint("host", i)).create(i)
		s.login(fmt.Sprint("fan", i)).enter(i)
	}
	s.stop()
	db, err := store.Open(t.Context(), dir, s.log)
	if err != nil {
		t.Fatal(err)
	}
	kv, err := db.Bucket(t.Context(), "rooms")
	if err != nil {
		t.Fatal(err)
	}
	audience, err := db.Bucket(t.Context(), "audience")
	if err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Hour)
	for i := uint32(1); i <= rooms; i++ {
		st, err := storedRoom(t, audience, kv, i)
		if err != nil {
			t.Fatal(err)
		}
		st, _, _ = room.Apply(st, room.LinkLost{User: fmt.Sprint("fan", i)}, past)
		st, _, _ = room.Apply(st, room.Leave{By: fmt.Sprint("host", i)}, past)
		b, _ := st.EncodeCore()
		if err := kv.Put(t.Context(), entry(i), b); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	s = startIn(t, dir, newFakeRelay)
	await.True(t, "the server", s.ready.Load)
	s.nobodyLost()
	least := time.Now().Add(s.cfg.Limits.HostGrace / 2)
	for i := uint32(1); i <= rooms; i++ {
		h := s.rooms.Get(i)
		if h == nil {
			t.Errorf("room %d has ended", i)
			continue
		}
		if err := h.Do(t.Context(), hall.Op{Ask: true}); err != nil { // behind what the start told it
			t.Fatal(err)
		}
		st := h.Current()
		if m, in := st.Member(fmt.Sprint("fan", i)); !in || m.DropAt.Before(least) || st.AwayUntil().Before(least) {
			t.Errorf("room %d: %v, %+v; the room ends at %v", i, in, m, st.AwayUntil())
		}
	}
}

func TestARoomThatEndsByItselfIsForgotten(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.HostGrace, c.Limits.MaxRooms = time.Millisecond, 1 })
	anna := s.login("anna")
	for range 3 {
		anna.create(1)
		anna.must(signaling.TypeExitRoom, nil, nil)
		await.True(t, "the end of the room", func() bool { return len(s.rooms.All()) == 0 })
	}
}
