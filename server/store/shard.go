package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
)

// shards is how many records a packed bucket has at most. Opening a stream costs
// by record, so a million small entries are kept in a few thousand.
const shards = 8192

// shardKey is the record that holds an entry.
func shardKey(key string) string { return shardName(shardIndex(key)) }

func shardIndex(key string) int {
	h := fnv.New32a()
	h.Write([]byte(key))
	return int(h.Sum32() % shards)
}

func shardName(i int) string { return fmt.Sprintf("s%04d", i) }

const shardVersion = 1

var errBadShard = errors.New("store: a record that is no shard")

// packShard writes entries as one record.
func packShard(entries []Entry) []byte {
	size := 1
	for _, e := range entries {
		size += len(e.Key) + len(e.Value) + 3*binary.MaxVarintLen32
	}
	b := append(make([]byte, 0, size), shardVersion)
	for _, e := range entries {
		b = append(binary.AppendUvarint(b, uint64(len(e.Key))), e.Key...)
		b = binary.AppendUvarint(b, e.Revision)
		b = append(binary.AppendUvarint(b, uint64(len(e.Value))), e.Value...)
	}
	return b
}

// openShard reads the entries of a record. Their values share its memory.
func openShard(b []byte) ([]Entry, error) {
	if len(b) == 0 || b[0] != shardVersion {
		return nil, errBadShard
	}
	var entries []Entry
	b = b[1:]
	number := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			b = nil
			return 1 << 62
		}
		b = b[n:]
		return v
	}
	bytes := func() ([]byte, bool) {
		n := number()
		if n > uint64(len(b)) {
			return nil, false
		}
		v := b[:n:n]
		b = b[n:]
		return v, true
	}
	for len(b) > 0 {
		key, ok := bytes()
		if !ok {
			return nil, errBadShard
		}
		revision := number()
		value, ok := bytes()
		if !ok {
			return nil, errBadShard
		}
		entries = append(entries, Entry{string(key), value, revision})
	}
	return entries, nil
}
