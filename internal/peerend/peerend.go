// Package peerend closes peer connections of pion v3 that are still being set up.
package peerend

import (
	"reflect"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/pion/webrtc/v3"
)

// Close closes pc, whatever it is doing, and may be called by any goroutine but those of pc's queue of operations
// (the handler of OnNegotiationNeeded). A second Close does nothing.
//
// PeerConnection.Close alone reads the multiplexer of the ICE transport without its lock while
// the connectivity checks may be setting it: a peer that connects in that moment made it
// call a nil pointer. So the checks are ended first, and waited for.
func Close(pc *webrtc.PeerConnection) error {
	endChecks(pc)
	return pc.Close()
}

// GracefulClose is Close that also waits for pc's goroutines. It must not be called by them.
func GracefulClose(pc *webrtc.PeerConnection) error {
	endChecks(pc)
	return pc.GracefulClose()
}

func endChecks(pc *webrtc.PeerConnection) {
	if pc.ConnectionState() == webrtc.PeerConnectionStateClosed {
		return
	}
	if in, ok := open(pc); ok {
		in.endChecks()
	}
}

// insides are those parts of a PeerConnection that pion keeps to itself.
type insides struct {
	lock   *sync.RWMutex // guards the three below
	state  *atomic.Value
	cancel *func()
	mux    reflect.Value
	done   func() // waits until the queue of operations is empty
}

// look is how often it is looked whether checks that had succeeded have ended.
const look = time.Millisecond

// endChecks ends the connectivity checks where they are under way, and sees to it that they never begin
// where they are not. An established connection is left alone, so that Close can say goodbye to the peer.
func (in *insides) endChecks() {
	if in.stopChecks() {
		return
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		in.done()
	}()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			// A handshake follows checks that have succeeded. It ends with pion's Close, and then ends what waits above.
			if in.established() {
				return
			}
		}
	}
}

// stopChecks reports whether the checks were over before.
func (in *insides) stopChecks() bool {
	in.lock.Lock()
	defer in.lock.Unlock()
	if !in.mux.IsNil() {
		return true
	}
	if *in.cancel == nil {
		in.state.Store(webrtc.ICETransportState(webrtc.ICETransportStateClosed))
	} else {
		(*in.cancel)()
	}
	return false
}

func (in *insides) established() bool {
	in.lock.RLock()
	defer in.lock.RUnlock()
	return !in.mux.IsNil()
}

// open finds the insides; not ok means that this version of pion has others.
func open(pc *webrtc.PeerConnection) (in *insides, ok bool) {
	sctp := pc.SCTP()
	if sctp == nil || sctp.Transport() == nil || sctp.Transport().ICETransport() == nil {
		return nil, false
	}
	t := reflect.ValueOf(sctp.Transport().ICETransport()).Elem()
	in = &insides{mux: field(t, "mux")}
	ops := field(reflect.ValueOf(pc).Elem(), "ops")
	if !in.mux.IsValid() || in.mux.Kind() != reflect.Pointer || !ops.IsValid() {
		return nil, false
	}
	done := ops.MethodByName("Done")
	if !done.IsValid() {
		return nil, false
	}
	var fits bool
	if in.done, fits = done.Interface().(func()); !fits {
		return nil, false
	}
	return in, to(&in.lock, t, "lock") && to(&in.state, t, "state") && to(&in.cancel, t, "ctxCancel")
}

// field is a field of v, to be read in spite of its small letter.
func field(v reflect.Value, name string) reflect.Value {
	f := v.FieldByName(name)
	if !f.IsValid() {
		return f
	}
	return reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
}

// to points p at the field, if that is a T.
func to[T any](p **T, v reflect.Value, name string) bool {
	f := field(v, name)
	if !f.IsValid() {
		return false
	}
	a, ok := f.Addr().Interface().(*T)
	*p = a
	return ok
}
