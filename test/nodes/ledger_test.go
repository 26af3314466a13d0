package nodes

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"syscall"
	"time"

	"onair/internal/natstest"
	"onair/server/store"
)

// taken has the nodes stop and compares the ledger with the wallets.
func (c *crowd) taken(want map[string]int64) {
	w := c.w
	if w.nats == nil || len(want) == 0 {
		return // inside the nodes, which have the only way to it
	}
	for _, n := range w.nodes {
		_ = n.End(syscall.SIGTERM)
	}
	ledger := map[string]int64{}
	err := w.ledger(func(user, state string, coins int64) {
		if state == "told" {
			ledger[user] += coins
		} else if state != "refunded" {
			w.wrong("a gift of %s is %q in the ledger", user, state)
		}
	})
	if err != nil {
		w.wrong("the ledger: %v", err)
		return
	}
	var users []string
	for user := range want {
		users = append(users, user)
	}
	slices.Sort(users)
	for _, user := range users {
		if ledger[user] != want[user] {
			w.wrong("%s: %d coins in the ledger, %d taken", user, ledger[user], want[user])
		}
	}
}

// ledger reads it from NATS, when no node runs.
func (w *world) ledger(each func(user, state string, coins int64)) error {
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	st, err := store.Join(ctx, store.Shared{Conn: w.nats.Connect(), Replicas: natstest.Size, Term: 1 << 40}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer st.Close()
	b, err := st.Bucket(ctx, "ledger", store.Strict)
	if err != nil {
		return err
	}
	return b.Each(ctx, func(e store.Entry) error {
		var p struct {
			User, State string
			Coins       int64
		}
		err := json.Unmarshal(e.Value, &p)
		each(p.User, p.State, p.Coins)
		return err
	})
}
