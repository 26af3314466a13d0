package wallet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"onair/server/store"
)

// State is what has become of a payment. The ledger's entry is the one record of
// it: it goes from paid to one of the others, once.
type State string

// The states.
const (
	Paid     State = "paid" // not decided yet
	Told     State = "told"
	Refunded State = "refunded"
)

// Payment is an entry of the ledger.
type Payment struct {
	User  string    `json:"user"`
	Key   string    `json:"key"` // the client's
	Room  uint32    `json:"room"`
	To    string    `json:"to"`
	Gift  string    `json:"gift"`
	Count int       `json:"count"`
	Coins int64     `json:"coins"`
	At    time.Time `json:"at"`
	State State     `json:"state"`
}

// Wallet is a user's money. Coins are taken by writing the wallet with Open
// set; the ledger's entry follows from it, also after a crash. Nothing else is paid
// until Open is settled: the write that clears it is the one that gives coins back,
// if it was decided so.
type Wallet struct {
	Balance int64    `json:"balance"`
	Spent   int64    `json:"spent"`
	Open    *Payment `json:"open,omitempty"`
	// Refunded is the key of a payment that an earlier version paid back before it
	// noted so.
	Refunded string `json:"refunded,omitempty"`
}

// Key is a payment's place in the ledger, by user and the client's key; it begins
// with the user and a dot.
func Key(user, key string) string {
	h := sha256.Sum256([]byte(key))
	return user + "." + hex.EncodeToString(h[:16])
}

// Wallet reads a user's wallet and its revision, 0 for a new one.
func (b *Bank) Wallet(ctx context.Context, user string) (Wallet, uint64, error) {
	e, err := b.cfg.Wallets.Get(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return Wallet{Balance: b.cfg.StartCoins}, 0, nil
	}
	var w Wallet
	if err == nil {
		err = json.Unmarshal(e.Value, &w)
	}
	return w, e.Revision, err
}

func (b *Bank) putWallet(ctx context.Context, user string, w Wallet, revision uint64) error {
	raw, err := json.Marshal(w)
	if err == nil && w.Open != nil {
		err = b.note(ctx, user)
	}
	if err == nil {
		_, err = b.cfg.Wallets.Update(ctx, user, raw, revision)
	}
	return err
}
