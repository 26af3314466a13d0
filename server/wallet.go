package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"onair/server/store"
	"onair/signaling"
)

// What has become of a payment.
const (
	giftPaid     = "paid" // the zero state of the ledger: not told yet, as far as is known
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

// storedWallet is a user's money. A payment is decided by writing the wallet
// with Open set; the ledger's entry follows from it, also after a crash.
type storedWallet struct {
	Balance int64    `json:"balance"`
	Spent   int64    `json:"spent"`
	Open    *payment `json:"open,omitempty"`
	// Refunded is the key of the last payment that was paid back.
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
	if err == nil {
		_, err = s.wallets.Update(ctx, user, b, revision)
	}
	return err
}

// entry looks a payment up in the ledger.
func (s *Server) entry(ctx context.Context, user, key string) (payment, bool, error) {
	var p payment
	e, err := s.ledger.Get(ctx, ledgerKey(user, key))
	if errors.Is(err, store.ErrNotFound) {
		return p, false, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &p)
	}
	return p, err == nil, err
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

// walletTries bounds how often a wallet is read again because another
// connection of the same user was first.
const walletTries = 10

// pay takes the coins and writes the ledger, once for a key: a repeated payment
// is returned as it stands.
func (s *Server) pay(ctx context.Context, p payment) (payment, error) {
	p.At, p.State = time.Now().UTC(), giftPaid
	for range walletTries {
		w, revision, err := s.wallet(ctx, p.User)
		if err == nil && w.Open != nil && w.Open.Key != p.Key { // decided, perhaps not booked or not told
			err = s.finish(ctx, *w.Open, false)
		} else if err == nil && w.Open != nil {
			err = s.book(ctx, *w.Open)
		}
		if err != nil {
			return p, errors.Join(errNotStored, err)
		}
		before, known, err := s.entry(ctx, p.User, p.Key)
		if err != nil {
			return p, errors.Join(errNotStored, err)
		}
		if known {
			if before.Gift != p.Gift || before.Count != p.Count {
				return p, codeError(signaling.CodeBadArgument, "this key belongs to another gift")
			}
			return before, nil
		}
		if w.Balance < p.Coins {
			return p, codeError(signaling.CodeNoCoins, "")
		}
		w.Balance, w.Spent, w.Open = w.Balance-p.Coins, w.Spent+p.Coins, &p
		if err = s.open.note(ctx, p); err == nil {
			err = s.putWallet(ctx, p.User, w, revision)
		}
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		if err == nil {
			err = s.book(ctx, p)
		}
		if err != nil {
			return p, errors.Join(errNotStored, err)
		}
		return p, nil
	}
	return p, codeError(signaling.CodeBusy, "")
}

// told notes that a gift was told. If that is not stored the room still knows.
func (s *Server) told(ctx context.Context, p payment) {
	p.State = giftTold
	if err := s.rebook(ctx, p); err != nil {
		s.log.Warn("gift told, not noted", "user", p.User, "err", err)
		return
	}
	s.open.done(ctx, p)
}

func (s *Server) rebook(ctx context.Context, p payment) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.ledger.Put(ctx, ledgerKey(p.User, p.Key), b)
}

// refund pays a gift back that cannot be told any more.
func (s *Server) refund(ctx context.Context, p payment) error {
	for range walletTries {
		w, revision, err := s.wallet(ctx, p.User)
		if err != nil {
			return err
		}
		if w.Refunded != p.Key {
			w.Balance, w.Spent, w.Refunded = w.Balance+p.Coins, w.Spent-p.Coins, p.Key
			if err = s.putWallet(ctx, p.User, w, revision); errors.Is(err, store.ErrConflict) {
				continue
			} else if err != nil {
				return err
			}
		}
		p.State = giftRefunded
		if err := s.rebook(ctx, p); err != nil {
			return err
		}
		s.open.done(ctx, p)
		return nil
	}
	return codeError(signaling.CodeBusy, "")
}
