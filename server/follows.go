package server

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"onair/room"
	"onair/server/store"
	"onair/signaling"
)

// follows knows who follows whom. The store has a list for each user who
// follows; who is followed is worked out from these.
type follows struct {
	kv   kvBucket
	mu   sync.Mutex
	of   map[string][]string            // hosts by user, sorted
	fans map[string]map[string]struct{} // users by host
	told map[uint32]time.Time           // lives told of: when the room was made
	// ready is closed when the lists are read; waiting is to be done then.
	ready   chan struct{}
	waiting []func()
	// writing is held while a list is changed, so that store and memory agree.
	writing sync.Mutex
}

func newFollows() *follows {
	return &follows{ready: make(chan struct{}), of: map[string][]string{}, fans: map[string]map[string]struct{}{}, told: map[uint32]time.Time{}}
}

// loadFollows reads the lists, while people are served already. One that cannot be
// read counts as empty.
func (s *Server) loadFollows(ctx context.Context) {
	f := s.follows
	entries, err := f.kv.All(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("follows not read", "err", err)
		}
		return // nothing may be changed on top of what is not known
	}
	for _, e := range entries {
		var hosts []string
		if err := json.Unmarshal(e.Value, &hosts); err != nil {
			s.log.Warn("a list of follows is not readable", "user", e.Key, "err", err)
			continue
		}
		slices.Sort(hosts)
		f.set(e.Key, slices.Compact(hosts))
	}
	f.mu.Lock()
	waiting := f.waiting
	f.waiting = nil
	close(f.ready)
	f.mu.Unlock()
	for _, tell := range waiting {
		tell()
	}
}

// wait returns when the lists are read; CodeBusy when that takes too long.
func (f *follows) wait(ctx context.Context) error {
	select {
	case <-f.ready:
		return nil
	case <-ctx.Done():
		return codeError(signaling.CodeBusy, "")
	}
}

// whenReady calls tell now, or when the lists are read.
func (f *follows) whenReady(tell func()) {
	f.mu.Lock()
	select {
	case <-f.ready:
		f.mu.Unlock()
		tell()
	default:
		f.waiting = append(f.waiting, tell)
		f.mu.Unlock()
	}
}

// set replaces a user's list in memory.
func (f *follows) set(user string, hosts []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, h := range f.of[user] {
		if delete(f.fans[h], user); len(f.fans[h]) == 0 {
			delete(f.fans, h)
		}
	}
	if f.of[user] = hosts; len(hosts) == 0 {
		delete(f.of, user)
	}
	for _, h := range hosts {
		if f.fans[h] == nil {
			f.fans[h] = map[string]struct{}{}
		}
		f.fans[h][user] = struct{}{}
	}
}

// change follows or unfollows; it is stored before it counts.
func (f *follows) change(ctx context.Context, user, host string, on bool) error {
	f.writing.Lock()
	defer f.writing.Unlock()
	f.mu.Lock()
	hosts := f.of[user]
	f.mu.Unlock()
	i, known := slices.BinarySearch(hosts, host)
	switch {
	case on == known:
		return nil
	case on && len(hosts) >= signaling.MaxFollows:
		return codeError(signaling.CodeFollowLimit, "")
	case on:
		hosts = slices.Insert(slices.Clone(hosts), i, host)
	default:
		hosts = slices.Delete(slices.Clone(hosts), i, i+1)
	}
	b, err := json.Marshal(hosts)
	if err == nil {
		err = f.kv.Put(ctx, user, b)
	}
	if err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	f.set(user, hosts)
	return nil
}

func (f *follows) info(user, host string) signaling.FollowInfo {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, on := f.fans[host][user]
	return signaling.FollowInfo{UserID: host, Following: on, Fans: len(f.fans[host])}
}

// hosts are those a user follows, by ID.
func (f *follows) hosts(user string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.of[user]
}

// fansOf are a host's, by ID.
func (f *follows) fansOf(host string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]string, 0, len(f.fans[host]))
	for u := range f.fans[host] {
		list = append(list, u)
	}
	slices.Sort(list)
	return list
}

// news reports whether a live has not been told of, and notes it.
func (f *follows) news(st room.State) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.told[st.ID()].Equal(st.Created()) {
		return false
	}
	f.told[st.ID()] = st.Created()
	return true
}

// over forgets that a live was told of.
func (f *follows) over(id uint32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.told, id)
}
