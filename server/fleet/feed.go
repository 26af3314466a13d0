package fleet

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"onair/server/reply"
	"onair/server/sfu"
)

// A feed is a line of JSON from who takes a stream, a line back, and then parts: a
// letter, two times, a length, and so many bytes. Back come single letters.
const (
	partKey     = 'K' // a picture that needs no other
	partPicture = 'P'
	partSound   = 'S'
	wantKey     = 'k'

	partHead = 1 + 8 + 8 + 4
	partMost = 8 << 20
	lineMost = 4 << 10
)

type feedWish struct {
	Stream string `json:"stream"`
	Num    uint64 `json:"num"`
	Layers bool   `json:"layers"` // are understood: see layers.go
}

type feedHas struct {
	Video  bool        `json:"video"`
	Audio  bool        `json:"audio"`
	Layers []sfu.Layer `json:"layers,omitempty"`
	Error  string      `json:"error,omitempty"`
	Words  string      `json:"words,omitempty"`
}

// part is one picture or packet on its way.
type part struct {
	kind byte
	pts  time.Duration // when it is shown, and decoded
	dts  time.Duration
	nals [][]byte
	at   time.Time
}

// feed is a stream's way to another node: a sink of a tap, whose parts wait here for
// the connection, and not for long.
type feed struct {
	mu     sync.Mutex
	parts  []part
	layers [layersMost]layerFlow
	over   bool
	wake   chan struct{}
	ask    func(layer int) // for a keyframe
}

// H264 implements sfu.Sink.
func (f *feed) H264(au [][]byte, key bool, pts, dts time.Duration) {
	kind := byte(partPicture)
	if key {
		kind = partKey
	}
	f.put(part{kind, pts, dts, au, time.Now()})
}

// Opus implements sfu.Sink.
func (f *feed) Opus(packet []byte, pts time.Duration) {
	f.put(part{partSound, pts, pts, [][]byte{packet}, time.Now()})
}

// Over implements sfu.Sink.
func (f *feed) Over(sfu.Reason) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.over = true
	f.ring()
}

func (f *feed) ring() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// put adds a part. When the oldest has waited too long all that waits is dropped.
func (f *feed) put(p part) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.parts) > 0 && p.at.Sub(f.parts[0].at) > oldest {
		f.parts = f.parts[:0]
		for i := range f.layers {
			if l := &f.layers[i]; l.flows && !l.broken {
				l.broken = true
				f.ask(i)
			}
		}
	}
	if layer, key, ok := p.picture(); ok {
		l := &f.layers[layer]
		l.broken = l.broken && !key
		if l.flows = true; l.broken {
			return
		}
	}
	f.parts = append(f.parts, p)
	f.ring()
}

// take returns what waits, and false when there will be no more.
func (f *feed) take(spare []part) (parts []part, more bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	parts, f.parts = f.parts, spare[:0]
	return parts, !f.over || len(parts) > 0
}

// Feed sends a stream to the node that asks for it, until one of both ends. It closes
// the connection.
func (a *Agent) Feed(ctx context.Context, c net.Conn) {
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	_ = c.SetReadDeadline(time.Now().Add(dialTime))
	in := bufio.NewReaderSize(c, lineMost)
	line, err := in.ReadSlice('\n')
	var wish feedWish
	if err != nil || json.Unmarshal(line, &wish) != nil {
		return
	}
	_ = c.SetReadDeadline(time.Time{})
	f := &feed{wake: make(chan struct{}, 1), ask: func(int) { a.sfu.Keyframe(wish.Stream) }}
	has, layers, stop, err := a.tapFor(wish, f)
	if err == nil && !a.comesIn(wish.Stream, wish.Num) { // replaced, and what is tapped may be either
		stop()
		err = reply.ErrNoStream
	}
	has.Error, has.Words = said(err)
	b, _ := json.Marshal(has)
	if _, werr := c.Write(append(b, '\n')); err != nil || werr != nil {
		if err == nil {
			stop()
		}
		return
	}
	defer stop()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if layers != nil {
			hearLayers(in, layers)
			return
		}
		for {
			b, err := in.ReadByte()
			if err != nil {
				return
			}
			if b == wantKey {
				a.sfu.Keyframe(wish.Stream)
			}
		}
	}()
	if layers != nil {
		about := make(chan struct{})
		defer func() { <-about }()
		go func() { defer close(about); f.describe(layers, gone) }()
	}
	err = f.send(within{c, &a.given}, gone)
	c.Close()
	<-gone
	if err != nil && ctx.Err() == nil && !errors.Is(err, net.ErrClosed) {
		a.log.Debug("a stream goes to another node no more", "stream", wish.Stream, "err", err)
	}
}

// within is a connection that takes what is written soon, or never, and counts it.
type within struct {
	net.Conn
	count *atomic.Uint64
}

func (w within) Write(b []byte) (int, error) {
	_ = w.SetWriteDeadline(time.Now().Add(dialTime))
	n, err := w.Conn.Write(b)
	w.count.Add(uint64(n))
	return n, err
}

// send writes parts until the stream is over or the other node has enough.
func (f *feed) send(w io.Writer, gone <-chan struct{}) error {
	var spare []part
	var buf []byte
	for {
		select {
		case <-gone:
			return nil
		case <-f.wake:
		}
		parts, more := f.take(spare)
		for _, p := range parts {
			buf = p.append(buf[:0])
			if _, err := w.Write(buf); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
		clear(parts) // the pictures
		spare = parts
	}
}

// size is how many bytes a part is on the wire.
func (p part) size() uint64 {
	n := partHead
	for _, nal := range p.nals {
		n += 4 + len(nal)
	}
	return uint64(n)
}

// append writes a part as it goes over the wire.
func (p part) append(b []byte) []byte {
	b = append(b, p.kind)
	b = binary.BigEndian.AppendUint64(b, uint64(p.pts))
	b = binary.BigEndian.AppendUint64(b, uint64(p.dts))
	b = binary.BigEndian.AppendUint32(b, uint32(p.size()-partHead))
	for _, n := range p.nals {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(n))), n...)
	}
	return b
}

var errPart = errors.New("fleet: a part that is none")

// parts reads parts; what it returns is good until the next.
type partReader struct {
	in  io.Reader
	buf []byte
	out [][]byte
}

func (r *partReader) next() (p part, err error) {
	var head [partHead]byte
	if _, err = io.ReadFull(r.in, head[:]); err != nil {
		return p, err
	}
	p.kind, p.pts, p.dts = head[0], time.Duration(binary.BigEndian.Uint64(head[1:])), time.Duration(binary.BigEndian.Uint64(head[9:]))
	n := binary.BigEndian.Uint32(head[17:])
	if n > partMost {
		return p, errPart
	}
	if cap(r.buf) < int(n) {
		r.buf = make([]byte, n+n/4)
	}
	b := r.buf[:n]
	if _, err = io.ReadFull(r.in, b); err != nil {
		return p, err
	}
	r.out = r.out[:0]
	for len(b) > 0 {
		if len(b) < 4 || uint64(binary.BigEndian.Uint32(b)) > uint64(len(b)-4) {
			return p, errPart
		}
		size := binary.BigEndian.Uint32(b)
		r.out = append(r.out, b[4:4+size])
		b = b[4+size:]
	}
	p.nals = r.out
	return p, nil
}
