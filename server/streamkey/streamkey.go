// Package streamkey knows the keys by which other programs send a user's stream. A key
// is random and long; of each only a hash is kept.
package streamkey

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"onair/server/store"
)

// Why something is refused.
var (
	// ErrKey: there is no such key, or not any more.
	ErrKey = errors.New("streamkey: no such key")
	// ErrLimit: the user has as many keys as one may.
	ErrLimit = errors.New("streamkey: as many keys as one may have")
)

// Bucket is what is asked of a store.Bucket.
type Bucket interface {
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) ([]store.Entry, error)
}

// Key is what is known of a key. It never changes.
type Key struct {
	ID   string // names it, and is no secret: the first letters of its text
	User string
	Room uint32 // 0: any
	Made time.Time
}

// stored is a key in the bucket, by its ID.
type stored struct {
	User string    `json:"user"`
	Room uint32    `json:"room,omitempty"`
	Made time.Time `json:"made"`
	Hash [32]byte  `json:"hash"` // SHA-256 of the whole text
}

// Keys are all of them. Any goroutine may use it.
type Keys struct {
	kv   Bucket
	most int

	writing sync.Mutex // held while a key is made or revoked, so that store and memory agree
	mu      sync.Mutex
	by      map[string]stored // by ID
	revoked func(Key)
}

// New reads the keys of a bucket; a user has at most so many. An entry that cannot be
// read is no key.
func New(ctx context.Context, kv Bucket, most int, log *slog.Logger) (*Keys, error) {
	k := &Keys{kv: kv, most: most, by: map[string]stored{}}
	entries, err := kv.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("stream keys: %w", err)
	}
	for _, e := range entries {
		var s stored
		if err := json.Unmarshal(e.Value, &s); err != nil || s.User == "" {
			log.Warn("a stream key is not readable", "id", e.Key, "err", err)
			continue
		}
		k.by[e.Key] = s
	}
	return k, nil
}

// OnRevoked has f called with each key that is revoked from now on, before that
// order is answered.
func (k *Keys) OnRevoked(f func(Key)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.revoked = f
}

// A key is written in small letters and digits, which survive addresses and a double
// click: eight for its ID, then 160 random bits.
const (
	idBytes     = 5
	secretBytes = 20
	idLen       = 8
	textLen     = 40
)

var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Make makes a key for a user and, unless it is 0, one room alone. It is stored before
// it is told. Errors: ErrLimit, store.ErrNotStored.
func (k *Keys) Make(ctx context.Context, user string, room uint32) (text string, key Key, err error) {
	k.writing.Lock()
	defer k.writing.Unlock()
	if len(k.Of(user)) >= k.most {
		return "", Key{}, ErrLimit
	}
	text = k.fresh()
	s := stored{User: user, Room: room, Made: time.Now().UTC().Truncate(time.Millisecond), Hash: sha256.Sum256([]byte(text))}
	value, err := json.Marshal(s)
	if err == nil {
		err = k.kv.Put(ctx, text[:idLen], value)
	}
	if err != nil {
		return "", Key{}, errors.Join(store.ErrNotStored, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.by[text[:idLen]] = s
	return text, s.key(text[:idLen]), nil
}

// fresh is a text whose ID no other key has.
func (k *Keys) fresh() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	for {
		b := make([]byte, idBytes+secretBytes)
		_, _ = rand.Read(b) // never fails
		text := letters.EncodeToString(b)
		if _, taken := k.by[text[:idLen]]; !taken {
			return text
		}
	}
}

func (s stored) key(id string) Key { return Key{ID: id, User: s.User, Room: s.Room, Made: s.Made} }

// Find is who a key stands for; ErrKey. How long it takes tells nothing of the secret.
func (k *Keys) Find(text string) (Key, error) {
	if len(text) != textLen {
		return Key{}, ErrKey
	}
	k.mu.Lock()
	s, known := k.by[text[:idLen]]
	k.mu.Unlock()
	hash := sha256.Sum256([]byte(text))
	if subtle.ConstantTimeCompare(hash[:], s.Hash[:]) != 1 || !known {
		return Key{}, ErrKey
	}
	return s.key(text[:idLen]), nil
}

// Of are a user's keys, oldest first.
func (k *Keys) Of(user string) []Key {
	k.mu.Lock()
	defer k.mu.Unlock()
	list := []Key{}
	for id, s := range k.by {
		if s.User == user {
			list = append(list, s.key(id))
		}
	}
	slices.SortFunc(list, func(a, b Key) int { return a.Made.Compare(b.Made) })
	return list
}

// revoke ends one of a user's keys, by its ID; ErrKey if the user has no such key. What
// is sent with it ends, too: see OnRevoked.
func (k *Keys) revoke(ctx context.Context, user, id string) error {
	k.writing.Lock()
	defer k.writing.Unlock()
	k.mu.Lock()
	s, known := k.by[id]
	k.mu.Unlock()
	if !known || s.User != user {
		return ErrKey
	}
	if err := k.kv.Delete(ctx, id); err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	k.mu.Lock()
	delete(k.by, id)
	tell := k.revoked
	k.mu.Unlock()
	if tell != nil {
		tell(s.key(id))
	}
	return nil
}
