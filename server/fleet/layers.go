package fleet

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"sync"
	"time"

	"onair/server/sfu"
)

// A stream that comes in as layers goes to another node as those that somebody takes there, over the one connection: parts
// of layers have the layer in their letter, partAbout says what there is and partLeft what comes no more. Back come wantKey with a layer, and wantLayers
// with how many take each.
const (
	partLayer    = 0x10
	partLayerKey = 0x20
	partAbout    = 'L'
	partLeft     = 'B' // no more of a layer for now: one byte
	wantLayers   = 't'

	layersMost = 8
	aboutEvery = time.Second
)

// layerFlow is a layer on its way.
type layerFlow struct {
	flows  bool
	broken bool // pictures are left out up to the next keyframe
}

// picture tells whether a part is one, of which layer, and whether it needs no other.
func (p part) picture() (layer int, key, ok bool) {
	switch {
	case p.kind == partKey, p.kind == partPicture:
		return 0, p.kind == partKey, true
	case p.kind&^0xf == partLayer, p.kind&^0xf == partLayerKey:
		layer = int(p.kind & 0xf)
		return layer, p.kind&^0xf == partLayerKey, layer < layersMost
	}
	return 0, false, false
}

// Layer implements sfu.LayerSink.
func (f *feed) Layer(layer int, au [][]byte, key bool, pts, dts time.Duration) {
	if layer >= layersMost {
		return
	}
	kind := byte(partLayer | layer)
	if key {
		kind = byte(partLayerKey | layer)
	}
	f.put(part{kind, pts, dts, au, time.Now()})
}

// Left implements sfu.LayerSink.
func (f *feed) Left(layer int) { f.put(part{partLeft, 0, 0, [][]byte{{byte(layer)}}, time.Now()}) }

// tapFor taps what another node wants: layers if it knows of them and there are any, which is then not nil.
func (a *Agent) tapFor(wish feedWish, f *feed) (has feedHas, layers *sfu.LayerTap, stop func(), err error) {
	if wish.Layers {
		if layers, err = a.sfu.TapLayers(wish.Stream, f); err != nil {
			return has, nil, nil, err
		}
	}
	if layers != nil {
		f.mu.Lock()
		f.ask = layers.Keyframe
		f.mu.Unlock()
		return feedHas{Video: true, Audio: layers.Sound(), Layers: layers.Layers()}, layers, layers.Stop, nil
	}
	kinds, stop, err := a.sfu.Tap(wish.Stream, f)
	return feedHas{Video: kinds.Video, Audio: kinds.Audio}, nil, stop, err
}

// hearLayers does what the other node wants, until the connection ends.
func hearLayers(in *bufio.Reader, layers *sfu.LayerTap) {
	n := len(layers.Layers())
	counts := make([]byte, 2*n)
	for {
		b, err := in.ReadByte()
		if err != nil {
			return
		}
		switch b {
		case wantKey:
			if b, err = in.ReadByte(); err == nil {
				layers.Keyframe(int(b))
			}
		case wantLayers:
			if _, err = io.ReadFull(in, counts); err == nil {
				takers := make([]int, n)
				for i := range takers {
					takers[i] = int(binary.BigEndian.Uint16(counts[2*i:]))
				}
				layers.Take(takers)
			}
		}
		if err != nil {
			return
		}
	}
}

// describe says what the layers are like whenever that has changed by much.
func (f *feed) describe(layers *sfu.LayerTap, gone <-chan struct{}) {
	t := time.NewTicker(aboutEvery)
	defer t.Stop()
	var told []sfu.Layer
	for {
		now := layers.Layers()
		if !alike(told, now) {
			told = now
			b, _ := json.Marshal(now)
			f.put(part{partAbout, 0, 0, [][]byte{b}, time.Now()})
		}
		select {
		case <-gone:
			return
		case <-t.C:
		}
	}
}

func alike(a, b []sfu.Layer) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Width != b[i].Width || a[i].Height != b[i].Height || max(a[i].BitRate, b[i].BitRate)-min(a[i].BitRate, b[i].BitRate) > b[i].BitRate/5 {
			return false
		}
	}
	return true
}

func describe(into *sfu.Ingest, layers []sfu.Layer) {
	for i, l := range layers {
		into.Describe(i, l)
	}
}

// wishes are what this node wants of a stream at another.
type wishes struct {
	wake chan struct{}

	mu     sync.Mutex
	n      int // layers; 0: there is one picture alone
	keys   [layersMost]bool
	takers [layersMost]int
	left   [layersMost]time.Time // when the last taker went
	told   [layersMost]int
}

func newWishes(layers int) *wishes {
	return &wishes{wake: make(chan struct{}, 1), n: min(layers, layersMost)}
}

func (w *wishes) note(f func()) {
	w.mu.Lock()
	f()
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// keyframe notes that one is wanted.
func (w *wishes) keyframe(layer int) {
	if layer < layersMost {
		w.note(func() { w.keys[layer] = true })
	}
}

// layers notes how many take each.
func (w *wishes) layers(takers []int) {
	now := time.Now()
	w.note(func() {
		for i, n := range takers[:min(len(takers), layersMost)] {
			if n == 0 && w.takers[i] > 0 {
				w.left[i] = now
			}
			w.takers[i] = n
		}
	})
}

// letters are what is to be said of it now. A layer is taken for a while after its last taker.
func (w *wishes) letters(now time.Time) (b []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var want [layersMost]int
	for i := range want {
		if want[i] = min(w.takers[i], 1<<16-1); want[i] == 0 && w.told[i] > 0 && now.Sub(w.left[i]) < linger {
			want[i] = 1
		}
	}
	if want != w.told {
		w.told = want
		b = append(b, wantLayers)
		for _, n := range want[:w.n] {
			b = binary.BigEndian.AppendUint16(b, uint16(n))
		}
	}
	for i, on := range w.keys {
		if !on {
			continue
		}
		if b = append(b, wantKey); w.n > 0 {
			b = append(b, byte(i))
		}
		w.keys[i] = false
	}
	return b
}
