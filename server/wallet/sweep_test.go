package wallet

import (
	"encoding/json"
	"testing"
	"time"

	"onair/server/store"
)

// sweepAll is a whole pass at a given time.
func (b *Bank) sweepAll(t *testing.T, now time.Time) (dropped int) {
	t.Helper()
	n, err := b.cfg.Ledger.Sweep(t.Context(), 0, 1, func(e store.Entry) bool { return b.forgettable(t.Context(), e, now) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestGiftsOfLongAgoLeaveTheLedger(t *testing.T) {
	ctx := t.Context()
	b, r := newBank(t)
	give := func(key string) {
		t.Helper()
		if _, _, err := b.Give(ctx, ctx, cake("ben", key), nil); err != nil {
			t.Fatal(err)
		}
	}
	give("a")
	give("b")
	open := cake("carl", "k")
	open.At, open.State = time.Now(), Paid
	if err := b.book(ctx, open); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(b.cfg.Keep + time.Minute)
	if n := b.sweepAll(t, later); n != 0 {
		t.Errorf("%d gifts forgotten of one who may have a payment open", n)
	}
	b.forget(ctx, later)
	if n := b.sweepAll(t, time.Now().Add(b.cfg.Keep-time.Minute)); n != 0 {
		t.Errorf("%d forgotten too early", n)
	}
	w, revision, _ := b.Wallet(ctx, "ben")
	told, _, _ := b.Entry(ctx, "ben", "a")
	w.Open = &told // as after a crash, and the list of open payments lost
	raw, _ := json.Marshal(w)
	if _, err := b.cfg.Wallets.Update(ctx, "ben", raw, revision); err != nil {
		t.Fatal(err)
	}
	if n := b.sweepAll(t, later); n != 0 {
		t.Errorf("%d gifts forgotten that a wallet waits for", n)
	}
	if err := b.Resolve(ctx, "ben"); err != nil {
		t.Fatal(err)
	}
	delete(r.known, Key("ben", "a")) // a newer gift of ben's has taken its place in the room
	b.forget(ctx, later)
	if n := b.sweepAll(t, later); n != 1 {
		t.Errorf("%d forgotten, want the first: the room knows the second still", n)
	}
	give("b") // told already, for the same money
	if w, _, _ := b.Wallet(ctx, "ben"); w.Spent != 60 || r.told[Key("ben", "b")] != 1 {
		t.Errorf("%+v, told %d times", w, r.told[Key("ben", "b")])
	}
	r.open[7] = false
	b.forget(ctx, later)
	if n := b.sweepAll(t, later); n != 1 {
		t.Errorf("%d forgotten after the room's end", n)
	}
	if p, known, _ := b.Entry(ctx, "carl", "k"); !known || p.State != Paid {
		t.Error("what is not decided stays")
	}
}
