package wallet

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
)

func TestAGiftIsPaidOnceForItsKey(t *testing.T) {
	b, r := newBank(t)
	ctx := t.Context()
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			if coins, _, err := b.Give(ctx, ctx, cake("ben", fmt.Sprint(i%3)), nil); err != nil || coins != 30 {
				t.Errorf("%d coins, %v", coins, err)
			}
		})
	}
	wg.Wait()
	b.balanced(t, r, "ben", 90)
	if len(r.ended) != 3 {
		t.Errorf("%d settled", len(r.ended))
	}
}

func TestWhatIsRefusedTakesNothing(t *testing.T) {
	b, r := newBank(t)
	ctx := t.Context()
	dear, late, other := cake("ben", "dear"), cake("ben", "late"), cake("ben", "a")
	dear.Coins, late.Room, other.Count = 1001, 8, 2
	if _, balance, err := b.Give(ctx, ctx, cake("ben", "a"), nil); err != nil || balance != 970 {
		t.Errorf("%d left, %v", balance, err)
	}
	notNow := errors.New("not now")
	for _, row := range []struct {
		p     Payment
		first func() error
		want  error
	}{{dear, nil, ErrNoCoins}, {other, nil, ErrOtherGift}, {late, nil, errClosed}, {late, nil, ErrPaidBack},
		{cake("ben", "new"), func() error { return notNow }, notNow}, {cake("ben", "a"), func() error { return notNow }, nil}} {
		if _, _, err := b.Give(ctx, ctx, row.p, row.first); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", row.p.Key, err, row.want)
		}
		b.balanced(t, r, "ben", 30)
	}
	busy, cancel := context.WithCancel(ctx)
	done, err := b.take(ctx, "ben")
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	cancel()
	if _, _, err := b.Give(busy, ctx, cake("ben", "b"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("while the purse is held: %v", err)
	}
}

func TestWhatCameToNoClearEndIsSettled(t *testing.T) {
	for name, settle := range map[string]func(*Bank, context.Context) error{
		"soon":       func(b *Bank, ctx context.Context) error { b.retry(ctx); return nil },
		"by a start": func(b *Bank, ctx context.Context) error { New(b.cfg).Finish(ctx); return nil },
		"by the next": func(b *Bank, ctx context.Context) error {
			_, _, err := b.Give(ctx, ctx, cake("ben", "k"), nil)
			return err
		},
	} {
		b, r := newBank(t)
		ctx := t.Context()
		r.failed = 1
		if _, _, err := b.Give(ctx, ctx, cake("ben", "k"), nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
		if w, _, _ := b.Wallet(ctx, "ben"); w.Open == nil {
			t.Errorf("%s: nothing is open", name)
		}
		if err := settle(b, ctx); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		b.balanced(t, r, "ben", 30)
	}
}
