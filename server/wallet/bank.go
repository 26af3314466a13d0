// Package wallet keeps users' coins: wallets, the ledger of what was paid, and that
// each payment comes to one end. Coins told are coins in the ledger are coins taken,
// over crashes, lost answers and senders at once.
package wallet

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"onair/server/store"
)

// Why a payment is refused. Nothing is taken then.
var (
	ErrNoCoins   = errors.New("wallet: not enough coins")
	ErrOtherGift = errors.New("wallet: the key belongs to another gift")
	ErrBusy      = errors.New("wallet: changed again and again")
	// ErrPaidBack: it came too late and was paid back before.
	ErrPaidBack = errors.New("wallet: paid back")
)

// Bucket is what a bank asks of a store.Bucket.
type Bucket interface {
	Get(ctx context.Context, key string) (store.Entry, error)
	Update(ctx context.Context, key string, value []byte, revision uint64) (uint64, error)
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
	All(ctx context.Context) ([]store.Entry, error)
	Sweep(ctx context.Context, part, parts int, drop func(store.Entry) bool) (int, error)
}

// Rooms is where gifts are told. Its methods are called from any goroutine.
type Rooms interface {
	// Present has a paid gift told. A Refusal says that its room has not noted it
	// and never will; after any other error it may have.
	Present(ctx context.Context, p Payment) error
	// Settled notes that a wallet knows of a gift.
	Settled(room uint32, key string)
	// Knows reports whether a room would know a gift's key again.
	Knows(room uint32, key string) bool
}

// Config is what a bank works with; all of it is needed.
type Config struct {
	Wallets    Bucket // by user
	Ledger     Bucket // by Key
	Unpaid     Bucket // users who may have an open payment
	Rooms      Rooms
	StartCoins int64         // of a new wallet
	Keep       time.Duration // how long the ledger keeps what is decided
	Retry      time.Duration // the pause before what came to no clear end is looked at again
	Log        *slog.Logger
}

// Bank sees to it that a user's money is worked on from one place at a time, and
// that no payment stays open. Any goroutine may use it.
type Bank struct {
	cfg Config

	mu       sync.Mutex
	held     map[string]*purse
	noted    map[string]time.Time // in Unpaid, since
	suspects map[string]bool      // whose last payment came to no clear end
	wake     chan struct{}
}

// New makes a bank. Finish, Run and Sweep are the caller's to run.
func New(cfg Config) *Bank {
	return &Bank{cfg: cfg, held: make(map[string]*purse), noted: make(map[string]time.Time), suspects: make(map[string]bool), wake: make(chan struct{}, 1)}
}
