package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"onair/server/store"
)

// What has become of a payment. The ledger's entry is the one record of it: it
// goes from paid to one of the others, once.
const (
	giftPaid     = "paid" // not decided yet
	giftTold     = "told"
	giftRefunded = "refunded"
)

// payment is an entry of the ledger.
type payment struct {
	User  string    `json:"user"`
	Key   string    `json:"key"` // the client's
	Room  uint32    `json:"room"`
	To    string    `json:"to"`
	Gift  string    `json:"gift"`
	Count int       `json:"count"`
	Coins int64     `json:"coins"`
	At    time.Time `json:"at"`
	State string    `json:"state"`
}

// storedWallet is a user's money. Coins are taken by writing the wallet with Open
// set; the ledger's entry follows from it, also after a crash. Nothing else is paid
// until Open is settled: the write that clears it is the one that gives coins back,
// if it was decided so.
type storedWallet struct {
	Balance int64    `json:"balance"`
	Spent   int64    `json:"spent"`
	Open    *payment `json:"open,omitempty"`
	// Refunded is the key of a payment that an earlier version paid back before it
	// noted so.
	Refunded string `json:"refunded,omitempty"`
}

func ledgerKey(user, key string) string {
	h := sha256.Sum256([]byte(key))
	return user + "." + hex.EncodeToString(h[:16])
}

// wallet reads a user's wallet and its revision, 0 for a new one.
func (s *Server) wallet(ctx context.Context, user string) (storedWallet, uint64, error) {
	e, err := s.wallets.Get(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return storedWallet{Balance: s.cfg.StartCoins}, 0, nil
	}
	var w storedWallet
	if err == nil {
		err = json.Unmarshal(e.Value, &w)
	}
	return w, e.Revision, err
}

func (s *Server) putWallet(ctx context.Context, user string, w storedWallet, revision uint64) error {
	b, err := json.Marshal(w)
	if err == nil && w.Open != nil {
		err = s.purses.note(ctx, user)
	}
	if err == nil {
		_, err = s.wallets.Update(ctx, user, b, revision)
	}
	return err
}

// entry looks a payment up in the ledger.
func (s *Server) entry(ctx context.Context, user, key string) (payment, bool, error) {
	p, revision, err := s.entryAt(ctx, ledgerKey(user, key))
	return p, err == nil && revision != 0, err
}

// entryAt is an entry of the ledger and its revision, 0 for none.
func (s *Server) entryAt(ctx context.Context, key string) (payment, uint64, error) {
	var p payment
	e, err := s.ledger.Get(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return p, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &p)
	}
	return p, e.Revision, err
}

// decide writes what becomes of a payment unless that is decided; it returns the
// decision.
func (s *Server) decide(ctx context.Context, key, state string) (string, error) {
	for {
		p, revision, err := s.entryAt(ctx, key)
		if err != nil || revision == 0 || p.State != giftPaid {
			return p.State, err
		}
		p.State = state
		b, err := json.Marshal(p)
		if err == nil {
			_, err = s.ledger.Update(ctx, key, b, revision)
		}
		if !errors.Is(err, store.ErrConflict) {
			return state, err
		}
	}
}

// book writes a payment into the ledger; one that is there stays.
func (s *Server) book(ctx context.Context, p payment) error {
	b, err := json.Marshal(p)
	if err == nil {
		_, err = s.ledger.Update(ctx, ledgerKey(p.User, p.Key), b, 0)
	}
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}
