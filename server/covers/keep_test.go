package covers

import (
	"bytes"
	"errors"
	"log/slog"
	"testing"

	"onair/server/reply"
	"onair/server/store"
	"onair/signaling"
)

// shelf is one over a real store, and who has a session or a room.
type shelf struct {
	*Shelf
	t              *testing.T
	online, owners map[string]bool
}

func newShelf(t *testing.T, most int64) *shelf {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	kv, err := db.Bucket(t.Context(), "covers")
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{t: t, online: map[string]bool{}, owners: map[string]bool{}}
	s.Shelf = New(Config{KV: kv, Most: most, LoggedIn: func(user string) bool { return s.online[user] },
		Owners: func() map[string]bool { return s.owners }, Log: slog.New(slog.DiscardHandler)})
	return s
}

// coverOf makes a picture of n bytes, different for each kind.
func coverOf(n int, kind byte) []byte {
	b := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, n)...)
	b[len(b)-1] = kind
	return b
}

// keeps reports whether a user's cover is there.
func (s *shelf) keeps(user string) bool {
	s.t.Helper()
	_, err := s.KV.Get(s.t.Context(), user)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.t.Fatal(err)
	}
	return err == nil
}

func (s *shelf) cover(user string, data []byte) string {
	s.t.Helper()
	if err := s.store(s.t.Context(), user, data); err != nil {
		s.t.Fatal(err)
	}
	return "/covers/" + user + "/" + coverVersion(data)
}

func TestCoversTakeTheirShareOfTheDiskAndNoMore(t *testing.T) {
	s := newShelf(t, 64<<10)
	full := 0
	for i := range 10 {
		err := s.store(t.Context(), string(rune('a'+i)), coverOf(10<<10, 1))
		if signaling.CodeOf(reply.Of(err)) == signaling.CodeStorage {
			full++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if _, size, err := s.KV.Size(t.Context()); err != nil || size > 64<<10 || full != 4 {
		t.Errorf("%d of 10 refused, %d bytes kept, %v", full, size, err)
	}
}

func TestOnlyTheCoverOfTheRoomThatEndedGoes(t *testing.T) {
	s := newShelf(t, 1<<20)
	url := s.cover("anna", coverOf(100, 2))
	s.cover("anna", coverOf(100, 3))
	s.Drop(t.Context(), "anna", url)
	s.Drop(t.Context(), "anna", "https://example.org/covers/anna/000000000000")
	if e, err := s.KV.Get(t.Context(), "anna"); err != nil || !bytes.Equal(e.Value, coverOf(100, 3)) {
		t.Errorf("the newer cover: %v", err)
	}
	s.Drop(t.Context(), "anna", "/covers/anna/"+coverVersion(coverOf(100, 3)))
	if s.keeps("anna") {
		t.Error("the room's own cover stays")
	}
}

func TestCoversOfNobodyAreSwept(t *testing.T) {
	s := newShelf(t, 1<<20)
	s.online["online"], s.owners["host"] = true, true
	for _, user := range []string{"online", "host", "gone"} {
		s.cover(user, coverOf(100, 1))
	}
	s.sweepOnce(t.Context())
	if !s.keeps("online") || !s.keeps("host") || s.keeps("gone") {
		t.Errorf("online's %v, host's %v, gone's %v", s.keeps("online"), s.keeps("host"), s.keeps("gone"))
	}
}
