package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// mark is what is known of a record besides the record itself: that it must be
// there, how new it is at least, and what is in it.
type mark struct {
	seq     uint64
	sum     uint32 // of the value
	entries uint32
	row     int64
}

// marks is a small file beside a bucket with a row for each of its records. A row
// is written after its record and cleared before the record is deleted, so a
// record that is not there, or older than its row, was lost; one without a row, or
// newer, was written just before the process died.
type marks struct {
	mu   sync.Mutex
	file *os.File
	by   map[uint64]mark // by hash of the record's key
	free []int64
	bad  []int64 // of free: not whole when the file was read
	rows int64   // in the file, used or not

	high    uint64 // newest record ever, as far as was written to the file
	behind  int    // marks set since that was written
	lost    uint64 // entries given up, since the last repair
	unknown bool   // rows were damaged: what is missing may have been there
	times   uint32 // how often the bucket was opened, 24 bits; 0 is not known
	older   bool   // that is less often than the witness knows
}

const (
	marksMagic = "OMK1"
	rowSize    = 32
	growRows   = 256
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func valueSum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

func keyHash(key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return h.Sum64()
}

// openMarks reads the file, or makes one. expected says that there should be one,
// as there are records, or were; times how often the bucket was opened at least.
func openMarks(dir, name string, expected bool, times uint32) (*marks, error) {
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, diskError(err)
	}
	m := &marks{by: map[uint64]mark{}}
	b, err := os.ReadFile(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	switch {
	case fresh:
		m.unknown = expected
	case err != nil:
		return nil, diskError(err)
	default:
		m.parse(b)
		m.older = m.times != 0 && m.times < times
	}
	if m.file, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600); err != nil {
		return nil, diskError(err)
	}
	if fresh || m.unknown {
		if err = errors.Join(m.header(), m.wipe()); err != nil {
			m.file.Close()
			return nil, err
		}
	}
	return m, nil
}

// parse takes up the rows that are whole.
func (m *marks) parse(b []byte) {
	if len(b) < rowSize || string(b[:4]) != marksMagic || !rowWhole(b[:rowSize]) {
		m.unknown = true
	} else {
		m.high, m.lost = binary.LittleEndian.Uint64(b[4:]), binary.LittleEndian.Uint64(b[12:])
		m.rows = int64(binary.LittleEndian.Uint32(b[20:]))
		m.times = binary.LittleEndian.Uint32(b[24:]) >> 8
		m.unknown = b[24] != 0 || int64(len(b)) < (m.rows+1)*rowSize
	}
	m.rows = max(int64(len(b))/rowSize-1, 0)
	for i := range m.rows {
		r := b[(i+1)*rowSize : (i+2)*rowSize]
		key := binary.LittleEndian.Uint64(r)
		switch {
		case [rowSize]byte(r) == [rowSize]byte{}:
			m.free = append(m.free, i)
		case !rowWhole(r):
			m.unknown = true
			m.free, m.bad = append(m.free, i), append(m.bad, i)
		default:
			k := mark{binary.LittleEndian.Uint64(r[8:]), binary.LittleEndian.Uint32(r[16:]), binary.LittleEndian.Uint32(r[20:]), i}
			m.by[key], m.high = k, max(m.high, k.seq)
		}
	}
}

func rowWhole(r []byte) bool {
	return binary.LittleEndian.Uint32(r[28:]) == valueSum(r[:28])
}

func (m *marks) header() error {
	r := append(make([]byte, 0, rowSize), marksMagic...)
	r = binary.LittleEndian.AppendUint64(r, m.high)
	r = binary.LittleEndian.AppendUint64(r, m.lost)
	r = binary.LittleEndian.AppendUint32(r, uint32(m.rows))
	last := m.times << 8
	if m.unknown {
		last |= 1
	}
	r = binary.LittleEndian.AppendUint32(r, last)
	m.behind = 0
	return m.writeRow(-1, r)
}

func (m *marks) writeRow(i int64, r []byte) error {
	if m.file == nil {
		return nil
	}
	r = append(r, make([]byte, 28-len(r))...)
	r = binary.LittleEndian.AppendUint32(r, valueSum(r))
	if _, err := m.file.WriteAt(r, (i+1)*rowSize); err != nil {
		return diskError(err)
	}
	return nil
}

// wipe clears rows that were damaged, which the header now says.
func (m *marks) wipe() error {
	for _, i := range m.bad {
		if _, err := m.file.WriteAt(make([]byte, rowSize), (i+1)*rowSize); err != nil {
			return diskError(err)
		}
	}
	m.bad = nil
	return nil
}

// grow makes room for more rows.
func (m *marks) grow() error {
	if m.file == nil {
		m.free = append(m.free, -1)
		return nil
	}
	if err := m.file.Truncate((m.rows + growRows + 1) * rowSize); err != nil {
		return diskError(err)
	}
	for i := m.rows + growRows - 1; i >= m.rows; i-- {
		m.free = append(m.free, i)
	}
	m.rows += growRows
	return m.header()
}

func (m *marks) get(key string) (mark, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.by[keyHash(key)]
	return k, ok
}

// set notes that a record was written; an older one is no news.
func (m *marks) set(key string, seq uint64, value []byte, entries int) error {
	return m.put(key, seq, value, entries, false)
}

func (m *marks) put(key string, seq uint64, value []byte, entries int, older bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := keyHash(key)
	k, ok := m.by[h]
	if ok && k.seq >= seq && !older {
		return nil
	}
	if !ok {
		if len(m.free) == 0 {
			if err := m.grow(); err != nil {
				return fmt.Errorf("note %s: %w", key, err)
			}
		}
		k.row = m.free[len(m.free)-1]
		m.free = m.free[:len(m.free)-1]
	}
	k.seq, k.sum, k.entries = seq, valueSum(value), uint32(entries)
	m.by[h], m.high = k, max(m.high, k.seq)
	if m.behind++; m.behind >= growRows {
		if err := m.header(); err != nil {
			return err
		}
	}
	r := binary.LittleEndian.AppendUint64(make([]byte, 0, rowSize), h)
	r = binary.LittleEndian.AppendUint64(r, k.seq)
	r = binary.LittleEndian.AppendUint32(r, k.sum)
	return m.writeRow(k.row, binary.LittleEndian.AppendUint32(r, k.entries))
}

// clear notes that a record is about to be deleted.
func (m *marks) clear(hash uint64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.by[hash]
	if !ok {
		return nil
	}
	delete(m.by, hash)
	if m.file == nil {
		return nil
	}
	m.free = append(m.free, k.row)
	if _, err := m.file.WriteAt(make([]byte, rowSize), (k.row+1)*rowSize); err != nil {
		return diskError(err)
	}
	return nil
}

// giveUp counts entries as lost for good.
func (m *marks) giveUp(n int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lost += uint64(n)
	return m.header()
}

// settle forgets past losses.
func (m *marks) settle() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lost, m.unknown = 0, false
	return m.header()
}

// summary is how many records there must be, and the newest that ever was.
func (m *marks) summary() (records int, newest uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.by), m.high
}

// within reports whether all records are among these, by the hashes of their keys.
func (m *marks) within(seen map[uint64]bool) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for h := range m.by {
		if !seen[h] {
			return false
		}
	}
	return true
}

// newest is the newest record that ever was, as far as is known.
func (m *marks) newest() uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.high
}

func (m *marks) close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.file == nil {
		return nil
	}
	return errors.Join(m.header(), m.file.Close())
}
