package store

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// readSubject is for the ends of what is read.
const readSubject = "b.read."

// flow is records for a shared store: all in one stream of messages, where a question a
// record would take minutes for a million of them. Behind them comes a message of this
// node's own, so that a server of NATS that lags is known to have told all.
func (b *Bucket) flow(ctx context.Context, f func(Entry, error) error) (last uint64, err error) {
	found := make(map[string]Entry)
	err = b.read(ctx, listTimeout, func(ctx context.Context, st jetstream.Stream) error {
		e, err := b.store.engine()
		if err != nil {
			return err
		}
		end := readSubject + rand.Text()
		told, err := st.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{FilterSubjects: []string{b.subject(">"), end}, DeliverPolicy: jetstream.DeliverAllPolicy})
		if err != nil {
			return err
		}
		ack, err := e.js.Publish(ctx, e.into(end), nil)
		if err != nil {
			return err
		}
		last = ack.Sequence
		defer func() { _ = st.DeleteMsg(ctx, last) }()
		return b.gather(ctx, told, end, found)
	})
	for key, e := range found {
		if err != nil {
			return last, err
		}
		if m, known := b.marks.get(key); known && sound(m, known, e) {
			e, err = b.settle(ctx, e)
		} else { // written or deleted since
			e, err = b.settled(ctx, key)
		}
		err = f(e, err)
	}
	return last, err
}

// gather takes what comes until the message at the end.
func (b *Bucket) gather(ctx context.Context, from jetstream.Consumer, end string, found map[string]Entry) error {
	it, err := from.Messages()
	if err != nil {
		return err
	}
	defer it.Stop()
	for {
		msg, err := it.Next(jetstream.NextContext(ctx))
		if err != nil {
			return err
		}
		if msg.Subject() == end {
			return nil
		}
		meta, err := msg.Metadata()
		if err != nil {
			return fmt.Errorf("record of %s: %w", msg.Subject(), err)
		}
		key := b.key(msg.Subject())
		if msg.Headers().Get(goneHeader) != "" {
			delete(found, key)
			continue
		}
		found[key] = Entry{Key: key, Value: msg.Data(), Revision: meta.Sequence.Stream}
	}
}
