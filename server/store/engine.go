package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// engine is one run of the embedded NATS server. After a write error its stream
// refuses every further write, so it is then given up and another one started.
type engine struct {
	ns *natsd.Server
	nc *nats.Conn
	js jetstream.JetStream

	// ctx ends when the engine is broken or closed; its cause says why.
	ctx  context.Context
	fail context.CancelCauseFunc

	// Of a shared store: whose connection it is, and the stream of all buckets.
	term   uint64
	one    jetstream.Stream
	writes atomic.Uint64
	space  space
	disk   string

	found map[string]*jetstream.StreamInfo // by name, as they were when the engine began

	mu      sync.Mutex
	streams map[string]jetstream.Stream // by bucket
}

func startEngine(dir string, log *slog.Logger) (*engine, error) {
	e := &engine{streams: make(map[string]jetstream.Stream)}
	e.ctx, e.fail = context.WithCancelCause(context.Background())
	if err := e.start(dir, log); err != nil {
		e.close()
		return nil, err
	}
	return e, nil
}

func (e *engine) start(dir string, log *slog.Logger) error {
	ns, err := natsd.NewServer(&natsd.Options{
		ServerName:             "onair",
		DontListen:             true,
		JetStream:              true,
		StoreDir:               filepath.Join(dir, "nats"),
		DisableJetStreamBanner: true,
		NoSigs:                 true,
		MaxPayload:             MaxValue + 64<<10,
		SyncInterval:           5 * time.Second,
		JetStreamMaxMemory:     64 << 20,
		JetStreamMaxStore:      1 << 40, // Reserve guards the disk
	})
	if err != nil {
		return fmt.Errorf("store engine: %w", diskError(err))
	}
	e.ns = ns
	ns.SetLoggerV2(engineLog{log, e.fail}, false, false, false)
	ns.Start()
	if !ns.ReadyForConnections(10*time.Second) || !ns.JetStreamEnabled() {
		return fmt.Errorf("store engine did not start: %w", ErrNotWritable)
	}
	e.nc, err = nats.Connect("", nats.InProcessServer(ns), nats.Name("onair"), nats.MaxReconnects(-1),
		nats.ReconnectWait(100*time.Millisecond))
	if err != nil {
		return fmt.Errorf("store connection: %w", err)
	}
	if e.js, err = jetstream.New(e.nc, jetstream.WithDefaultTimeout(opTimeout)); err != nil {
		return err
	}
	return e.survey()
}

func (e *engine) close() {
	e.fail(ErrClosed)
	if e.nc != nil && e.ns != nil {
		e.nc.Close()
	}
	if e.ns != nil {
		e.ns.Shutdown()
		e.ns.WaitForShutdown()
	}
}

// sameInFlight is what a replicated stream says while another write of the same
// subject is under way.
const sameInFlight = 10164

// notNow is what servers say that have nobody yet to lead all of them.
const notNow = 10008

// mapError adds this package's errors to the engine's.
func mapError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jetstream.ErrMsgNotFound):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case errors.Is(err, &jetstream.APIError{ErrorCode: jetstream.JSErrCodeStreamWrongLastSequence}), errors.Is(err, &jetstream.APIError{ErrorCode: sameInFlight}):
		return fmt.Errorf("%w: %w", ErrConflict, err)
	case Full(err):
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return diskError(err)
}

// engineLog carries the engine's warnings into ours; its notices are noise. A
// write error, which the engine tells nobody else, breaks it.
type engineLog struct {
	log  *slog.Logger
	fail context.CancelCauseFunc
}

func (e engineLog) Noticef(string, ...any) {}
func (e engineLog) Debugf(string, ...any)  {}
func (e engineLog) Tracef(string, ...any)  {}

// Warnf passes on what is said about data. That a stream is looked through after
// a crash is usual.
func (e engineLog) Warnf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	level := slog.LevelDebug
	if strings.HasPrefix(text, "Filestore") || strings.Contains(text, "recover") || strings.Contains(text, "corrupt") {
		level = slog.LevelWarn
	}
	if strings.Contains(text, "will rebuild") {
		level = slog.LevelInfo
	}
	e.log.Log(context.Background(), level, "store: "+text)
}

func (e engineLog) Errorf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	e.log.Warn("store: " + text)
	for _, sign := range []string{"write error", "failed to store", "out of resources", "will be disabled"} {
		if strings.Contains(strings.ToLower(text), sign) {
			err := diskError(errors.New(text))
			if !errors.Is(err, ErrFull) && !errors.Is(err, ErrNotWritable) {
				err = fmt.Errorf("%w: %w", ErrDisk, err)
			}
			e.fail(err)
		}
	}
}

func (e engineLog) Fatalf(format string, v ...any) { e.Errorf(format, v...) }
