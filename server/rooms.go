package server

import (
	"context"
	"maps"
	"slices"
	"sync"

	"onair/room"
	"onair/room/directory"
	"onair/server/store"
	"onair/signaling"
)

// rooms knows the live rooms and who is in which.
type rooms struct {
	srv *Server
	kv  kvBucket
	// audience has the members of each room who only watch; see type audience.
	audience *store.Bucket
	wg       sync.WaitGroup

	mu     sync.Mutex
	by     map[uint32]*host
	loaded []*host // waiting for start
	dir    directory.Rooms
	closed bool
}

// load takes up the rooms of the server's last life. Their members are told
// apart by session, so sessions are loaded first.
func (r *rooms) load(ctx context.Context) error {
	entries, err := r.kv.All(ctx)
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
			r.srv.log.Error("stored room cannot be read and is left alone", "key", e.Key, "err", err)
			continue
		}
		h := newHost(r.srv, st.ID())
		h.state, h.revision, h.audience.stored = st, e.Revision, apart
		h.view.Store(&st)
		for _, key := range st.GiftKeys() {
			h.noted.add(key, true)
		}
		for m := range st.Members(0) {
			if r.dir.Claim(m.ID, h.id) != nil { // the way out of one of the two was not stored
				h.push(op{cmd: room.Leave{By: m.ID}})
			} else if s := r.srv.sessions.get(m.ID); s != nil && s.enter(h) {
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
func (r *rooms) loadChats(ctx context.Context) error {
	entries, err := r.srv.chats.All(ctx)
	if err != nil {
		return err
	}
	byKey := make(map[string]*host)
	for _, h := range r.by {
		byKey[roomKey(h.id)] = h
	}
	for _, e := range entries {
		h := byKey[e.Key]
		if h == nil {
			err = r.srv.chats.Delete(ctx, e.Key)
		} else {
			err = h.chat.Load(e.Value)
		}
		if err != nil {
			r.srv.log.Warn("stored messages", "key", e.Key, "err", err)
		}
	}
	return nil
}

// start runs the rooms that were loaded. Their deadlines are held until restarted.
func (r *rooms) start(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range r.loaded {
		r.wg.Go(func() { h.run(ctx) })
	}
}

// restarted lets time go on in the rooms that were loaded: whatever ran out while
// nobody could come back begins anew.
func (r *rooms) restarted() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range r.loaded {
		h.push(op{cmd: room.Restarted{}})
	}
	r.loaded = nil
}

// get returns a live room; nil if there is none.
func (r *rooms) get(id uint32) *host {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.by[id]
}

// open returns a live room, or an empty one that waits for its Create.
func (r *rooms) open(id uint32) (*host, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if h := r.by[id]; h != nil {
		return h, nil
	}
	if r.closed {
		return nil, codeError(signaling.CodeShuttingDown, "")
	}
	if len(r.by) >= r.srv.cfg.Limits.MaxRooms {
		return nil, codeError(signaling.CodeBusy, "the server has as many rooms as it may")
	}
	h := newHost(r.srv, id)
	r.by[id] = h
	r.wg.Go(func() { h.run(r.srv.life) })
	return h, nil
}

func (r *rooms) remove(h *host) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.by[h.id] == h {
		delete(r.by, h.id)
	}
}

// claim notes that a user is about to enter a room.
func (r *rooms) claim(user string, id uint32) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.dir.Claim(user, id); err != nil {
		if r.dir.Of(user) == id {
			return codeError(signaling.CodeAlreadyMember, "")
		}
		return codeError(signaling.CodeInOtherRoom, "")
	}
	return nil
}

// release notes that a user is out of a room.
func (r *rooms) release(user string, id uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dir.Release(user, id)
}

// of is the room a user is in or entering, 0 for none.
func (r *rooms) of(user string) uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dir.Of(user)
}

// all returns every room, also those about to begin or to end.
func (r *rooms) all() []*host {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Values(r.by))
}

// states returns every room that exists, newest first.
func (r *rooms) states() []room.State {
	r.mu.Lock()
	list := make([]room.State, 0, len(r.by))
	for _, h := range r.by {
		if st := h.current(); st.Exists() {
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

// close stops new rooms and waits for the running ones, whose context has ended.
func (r *rooms) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.wg.Wait()
}
