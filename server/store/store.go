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
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Errors that callers tell apart. They come wrapped.
var (
	// ErrNotFound: no such key.
	ErrNotFound = errors.New("store: not found")
	// ErrConflict: the entry is not at the revision given.
	ErrConflict = errors.New("store: changed by somebody else")
	// ErrFull: the disk is full, or too nearly so to write.
	ErrFull = errors.New("store: disk full")
	// ErrNotWritable: the data folder cannot be created or written to.
	ErrNotWritable = errors.New("store: data folder not writable")
	// ErrInUse: another process has the data folder open.
	ErrInUse = errors.New("store: data folder in use")
)

// MaxValue is the largest value, in bytes.
const MaxValue = 8 << 20

// Reserve is the free space below which nothing is written any more, so that
// the store never meets a disk that is really full.
const Reserve = 4 << 20

const opTimeout = 5 * time.Second

// Store is an open data folder. Safe for use from any goroutine.
type Store struct {
	dir  string
	lock *os.File
	ns   *natsd.Server
	nc   *nats.Conn
	js   jetstream.JetStream
	log  *slog.Logger
	once sync.Once
}

// Open starts the engine in dir, which is made (0700) if it is not there.
func Open(ctx context.Context, dir string, log *slog.Logger) (*Store, error) {
	lock, err := claim(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, lock: lock, log: log}
	if err := s.start(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) start(ctx context.Context) error {
	opts := &natsd.Options{
		ServerName:             "onair",
		DontListen:             true,
		JetStream:              true,
		StoreDir:               filepath.Join(s.dir, "nats"),
		DisableJetStreamBanner: true,
		NoSigs:                 true,
		MaxPayload:             MaxValue + 64<<10,
		SyncInterval:           5 * time.Second,
		JetStreamMaxMemory:     64 << 20,
		JetStreamMaxStore:      1 << 40, // Reserve guards the disk
	}
	ns, err := natsd.NewServer(opts)
	if err != nil {
		return fmt.Errorf("store engine: %w", diskError(err))
	}
	s.ns = ns
	ns.SetLoggerV2(engineLog{s.log}, false, false, false)
	ns.Start()
	if !ns.ReadyForConnections(10 * time.Second) {
		return fmt.Errorf("store engine did not start: %w", ErrNotWritable)
	}
	s.nc, err = nats.Connect("", nats.InProcessServer(ns), nats.Name("onair"), nats.MaxReconnects(-1),
		nats.ReconnectWait(100*time.Millisecond))
	if err != nil {
		return fmt.Errorf("store connection: %w", err)
	}
	s.js, err = jetstream.New(s.nc, jetstream.WithDefaultTimeout(opTimeout))
	return err
}

// Close flushes and stops the engine. Calling it again is harmless.
func (s *Store) Close() error {
	s.once.Do(func() {
		if s.nc != nil {
			s.nc.Close()
		}
		if s.ns != nil {
			s.ns.Shutdown()
			s.ns.WaitForShutdown()
		}
		s.lock.Close()
	})
	return nil
}

// Bucket opens a set of keys, made if it is not there.
func (s *Store) Bucket(ctx context.Context, name string) (*Bucket, error) {
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	kv, err := s.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: name, History: 1, Storage: jetstream.FileStorage, MaxValueSize: MaxValue,
	})
	if err != nil {
		return nil, fmt.Errorf("store bucket %s: %w", name, diskError(err))
	}
	return &Bucket{kv: kv, store: s}, nil
}

// engineLog carries the engine's warnings into ours; its notices are noise.
type engineLog struct{ log *slog.Logger }

func (e engineLog) Noticef(string, ...any)         {}
func (e engineLog) Debugf(string, ...any)          {}
func (e engineLog) Tracef(string, ...any)          {}
func (e engineLog) Warnf(format string, v ...any)  { e.log.Debug("store: " + fmt.Sprintf(format, v...)) }
func (e engineLog) Errorf(format string, v ...any) { e.log.Warn("store: " + fmt.Sprintf(format, v...)) }
func (e engineLog) Fatalf(format string, v ...any) {
	e.log.Error("store: " + fmt.Sprintf(format, v...))
}
