package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

func TestAStreamIsWrittenOnlyWhereItIsNotAsItShouldBe(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	cfg := as(jetstream.StreamConfig{}, "plain")
	cfg.MaxMsgSize = 1 << 20 // an earlier version's
	if _, err := s.eng.js.CreateStream(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	s.Close()
	meta := filepath.Join(dir, "nats", "jetstream", "$G", "streams", streamName("plain"), "meta.inf")
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	for _, written := range []bool{true, false} {
		if err := os.Chtimes(meta, past, past); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		b, err := s.Bucket(t.Context(), "plain")
		if err != nil {
			t.Fatal(err)
		}
		st, err := s.eng.stream(t.Context(), "plain")
		if err != nil || st.CachedInfo().Config.MaxMsgSize != MaxValue+64<<10 {
			t.Fatalf("%+v, %v", st.CachedInfo().Config, err)
		}
		if err := b.Put(t.Context(), "key", []byte("value")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(meta)
		if err != nil || info.ModTime().Equal(past) == written {
			t.Errorf("to be written: %v; it is of %v, %v", written, info.ModTime(), err)
		}
		s.Close()
	}
}

func TestSeveralBucketsAreOpenedTogetherOrNone(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for range 2 { // the second time they are there
		list, err := s.Buckets(t.Context(), Layout{Name: "rooms"}, Layout{"users", []Option{Strict}}, Layout{Name: "chats"})
		if err != nil || len(list) != 3 || list[0].name != "rooms" || list[1].name != "users" || !list[1].strict {
			t.Fatal(list, err)
		}
		if again, err := s.Bucket(t.Context(), "users"); err != nil || again != list[1] {
			t.Error("not the same bucket", err)
		}
	}
	s.Close()
	s = open(t, dir)
	for _, name := range []string{"rooms", "users", "chats"} {
		if n := s.timesOpened(name); n != 1 {
			t.Errorf("%s was opened once, not %d times", name, n)
		}
	}
	if _, err := s.Buckets(t.Context(), Layout{Name: "rooms"}, Layout{Name: "not a name"}); err == nil {
		t.Error("a bucket of that name")
	}
	if n := s.timesOpened("rooms"); n != 1 || len(s.opened()) > 0 {
		t.Errorf("opened %d times, %d are open", n, len(s.opened()))
	}
}
