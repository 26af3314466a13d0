package lite

import (
	"bytes"
	"testing"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v2"
)

func keys() (key, salt []byte) { return []byte("0123456789abcdef"), []byte("salt of twel") }

// What is sealed here pion opens, beyond the numbers' 16 bits and when it is a repair.
func TestSealedAsPionDoes(t *testing.T) {
	key, salt := keys()
	g, err := newGCM(key, salt)
	if err != nil {
		t.Fatal(err)
	}
	client, err := srtp.CreateContext(key, salt, srtp.ProtectionProfileAeadAes128Gcm)
	if err != nil {
		t.Fatal(err)
	}
	s := &scratch{}
	at := map[int64][]byte{}
	first := int64(4<<16 - 300)
	send := func(ssrc uint32, n int64) {
		t.Helper()
		h := rtp.Header{Version: 2, PayloadType: 96, SSRC: ssrc, SequenceNumber: uint16(n), Timestamp: uint32(n) * 3, Marker: n%2 == 0}
		if err := h.SetExtension(3, []byte{byte(n >> 8), byte(n)}); err != nil {
			t.Fatal(err)
		}
		payload := bytes.Repeat([]byte{byte(n)}, int(n%1400))
		from := first &^ 0xffff
		if ssrc == 1 {
			from = (first + 50_000) &^ 0xffff
		}
		p, err := g.seal(s, n-from, &h, payload)
		if err != nil {
			t.Fatal(err)
		}
		if was := at[n<<1|int64(ssrc)]; was != nil && !bytes.Equal(was, p) {
			t.Fatalf("%d is another packet now", n)
		}
		at[n<<1|int64(ssrc)] = bytes.Clone(p)
		clear, err := client.DecryptRTP(nil, p, nil)
		if err != nil {
			t.Fatalf("%d: %v", n, err)
		}
		var got rtp.Packet
		if err := got.Unmarshal(clear); err != nil || got.SequenceNumber != h.SequenceNumber || got.Timestamp != h.Timestamp || !bytes.Equal(got.Payload, payload) {
			t.Fatalf("%d: %v, %+v", n, err, got.Header)
		}
	}
	for n := first; n < first+3<<16; n += 37 {
		send(0, n)
		send(1, n+50_000)
		if n > first+200 {
			send(0, n-37)
			send(1, n+50_000-37)
		}
	}
	if _, err := g.seal(s, 1, &rtp.Header{Version: 2}, make([]byte, most)); err == nil {
		t.Error("a packet that has no room is sealed")
	}
}

func TestSealingDoesNotAllocate(t *testing.T) {
	key, salt := keys()
	g, err := newGCM(key, salt)
	if err != nil {
		t.Fatal(err)
	}
	s, h, payload, n := &scratch{}, &rtp.Header{Version: 2, SSRC: 5}, make([]byte, 1200), int64(1)
	if a := testing.AllocsPerRun(100, func() {
		h.SequenceNumber = uint16(n)
		if _, err := g.seal(s, n, h, payload); err != nil {
			t.Fatal(err)
		}
		n++
	}); a > 0 {
		t.Errorf("%v allocations a packet", a)
	}
}

// BenchmarkSeal is a packet's encryption, ours and pion's.
func BenchmarkSeal(b *testing.B) {
	key, salt := keys()
	g, err := newGCM(key, salt)
	if err != nil {
		b.Fatal(err)
	}
	out, err := srtp.CreateContext(key, salt, srtp.ProtectionProfileAeadAes128Gcm)
	if err != nil {
		b.Fatal(err)
	}
	h, payload := &rtp.Header{Version: 2, SSRC: 5}, make([]byte, 1200)
	for name, c := range map[string]*Conn{"own": {gcm: g}, "pion": {out: out}} {
		b.Run(name, func(b *testing.B) {
			s := &scratch{}
			b.SetBytes(int64(len(payload)))
			b.ReportAllocs()
			for i := range b.N {
				h.SequenceNumber = uint16(i)
				if _, err := c.seal(s, int64(i), h, payload); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
