package fonts

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// wide are the marks that Chinese and Latin texts share and that a Chinese face
// draws as wide as a Chinese character.
var wide = []uint16{0xb7, 0x2010, 0x2015, 0x2016, 0x2018, 0x2019, 0x201c, 0x201d, 0x2020, 0x2021, 0x2022, 0x2025, 0x2026, 0x2027}

// Narrow is a font of this package without the marks that a Latin text wants narrow
// (quotation marks, raised dot, ellipsis), so that they come from the next face. It is
// a resource of the toolkit, and may be used from any goroutine.
type Narrow struct {
	name   string
	font   []byte
	cmap   []byte // in place of what font has at at
	at     int
	copied func() []byte
}

// Latin returns a font under a name, narrow. One that it cannot read stays as it is.
func Latin(name string, font []byte) *Narrow {
	n := &Narrow{name: name, font: font}
	n.copied = sync.OnceValue(n.copy)
	at, size, ok := table(font, "cmap")
	if !ok {
		return n
	}
	n.at, n.cmap = at, bytes.Clone(font[at:at+size])
	be := binary.BigEndian
	for i := range int(be.Uint16(n.cmap[2:])) {
		sub := n.cmap[be.Uint32(n.cmap[4+8*i+4:]):]
		if be.Uint16(sub) == 4 {
			for _, c := range wide {
				forget(sub, c)
			}
		}
	}
	return n
}

// Name is the name it was given.
func (n *Narrow) Name() string { return n.name }

// Content is the whole font, a copy that is made when it is first asked for.
func (n *Narrow) Content() []byte { return n.copied() }

func (n *Narrow) copy() []byte {
	if n.cmap == nil {
		return n.font
	}
	out := bytes.Clone(n.font)
	copy(out[n.at:], n.cmap)
	return out
}

// Slice returns length bytes from offset on without a copy, or nil if there are less. What
// lies over the edge of a table is not narrow. The toolkit as scripts/fyne changes it asks so.
func (n *Narrow) Slice(offset, length uint32) []byte {
	end := uint64(offset) + uint64(length)
	switch {
	case end > uint64(len(n.font)):
		return nil
	case int(offset) >= n.at && end <= uint64(n.at+len(n.cmap)):
		return n.cmap[int(offset)-n.at : int(end)-n.at : int(end)-n.at]
	default:
		return n.font[offset:end:end]
	}
}

// table is where a table of a font begins, and how long it is.
func table(font []byte, tag string) (at, size int, ok bool) {
	be := binary.BigEndian
	for i := range int(be.Uint16(font[4:])) {
		entry := font[12+16*i:]
		if string(entry[:4]) == tag {
			return int(be.Uint32(entry[8:])), int(be.Uint32(entry[12:])), true
		}
	}
	return 0, 0, false
}

// forget takes a character out of a map of format 4. In a run that has a list of
// glyphs it gets glyph 0, which means "not here"; a run of its own is made to
// say the end of the run before once more. Elsewhere it cannot be done without
// moving what follows, and is not done.
func forget(sub []byte, c uint16) {
	be := binary.BigEndian
	n := int(be.Uint16(sub[6:])) / 2
	ends, starts, deltas, offsets := sub[14:], sub[16+2*n:], sub[16+4*n:], sub[16+6*n:]
	at := func(table []byte, i int) uint16 { return be.Uint16(table[2*i:]) }
	for i := range n {
		if c > at(ends, i) {
			continue
		}
		offset := int(at(offsets, i))
		switch {
		case c < at(starts, i):
		case offset != 0:
			be.PutUint16(offsets[2*i+offset+2*int(c-at(starts, i)):], 0)
		case at(starts, i) == at(ends, i) && i > 0 && at(offsets, i-1) == 0:
			be.PutUint16(ends[2*i:], at(ends, i-1))
			be.PutUint16(starts[2*i:], at(ends, i-1))
			be.PutUint16(deltas[2*i:], at(deltas, i-1))
		}
		return
	}
}
