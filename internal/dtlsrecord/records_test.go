package dtlsrecord

import (
	"bytes"
	"slices"
	"testing"
)

func record(typ byte, epoch byte, body ...byte) []byte {
	return append([]byte{typ, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 9, 0, byte(len(body))}, body...)
}

func TestWhatAnybodyCouldWriteIsTakenOut(t *testing.T) {
	sealed := func(typ byte) []byte { return record(typ, 1, 1, 2, 3, 4, 5, 6, 7, 8) }
	ccs, hello := record(20, 0, 1), record(22, 0, 1, 0, 0, 0)
	for _, c := range []struct {
		name            string
		in              []byte
		before, settled []byte
	}{
		{"close_notify", record(21, 0, 1, 0), nil, nil},
		{"fatal alert", record(21, 0, 2, 40), nil, nil},
		{"application data", record(23, 0, 'h', 'i'), nil, nil},
		{"a type that is none", record(24, 0, 1), nil, nil},
		{"handshake", hello, hello, nil},
		{"change of cipher", ccs, ccs, nil},
		{"a bad change of cipher", record(20, 0, 2), nil, nil},
		{"a long change of cipher", record(20, 0, 1, 1), nil, nil},
		{"a change of cipher in epoch 1", record(20, 1, 1), nil, nil},
		{"sealed alert", sealed(21), sealed(21), sealed(21)},
		{"the last flight", slices.Concat(hello, ccs, sealed(22)), slices.Concat(hello, ccs, sealed(22)), sealed(22)},
		{"an alert before sealed data", slices.Concat(record(21, 0, 1, 0), sealed(23)), sealed(23), sealed(23)},
		{"an alert behind sealed data", slices.Concat(sealed(23), record(21, 0, 1, 0)), sealed(23), sealed(23)},
		{"cut off", slices.Concat(hello, sealed(22)[:15]), hello, nil},
		{"a head alone", record(22, 0)[:12], nil, nil},
		{"STUN", []byte{0, 1, 0, 0, 9}, []byte{0, 1, 0, 0, 9}, []byte{0, 1, 0, 0, 9}},
		{"SRTP", []byte{0x80, 96, 1}, []byte{0x80, 96, 1}, []byte{0x80, 96, 1}},
		{"nothing", nil, nil, nil},
	} {
		if got := Authentic(bytes.Clone(c.in), false); !bytes.Equal(got, c.before) {
			t.Errorf("%s, during the handshake: %v is left", c.name, got)
		}
		if got := Authentic(bytes.Clone(c.in), true); !bytes.Equal(got, c.settled) {
			t.Errorf("%s, after the handshake: %v is left", c.name, got)
		}
	}
}

func TestOnlySealedAlertsCount(t *testing.T) {
	for _, c := range []struct {
		in   []byte
		want bool
	}{
		{record(21, 1, 1, 2, 3, 4), true}, {record(21, 0, 2, 40), false}, {record(22, 1, 1, 2), false}, {[]byte{21, 254, 253, 0, 1}, false},
	} {
		if got := IsAlert(c.in); got != c.want {
			t.Errorf("%v: %v", c.in, got)
		}
	}
}

func FuzzAuthentic(f *testing.F) {
	f.Add(slices.Concat(record(21, 0, 1, 0), record(22, 0, 1), record(23, 1, 1, 2)), true)
	f.Add([]byte{22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255}, false)
	f.Fuzz(func(t *testing.T, in []byte, established bool) {
		was := bytes.Clone(in)
		got := Authentic(in, established)
		if !Is(was) {
			if !bytes.Equal(got, was) {
				t.Fatal("another protocol was changed")
			}
			return
		}
		if len(got) > len(was) || !bytes.Equal(Authentic(bytes.Clone(got), established), got) {
			t.Fatal("what is left is not stable")
		}
		for rest := got; len(rest) > 0; {
			n := headerSize + int(rest[11])<<8 + int(rest[12])
			plain := rest[3] == 0 && rest[4] == 0
			if plain && (established || rest[0] != 20 && rest[0] != 22) || !plain && rest[0] == 20 {
				t.Fatalf("a plain record of type %d is left", rest[0])
			}
			rest = rest[n:]
		}
	})
}
