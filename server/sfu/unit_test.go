package sfu

import (
	"bytes"
	"testing"
)

func TestRing(t *testing.T) {
	r := newRing(4)
	for seq := int64(100); seq < 106; seq++ {
		if r.put(packet{seq: seq, payload: []byte{byte(seq)}}) == nil {
			t.Fatalf("%d not stored", seq)
		}
	}
	if r.put(packet{seq: 105}) != nil || r.put(packet{seq: 101}) != nil {
		t.Error("a duplicate or an old packet was stored")
	}
	var p packet
	for seq, want := range map[int64]bool{101: false, 102: true, 105: true, 106: false} {
		if got := r.copyOut(seq, &p); got != want {
			t.Errorf("%d: %v", seq, got)
		} else if got && !bytes.Equal(p.payload, []byte{byte(seq)}) {
			t.Errorf("%d holds %v", seq, p.payload)
		}
	}
	if r.peek(104) == nil || r.peek(100) != nil {
		t.Error("peek disagrees")
	}
}
