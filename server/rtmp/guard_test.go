package rtmp

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/bluenviron/gortmplib/pkg/bytecounter"
	"github.com/bluenviron/gortmplib/pkg/rawmessage"
)

var handshake = append([]byte{3}, make([]byte, handshakeSize-1)...)

func begin(after ...byte) []byte { return slices.Concat(handshake, after) }

// head is a chunk's first twelve bytes.
func head(id, typ byte, size int) []byte {
	return []byte{id, 0, 0, 0, byte(size >> 16), byte(size >> 8), byte(size), typ, 0, 0, 0, 0}
}

func TestTheGuardBoundsWhatIsKept(t *testing.T) {
	chunk := func(id, typ byte, size, body int) []byte { return append(head(id, typ, size), make([]byte, body)...) }
	setSize := func(n uint32) []byte {
		return append(head(2, typeChunkSize, 4), byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	var many []byte
	for id := byte(3); id < 9; id++ {
		many = append(many, chunk(id, typeVideo, maxMedia, 1<<20)...)
	}
	for name, row := range map[string]struct {
		known bool
		in    []byte
		want  error
	}{
		"encrypted":            {false, []byte{6}, errEncrypted},
		"a command":            {false, begin(chunk(3, 20, 100, 100)...), nil},
		"a long one":           {false, begin(head(3, 20, maxEarly+1)...), errTooLarge},
		"a picture":            {true, begin(chunk(6, typeVideo, maxMedia, 128)...), nil},
		"too large a picture":  {true, begin(head(6, typeVideo, maxMedia+1)...), errTooLarge},
		"a long command":       {true, begin(head(6, 20, maxCommand+1)...), errTooLarge},
		"pieces of many":       {true, begin(append(setSize(1<<20), many...)...), errTooLarge},
		"too much at first":    {false, begin(make([]byte, maxBefore)...), errChunks},
		"tiny chunks":          {false, begin(setSize(1)...), errChunks},
		"huge chunks":          {false, begin(setSize(1 << 31)...), errChunks},
		"a size that is short": {false, begin(head(2, typeChunkSize, 3)...), errChunks},
		"an abort":             {false, begin(head(2, typeAbort, 4)...), errChunks},
		"no head before":       {false, begin(0xc3), errChunks},
	} {
		g := newGuard(bytes.NewReader(row.in))
		g.known = row.known
		if _, err := io.Copy(io.Discard, g); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	g := newGuard(bytes.NewReader(make([]byte, 0)))
	g.handshake, g.total = handshakeSize, maxBefore
	if err := g.follow([]byte{3}); !errors.Is(err, errTooMuch) {
		t.Errorf("%v", err)
	}
}

// The guard sees the messages that the library reads, and no others, whatever comes.
func FuzzGuard(f *testing.F) {
	f.Add(append(head(3, 20, 5), 1, 2, 3, 4, 5, 0xc3, 1, 2, 3, 4, 5))
	f.Add(append(head(2, typeChunkSize, 4), 0, 0, 1, 0))
	f.Add([]byte{3, 0xff, 0xff, 0xff, 0, 0, 200, 9, 0, 0, 0, 0, 1, 2, 3, 4})
	f.Fuzz(func(t *testing.T, b []byte) {
		g := newGuard(bytes.NewReader(b))
		g.handshake = handshakeSize
		count := bytecounter.NewReader(g)
		r := rawmessage.NewReader(count, count, func(uint32) error { return nil })
		for {
			m, err := r.Read()
			if err != nil {
				break
			}
			if len(m.Body) > maxEarly {
				t.Fatalf("a message of %d bytes", len(m.Body))
			}
			if m.Type == typeChunkSize && len(m.Body) == 4 {
				_ = r.SetChunkSize(uint32(m.Body[0])<<24 | uint32(m.Body[1])<<16 | uint32(m.Body[2])<<8 | uint32(m.Body[3]))
			}
		}
		if g.pending > maxPending {
			t.Fatalf("%d bytes are kept", g.pending)
		}
	})
}
