// Package follow knows who follows whom, and of which lives the fans were told.
package follow

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"onair/server/store"
)

// Why something is refused.
var (
	ErrLimit    = errors.New("follow: follows as many as one may")
	ErrNotReady = errors.New("follow: the lists are not read yet")
)

// Bucket is what is asked of a store.Bucket.
type Bucket interface {
	Put(ctx context.Context, key string, value []byte) error
	All(ctx context.Context) ([]store.Entry, error)
}

// Lists are who follows whom. The bucket has a list for each user who follows; who
// is followed is worked out from these. Any goroutine may use it.
type Lists struct {
	kv   Bucket
	most int
	log  *slog.Logger

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

// New makes lists that are empty until Load; a user follows at most so many.
func New(kv Bucket, most int, log *slog.Logger) *Lists {
	return &Lists{kv: kv, most: most, log: log, ready: make(chan struct{}), of: map[string][]string{}, fans: map[string]map[string]struct{}{}, told: map[uint32]time.Time{}}
}

// Load reads the lists, while people are served already. One that cannot be read
// counts as empty. It is called once.
func (f *Lists) Load(ctx context.Context) {
	entries, err := f.kv.All(ctx)
	if err != nil {
		if ctx.Err() == nil {
			f.log.Error("follows not read", "err", err)
		}
		return // nothing may be changed on top of what is not known
	}
	for _, e := range entries {
		var hosts []string
		if err := json.Unmarshal(e.Value, &hosts); err != nil {
			f.log.Warn("a list of follows is not readable", "user", e.Key, "err", err)
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

// Wait returns when the lists are read; ErrNotReady when that takes too long.
func (f *Lists) Wait(ctx context.Context) error {
	select {
	case <-f.ready:
		return nil
	case <-ctx.Done():
		return ErrNotReady
	}
}

// WhenReady calls tell now, or when the lists are read.
func (f *Lists) WhenReady(tell func()) {
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
func (f *Lists) set(user string, hosts []string) {
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

// Change follows or unfollows; it is stored before it counts.
func (f *Lists) Change(ctx context.Context, user, host string, on bool) error {
	f.writing.Lock()
	defer f.writing.Unlock()
	f.mu.Lock()
	hosts := f.of[user]
	f.mu.Unlock()
	i, known := slices.BinarySearch(hosts, host)
	switch {
	case on == known:
		return nil
	case on && len(hosts) >= f.most:
		return ErrLimit
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

// Of reports whether a user follows a host, and how many do.
func (f *Lists) Of(user, host string) (on bool, fans int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, on = f.fans[host][user]
	return on, len(f.fans[host])
}

// Hosts are those a user follows, by ID.
func (f *Lists) Hosts(user string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.of[user]
}

// Fans are a host's, by ID.
func (f *Lists) Fans(host string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]string, 0, len(f.fans[host]))
	for u := range f.fans[host] {
		list = append(list, u)
	}
	slices.Sort(list)
	return list
}

// News reports whether the live of a room made then has not been told of, and notes
// it.
func (f *Lists) News(room uint32, created time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.told[room].Equal(created) {
		return false
	}
	f.told[room] = created
	return true
}

// Over forgets that a live was told of.
func (f *Lists) Over(room uint32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.told, room)
}
