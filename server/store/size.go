package store

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
)

// Size is how much a bucket holds: entries, and bytes on the disk. It reads no
// entry.
func (b *Bucket) Size(ctx context.Context) (entries, bytes uint64, err error) {
	err = b.read(ctx, opTimeout, func(ctx context.Context, st jetstream.Stream) error {
		info, err := st.Info(ctx)
		if err == nil {
			bytes = info.State.Bytes
		}
		return err
	})
	return b.marks.entries(), bytes, err
}

// entries is how many entries there must be.
func (m *marks) entries() (n uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range m.by {
		n += uint64(k.entries)
	}
	return n
}

// Keys is the names of the entries of a bucket that is not packed, in no
// particular order, without reading them.
func (b *Bucket) Keys(ctx context.Context) ([]string, error) {
	keys, _, err := b.list(ctx)
	return keys, err
}
