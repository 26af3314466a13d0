package streamkey

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"onair/server/store"
)

// kept is a bucket in memory, which can be full.
type kept struct {
	data map[string][]byte
	full bool
}

func (k *kept) Put(_ context.Context, key string, v []byte) error {
	if k.full {
		return store.ErrFull
	}
	k.data[key] = v
	return nil
}

func (k *kept) Delete(_ context.Context, key string) error {
	if k.full {
		return store.ErrFull
	}
	delete(k.data, key)
	return nil
}

func (k *kept) All(context.Context) (list []store.Entry, _ error) {
	for key, v := range k.data {
		list = append(list, store.Entry{Key: key, Value: v})
	}
	return list, nil
}

func open(t *testing.T, kv *kept) *Keys {
	t.Helper()
	k, err := New(t.Context(), kv, 2, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestAKeyStandsForItsUserUntilItIsRevoked(t *testing.T) {
	ctx, kv := t.Context(), &kept{data: map[string][]byte{}}
	k := open(t, kv)
	var revoked []Key
	k.OnRevoked(func(key Key) { revoked = append(revoked, key) })
	text, key, err := k.Make(ctx, "anna", 7)
	if err != nil || len(text) != textLen || strings.ToLower(text) != text || key.User != "anna" || key.Room != 7 {
		t.Fatalf("%q, %+v, %v", text, key, err)
	}
	for id, v := range kv.data {
		if strings.Contains(id+string(v), text[idLen:]) {
			t.Error("the secret is stored")
		}
	}
	again := open(t, kv)
	for name, k := range map[string]*Keys{"at once": k, "read again": again} {
		if got, err := k.Find(text); err != nil || got != key || !slices.Equal(k.Of("anna"), []Key{key}) || len(k.Of("ben")) != 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, wrong := range []string{"", text[:idLen], text + "a", text[1:] + "a", strings.ToUpper(text), strings.Repeat("a", textLen),
		text[:textLen-1] + string('a'+(text[textLen-1]-'a'+1)%26), text[:idLen] + strings.Repeat("\x00", textLen-idLen)} {
		if wrong == text {
			continue
		}
		if _, err := k.Find(wrong); !errors.Is(err, ErrKey) {
			t.Errorf("%q is a key: %v", wrong, err)
		}
	}
	if err := k.revoke(ctx, "ben", key.ID); !errors.Is(err, ErrKey) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := k.revoke(ctx, "anna", key.ID); err != nil || !slices.Equal(revoked, []Key{key}) || len(kv.data) != 0 {
		t.Errorf("%v, told of %v", err, revoked)
	}
	if _, err := k.Find(text); !errors.Is(err, ErrKey) {
		t.Errorf("revoked: %v", err)
	}
	if err := k.revoke(ctx, "anna", key.ID); !errors.Is(err, ErrKey) {
		t.Errorf("revoked twice: %v", err)
	}
}

func TestAUserHasFewKeysAndNoneThatIsNotStored(t *testing.T) {
	ctx, kv := t.Context(), &kept{data: map[string][]byte{"bad": []byte("{"), "nobody": []byte("{}")}}
	k := open(t, kv)
	texts := map[string]bool{}
	for range 2 {
		text, _, err := k.Make(ctx, "anna", 0)
		if err != nil {
			t.Fatal(err)
		}
		texts[text] = true
	}
	if _, _, err := k.Make(ctx, "anna", 0); len(texts) != 2 || !errors.Is(err, ErrLimit) {
		t.Errorf("a third: %v", err)
	}
	if _, _, err := k.Make(ctx, "ben", 0); err != nil {
		t.Errorf("somebody else's first: %v", err)
	}
	kv.full = true
	before := maps.Clone(k.by)
	if _, _, err := k.Make(ctx, "carl", 0); !errors.Is(err, store.ErrNotStored) {
		t.Errorf("made on a full disk: %v", err)
	}
	if err := k.revoke(ctx, "anna", k.Of("anna")[0].ID); !errors.Is(err, store.ErrNotStored) || !maps.Equal(before, k.by) {
		t.Errorf("revoked on a full disk: %v", err)
	}
}
