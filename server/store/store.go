// Package store is the server's memory: an embedded NATS server with JetStream
// in the data folder, used as a key-value store with compare-and-set. It listens
// on no port; the connection to it stays inside the process.
//
// What Put and Update have acknowledged survives the death of the process. (Not
// a power cut: the file system's cache is written out every few seconds.)
package store

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Errors that callers tell apart. They come wrapped.
var (
	// ErrNotFound: no such key.
	ErrNotFound = errors.New("store: not found")
	// ErrConflict: the entry is not at the revision given.
	ErrConflict = errors.New("store: changed by somebody else")
	// ErrFull: the disk is full, or too nearly so to write.
	ErrFull = errors.New("store: disk full")
	// ErrDisk: the disk refused a write for another reason.
	ErrDisk = errors.New("store: disk error")
	// ErrNotWritable: the data folder cannot be created or written to.
	ErrNotWritable = errors.New("store: data folder not writable")
	// ErrInUse: another process has the data folder open.
	ErrInUse = errors.New("store: data folder in use")
	// ErrDamaged: what was there is lost; see Strict.
	ErrDamaged = errors.New("store: damaged data")
	// ErrTooLarge: a value is larger than MaxValue.
	ErrTooLarge = errors.New("store: value too large")
	// ErrClosed: the store is closed.
	ErrClosed = errors.New("store: closed")
	// ErrNotStored is for those who use a store: something was refused because its
	// effect could not be stored.
	ErrNotStored = errors.New("store: not stored")
)

// MaxValue is the largest value, in bytes.
const MaxValue = 8 << 20

// Reserve is the free space below which nothing is written any more, so that
// the store never meets a disk that is really full.
const Reserve = 4 << 20

const (
	opTimeout = 5 * time.Second
	// healPause is the shortest time between two attempts to get a broken
	// engine going again.
	healPause = 500 * time.Millisecond
)

// Store is an open data folder. Safe for use from any goroutine.
type Store struct {
	dir  string
	lock *os.File
	log  *slog.Logger

	witnessing sync.Mutex // held while the witness is read or written
	witness    witness

	mu      sync.Mutex
	eng     *engine
	tried   time.Time // when a broken engine was last seen to
	closed  bool
	buckets map[string]*Bucket
}

// Open starts the engine in dir, which is made (0700) if it is not there.
func Open(ctx context.Context, dir string, log *slog.Logger) (*Store, error) {
	lock, err := claim(dir)
	if err != nil {
		return nil, err
	}
	eng, err := startEngine(dir, log)
	if err != nil {
		lock.Close()
		return nil, err
	}
	return &Store{dir: dir, lock: lock, log: log, eng: eng, buckets: map[string]*Bucket{}}, nil
}

func (s *Store) shared() bool { return s.dir == "" }

// Close flushes and stops the engine. Calling it again is harmless.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.eng.close()
	for _, b := range s.buckets {
		b.marks.close()
	}
	if s.lock == nil { // the caller's
		return nil
	}
	return s.lock.Close()
}

// engine returns one that works. A broken one is replaced when the disk takes
// writes again; until then it is returned with the reason it broke: what it has
// stored can still be read.
func (s *Store) engine() (*engine, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	cause := context.Cause(s.eng.ctx)
	if cause == nil {
		return s.eng, nil
	}
	if s.eng.shared() || time.Since(s.tried) < healPause {
		return s.eng, cause
	}
	s.tried = time.Now()
	if err := probe(s.dir); err != nil {
		return s.eng, err
	}
	eng, err := s.renew()
	if err != nil {
		return nil, err
	}
	s.log.Info("store started again after a write error")
	return eng, nil
}

// renew puts a fresh engine in the place of the broken one.
func (s *Store) renew() (*engine, error) {
	s.eng.close()
	eng, err := startEngine(s.dir, s.log)
	if err != nil {
		return nil, err
	}
	s.eng = eng
	return eng, nil
}
