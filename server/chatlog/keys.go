package chatlog

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"time"
)

// Who sends a message again, since the answer was lost on the way or with a node, may come
// when fifty others have been said since. So keys are remembered longer than messages.
const (
	keyTime  = time.Minute
	keysMost = 1024
	keySize  = 8 + 4 + 6 // bytes in the store: of what, the number, the time
)

// told is the key of a message that is forgotten.
type told struct {
	sum uint64 // of user and key
	id  uint64
	at  int64 // ms
}

func keySum(user, key string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(user))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(key))
	return h.Sum64()
}

// forget keeps the keys of messages that leave the history, and drops old ones.
func (l *Log) forget(gone []said) {
	keys := slices.Clip(l.keys)
	for _, s := range gone {
		if s.key != "" {
			keys = append(keys, told{keySum(s.msg.User.UserID, s.key), s.msg.MsgID, s.msg.Time})
		}
	}
	if len(l.said) > 0 {
		oldest := l.said[len(l.said)-1].msg.Time - keyTime.Milliseconds()
		for len(keys) > 0 && keys[0].at < oldest {
			keys = keys[1:]
		}
	}
	l.keys = keys[max(0, len(keys)-keysMost):]
}

// find looks a key up among those of forgotten messages.
func (l *Log) find(user, key string) (told, bool) {
	sum := keySum(user, key)
	for _, t := range slices.Backward(l.keys) {
		if t.sum == sum {
			return t, true
		}
	}
	return told{}, false
}

func packKeys(keys []told) []byte {
	b := make([]byte, 0, len(keys)*keySize)
	for _, t := range keys {
		b = binary.BigEndian.AppendUint64(b, t.sum)
		b = binary.BigEndian.AppendUint32(b, uint32(t.id))
		b = append(b, binary.BigEndian.AppendUint64(nil, uint64(t.at))[2:]...)
	}
	return b
}

func openKeys(b []byte) (keys []told) {
	for ; len(b) >= keySize && len(keys) < keysMost; b = b[keySize:] {
		at := append([]byte{0, 0}, b[12:keySize]...)
		keys = append(keys, told{binary.BigEndian.Uint64(b), uint64(binary.BigEndian.Uint32(b[8:])), int64(binary.BigEndian.Uint64(at))})
	}
	return keys
}
