// Package directory keeps the rule that spans rooms: nobody is in two of them.
package directory

import (
	"errors"
	"fmt"
)

// ErrElsewhere: the user is in a room.
var ErrElsewhere = errors.New("directory: in a room already")

// Rooms says who is in which room. The zero value is empty and ready. It is not safe
// for use from several goroutines.
type Rooms struct{ at map[string]uint32 }

// Claim notes that a user enters a room. It refuses with ErrElsewhere while
// the user is in any room, this one or another (see Of).
func (d *Rooms) Claim(userID string, id uint32) error {
	if in := d.at[userID]; in != 0 {
		return fmt.Errorf("%s is in room %d: %w", userID, in, ErrElsewhere)
	}
	if d.at == nil {
		d.at = make(map[string]uint32)
	}
	d.at[userID] = id
	return nil
}

// Release notes that a user is out of a room; out of another one has no effect.
func (d *Rooms) Release(userID string, id uint32) {
	if d.at[userID] == id {
		delete(d.at, userID)
	}
}

// Of is the room a user is in, 0 for none.
func (d *Rooms) Of(userID string) uint32 { return d.at[userID] }
