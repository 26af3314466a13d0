package flat

// Table is one table of a FlatBuffer. The zero Table has no fields. Fields are
// given by their number in the schema.
type Table struct {
	b *Buffer
	p int
}

// Present reports whether there is a table at all.
func (t Table) Present() bool { return t.b != nil && t.p != 0 }

// field is the position of field i, or 0 if the table does not have it.
func (t Table) field(i int) int {
	if !t.Present() {
		return 0
	}
	vtable := t.p - t.b.i32(t.p)
	size := t.b.u16(vtable)
	entry := 4 + 2*i
	if entry+2 > size {
		return 0
	}
	if off := t.b.u16(vtable + entry); off != 0 {
		return t.p + off
	}
	return 0
}

// Byte is an unsigned byte or a bool.
func (t Table) Byte(i, def int) int {
	if p := t.field(i); p != 0 {
		return t.b.u8(p)
	}
	return def
}

// Int8 is a signed byte, which most enumerations are.
func (t Table) Int8(i, def int) int {
	if p := t.field(i); p != 0 {
		return int(int8(t.b.u8(p)))
	}
	return def
}

// Int is an int32 or uint32.
func (t Table) Int(i, def int) int {
	if p := t.field(i); p != 0 {
		return t.b.i32(p)
	}
	return def
}

// ref follows the offset in field i; 0 means it is not there.
func (t Table) ref(i int) int {
	if p := t.field(i); p != 0 {
		return p + t.b.u32(p)
	}
	return 0
}

// Table is the table that field i refers to.
func (t Table) Table(i int) Table { return Table{t.b, t.ref(i)} }

// Bytes is a vector of bytes, a part of the buffer itself.
func (t Table) Bytes(i int) []byte {
	p := t.ref(i)
	if p == 0 {
		return nil
	}
	return t.b.at(p+4, t.b.u32(p))
}

// String is a string.
func (t Table) String(i int) string { return string(t.Bytes(i)) }

// Len is the number of elements of a vector.
func (t Table) Len(i int) int {
	if p := t.ref(i); p != 0 {
		return t.b.u32(p)
	}
	return 0
}

// Ints is a vector of int32.
func (t Table) Ints(i int) []int {
	p := t.ref(i)
	if p == 0 || t.b.at(p+4, 4*t.Len(i)) == nil {
		return nil
	}
	list := make([]int, t.Len(i))
	for k := range list {
		list[k] = t.b.i32(p + 4 + 4*k)
	}
	return list
}

// Tables is a vector of tables.
func (t Table) Tables(i int) []Table {
	p := t.ref(i)
	if p == 0 || t.b.at(p+4, 4*t.Len(i)) == nil {
		return nil
	}
	list := make([]Table, t.Len(i))
	for k := range list {
		q := p + 4 + 4*k
		list[k] = Table{t.b, q + t.b.u32(q)}
	}
	return list
}
