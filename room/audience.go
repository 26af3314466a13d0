package room

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"onair/room/tree"
)

// A state is stored in parts: its core, and each member of the audience by itself,
// under the number of the entry into the room. The core is written after members
// who are new and before those who are gone are deleted, and tells which count.

// Viewer is a member of the audience as stored.
type Viewer struct {
	Order uint64
	JSON  []byte
}

// EncodeCore is the state without its audience.
func (s State) EncodeCore() ([]byte, error) {
	d := s.rest()
	d.Apart = true
	for _, t := range s.stage {
		if m, ok := s.Member(t.UserID); ok {
			d.Members = append(d.Members, m)
		}
	}
	b, err := plainJSON(d)
	if err != nil {
		return nil, err
	}
	for _, r := range []struct {
		key  string
		list *ranking
	}{{`,"givers":`, s.givers}, {`,"likers":`, s.likers}} {
		if r.list != nil {
			b = append(append(append(b[:len(b)-1], r.key...), r.list.json...), '}')
		}
	}
	return b, nil
}

// plainJSON does not make six bytes of each <, > and &.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// AudienceSince is what has to be written and deleted, by order, to get from the
// stored audience of an earlier state to this one's. It costs what has changed.
// When a member is taken out is left aside: a restart gives everybody time anew.
func (s State) AudienceSince(old State) (put []Viewer, gone []uint64, err error) {
	tree.Changes(old.order, s.order, func(key string, was, is *(*entry)) {
		order := binary.BigEndian.Uint64([]byte(key))
		before, now := viewer(was), viewer(is)
		switch {
		case before == nil && now == nil:
		case now == nil:
			gone = append(gone, order)
		case before == nil || *before != *now:
			b, e := plainJSON(*now)
			if put = append(put, Viewer{order, b}); e != nil {
				err = e
			}
		}
	})
	return put, gone, err
}

// viewer is the stored part of a member of the audience, nil for others.
func viewer(e **entry) *Member {
	if e == nil || (*e).Role != Audience {
		return nil
	}
	m := (*e).Member
	m.DropAt = time.Time{}
	return &m
}

// AudienceAt is one member of the audience as stored; false if the member who
// entered with this number is gone or not audience.
func (s State) AudienceAt(order uint64) (Viewer, bool) {
	e, ok := s.order.Get(orderKey(order))
	if !ok || e.Role != Audience {
		return Viewer{}, false
	}
	m := e.Member
	m.DropAt = time.Time{}
	b, err := plainJSON(m)
	return Viewer{order, b}, err == nil
}

// Decode puts a stored state together. Of the viewers those count whom the core
// knows of; the orders of the others are returned. apart is false for a state that
// was stored whole, by an earlier version.
func Decode(core []byte, viewers []Viewer) (s State, others []uint64, apart bool, err error) {
	var d stored
	if err := json.Unmarshal(core, &d); err != nil {
		return State{}, nil, false, err
	}
	if !d.Apart {
		err := json.Unmarshal(core, &s)
		for _, v := range viewers {
			others = append(others, v.Order)
		}
		return s, others, false, err
	}
	newest := map[string]uint64{}
	for _, m := range d.Members {
		newest[m.ID] = m.Order
	}
	var audience []Member
	for _, v := range viewers {
		var m Member
		if err := json.Unmarshal(v.JSON, &m); err != nil || m.Order != v.Order || m.Role != Audience || m.Order > d.NextOrder {
			others = append(others, v.Order)
			continue
		}
		audience = append(audience, m)
	}
	onStage := len(newest)
	for _, m := range audience {
		if at, known := newest[m.ID]; !known || at < m.Order {
			newest[m.ID] = m.Order
		}
	}
	for _, m := range d.Members[:onStage] {
		newest[m.ID] = 0 // on stage, so not in the audience
	}
	for _, m := range audience {
		if newest[m.ID] != m.Order {
			others = append(others, m.Order)
			continue
		}
		d.Members = append(d.Members, m)
	}
	d.dropStrayCalls()
	s, err = d.state()
	return s, others, true, err
}

// dropStrayCalls forgets invitations of viewers who were lost.
func (d *stored) dropStrayCalls() {
	here := map[string]bool{}
	for _, m := range d.Members {
		here[m.ID] = true
	}
	calls := d.Calls[:0:0]
	for _, k := range d.Calls {
		if here[k.User.ID] {
			calls = append(calls, k)
		}
	}
	d.Calls = calls
}

// state builds and checks.
func (d *stored) state() (State, error) {
	n := d.open()
	if err := n.Check(); err != nil {
		return State{}, fmt.Errorf("stored room %d: %w", d.ID, err)
	}
	return n, nil
}
