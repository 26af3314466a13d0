package store

import (
	"context"
	"fmt"
	"reflect"

	"github.com/nats-io/nats.go/jetstream"
)

// survey asks once what streams there are, instead of once for each.
func (e *engine) survey() error {
	ctx, cancel := context.WithTimeout(e.ctx, opTimeout)
	defer cancel()
	e.found = make(map[string]*jetstream.StreamInfo)
	all := e.js.ListStreams(ctx)
	for info := range all.Info() {
		e.found[info.Config.Name] = info
	}
	if err := all.Err(); err != nil {
		return fmt.Errorf("store streams: %w", mapError(err))
	}
	return nil
}

// as is a stream's configuration, made what a bucket's is to be.
func as(cfg jetstream.StreamConfig, bucket string) jetstream.StreamConfig {
	cfg.Name, cfg.Subjects, cfg.Storage = streamName(bucket), []string{"b." + bucket + ".>"}, jetstream.FileStorage
	cfg.MaxMsgsPerSubject, cfg.MaxMsgSize, cfg.Discard, cfg.AllowDirect = 1, MaxValue+64<<10, jetstream.DiscardNew, true
	return cfg
}

// ready reports whether a bucket's stream was there, as it is to be, when the engine began.
func (e *engine) ready(bucket string) (*jetstream.StreamInfo, bool) {
	info := e.found[streamName(bucket)]
	return info, info != nil && reflect.DeepEqual(info.Config, as(info.Config, bucket))
}

// untouched is the state of a bucket's stream that nothing was asked of since the engine began.
func (e *engine) untouched(bucket string) (state jetstream.StreamState, is bool) {
	info, is := e.ready(bucket)
	if !is {
		return state, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return info.State, e.streams[bucket] == nil
}

// stream opens a bucket's stream on this engine, made if it is not there. One that is as
// it should be is not written again.
func (e *engine) stream(ctx context.Context, bucket string) (st jetstream.Stream, err error) {
	if e.shared() {
		return e.one, nil
	}
	e.mu.Lock()
	st = e.streams[bucket]
	e.mu.Unlock()
	if st != nil {
		return st, nil
	}
	if _, is := e.ready(bucket); is {
		st, err = e.js.Stream(ctx, streamName(bucket))
	} else {
		st, err = e.js.CreateOrUpdateStream(ctx, as(jetstream.StreamConfig{}, bucket))
	}
	if err != nil {
		return nil, fmt.Errorf("stream of %s: %w", bucket, err)
	}
	e.mu.Lock()
	e.streams[bucket] = st
	e.mu.Unlock()
	return st, nil
}

func streamName(bucket string) string { return "B_" + bucket }
