package hall

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"onair/room"
	"onair/room/directory"
	"onair/signaling"
)

// Hall knows the live rooms and who is in which.
type Hall struct {
	cfg Config
	wg  sync.WaitGroup

	notStored, unworded atomic.Uint64

	mu     sync.Mutex
	by     map[uint32]*Room
	loaded []*Room // waiting for start
	dir    directory.Rooms
	closed bool
	life   context.Context // of the rooms; nil before start
}

// load takes up the rooms of the server's last life. Their members are told
// apart by session, so sessions are loaded first.
func (r *Hall) load(ctx context.Context) error {
	entries, err := r.cfg.Rooms.All(ctx)
	if err != nil {
		return err
	}
	viewers, err := r.viewers(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		st, apart, err := assemble(e.Value, viewers)
		if err != nil {
			r.cfg.Log.Error("stored room cannot be read and is left alone", "key", e.Key, "err", err)
			continue
		}
		h := newRoom(r, st.ID())
		h.state, h.revision, h.audience.stored = st, e.Revision, apart
		h.view.Store(&st)
		for _, key := range st.GiftKeys() {
			h.noted.add(key, true)
		}
		for m := range st.Members(0) {
			if r.dir.Claim(m.ID, h.id) != nil { // the way out of one of the two was not stored
				h.Push(Op{Cmd: room.Leave{By: m.ID}})
			} else if s := r.cfg.Sessions.Of(m.ID); s != nil && s.Enter(h, "") {
				h.peers[m.ID] = s
			}
		}
		h.held = true
		r.by[h.id] = h
		r.loaded = append(r.loaded, h)
	}
	r.sweep(ctx, viewers)
	return r.loadChats(ctx)
}

// loadChats gives the rooms what was said in them, and forgets what was said in
// rooms that are gone.
func (r *Hall) loadChats(ctx context.Context) error {
	entries, err := r.cfg.Chats.All(ctx)
	if err != nil {
		return err
	}
	byKey := make(map[string]*Room)
	for _, h := range r.by {
		byKey[roomKey(h.id)] = h
	}
	for _, e := range entries {
		h := byKey[e.Key]
		if h == nil {
			err = r.cfg.Chats.Delete(ctx, e.Key)
		} else {
			err = h.chat.Load(e.Value)
		}
		if err != nil {
			r.cfg.Log.Warn("stored messages", "key", e.Key, "err", err)
		}
	}
	return nil
}

// Start runs the rooms that were loaded. Their deadlines are held until restarted.
func (r *Hall) Start() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range r.loaded {
		r.wg.Go(func() { h.run(r.life) })
	}
}

// Restarted lets time go on in the rooms that were loaded: whatever ran out while
// nobody could come back begins anew. Streams that claim knows of, unless it is nil, flow
// on: it returns what flows, and has on told of what does from now on.
func (r *Hall) Restarted(claim func(stream string, muted room.Media, on func(room.Media)) (room.Media, bool)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range r.loaded {
		o := Op{Cmd: room.Restarted{}}
		if claim != nil {
			o = h.goOn(claim)
		}
		h.Push(o)
	}
	r.loaded = nil
}

// goOn is a Restarted with the streams that flow still.
func (h *Room) goOn(claim func(string, room.Media, func(room.Media)) (room.Media, bool)) Op {
	pubs, flows := make(map[string]*Publication), make(map[string]room.Media)
	for _, seat := range h.Current().Stage() {
		if !seat.Publishing() {
			continue
		}
		p := h.newPublication(seat.UserID, seat.Stream)
		if flow, ok := claim(seat.Stream, seat.Muted, p.onFlow); ok {
			pubs[seat.UserID], flows[seat.UserID] = p, flow
		}
	}
	return Op{Cmd: room.Restarted{Flows: flows}, Done: func(room.State, error) {
		for user, p := range pubs {
			h.pubs[user] = p
			p.goOn(flows[user])
		}
	}}
}

// stopping reports whether the rooms' context has ended.
func (r *Hall) stopping() bool { return r.life.Err() != nil }

// Get returns a live room; nil if there is none.
func (r *Hall) Get(id uint32) *Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.by[id]
}

// State is a room as it is now; one that does not exist if there is none.
func (r *Hall) State(id uint32) room.State {
	if h := r.Get(id); h != nil {
		return h.Current()
	}
	return room.State{}
}

// Open returns a live room, or an empty one that waits for its Create.
func (r *Hall) Open(id uint32) (*Room, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if h := r.by[id]; h != nil {
		return h, nil
	}
	if r.closed {
		return nil, signaling.NewError(signaling.CodeShuttingDown, "", "")
	}
	if len(r.by) >= r.cfg.MaxRooms {
		return nil, signaling.NewError(signaling.CodeBusy, "", "the server has as many rooms as it may")
	}
	h := newRoom(r, id)
	r.by[id] = h
	r.wg.Go(func() { h.run(r.life) })
	return h, nil
}

func (r *Hall) remove(h *Room) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.by[h.id] == h {
		delete(r.by, h.id)
	}
}

// claim notes that a user is about to enter a room.
func (r *Hall) claim(user string, id uint32) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.dir.Claim(user, id); err != nil {
		if r.dir.Of(user) == id {
			return signaling.NewError(signaling.CodeAlreadyMember, "", "")
		}
		return signaling.NewError(signaling.CodeInOtherRoom, "", "")
	}
	return nil
}

// Release notes that a user is out of a room.
func (r *Hall) Release(user string, id uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dir.Release(user, id)
}

// of is the room a user is in or entering, 0 for none.
func (r *Hall) of(user string) uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dir.Of(user)
}

// All returns every room, also those about to begin or to end.
func (r *Hall) All() []*Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Values(r.by))
}

// States returns every room that exists, newest first.
func (r *Hall) States() []room.State {
	r.mu.Lock()
	list := make([]room.State, 0, len(r.by))
	for _, h := range r.by {
		if st := h.Current(); st.Exists() {
			list = append(list, st)
		}
	}
	r.mu.Unlock()
	slices.SortFunc(list, func(a, b room.State) int {
		if c := b.Created().Compare(a.Created()); c != 0 {
			return c
		}
		return int(int64(a.ID()) - int64(b.ID()))
	})
	return list
}

// Close stops new rooms and waits for the running ones, whose context has ended.
func (r *Hall) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.wg.Wait()
}
