package server

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"onair/internal/await"
	"onair/server/store"
	"onair/signaling"
)

// coverOf makes a picture of n bytes, different for each kind.
func coverOf(n int, kind byte) []byte {
	b := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, n)...)
	b[len(b)-1] = kind
	return b
}

// keeps reports whether a user's cover is there.
func (s *testServer) keeps(user string) bool {
	s.t.Helper()
	_, err := s.data.covers.Get(s.t.Context(), user)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.t.Fatal(err)
	}
	return err == nil
}

func (s *testServer) cover(user string, data []byte) string {
	s.t.Helper()
	if err := s.covers.store(s.t.Context(), user, data); err != nil {
		s.t.Fatal(err)
	}
	return "/covers/" + user + "/" + coverVersion(data)
}

func TestCoversTakeTheirShareOfTheDiskAndNoMore(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.CoverBytes = 64 << 10 })
	full := 0
	for i := range 10 {
		user := string(rune('a' + i))
		s.login(user) // covers of nobody are swept
		err := s.covers.store(t.Context(), user, coverOf(10<<10, 1))
		if signaling.CodeOf(wireError(err)) == signaling.CodeStorage {
			full++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if _, size, err := s.data.covers.Size(t.Context()); err != nil || size > 64<<10 || full != 4 {
		t.Errorf("%d of 10 refused, %d bytes kept, %v", full, size, err)
	}
}

func TestACoverGoesWithItsRoom(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	url := s.cover("anna", coverOf(100, 1))
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{CoverURL: url}}, nil)
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	await.True(t, "the cover gone", func() bool { return !s.keeps("anna") })

	// One that was put for the next room meanwhile stays.
	url = s.cover("anna", coverOf(100, 2))
	s.cover("anna", coverOf(100, 3))
	s.covers.drop(context.Background(), "anna", url)
	s.covers.drop(context.Background(), "anna", "https://example.org/covers/anna/000000000000")
	if e, err := s.data.covers.Get(t.Context(), "anna"); err != nil || !bytes.Equal(e.Value, coverOf(100, 3)) {
		t.Errorf("the newer cover: %v", err)
	}
}

func TestCoversOfNobodyAreSwept(t *testing.T) {
	s := start(t)
	s.login("online")
	host := s.login("host")
	host.create(1)
	for _, user := range []string{"online", "host", "gone"} {
		s.cover(user, coverOf(100, 1))
	}
	host.must(signaling.TypeLogout, nil, nil) // the room waits for its owner
	s.covers.sweepOnce(t.Context())
	if !s.keeps("online") || !s.keeps("host") || s.keeps("gone") {
		t.Errorf("online's %v, host's %v, gone's %v", s.keeps("online"), s.keeps("host"), s.keeps("gone"))
	}
}
