package room

import "fmt"

// Directory keeps the rule that spans rooms: nobody is in two of them. The zero
// value is empty and ready. It is not safe for use from several goroutines.
type Directory struct{ at map[string]uint32 }

// Claim notes that a user enters a room. It refuses with ErrAlreadyMember while
// the user is in any room, this one or another (see Room).
func (d *Directory) Claim(userID string, id uint32) error {
	if in := d.at[userID]; in != 0 {
		return fmt.Errorf("%s is in room %d: %w", userID, in, ErrAlreadyMember)
	}
	if d.at == nil {
		d.at = make(map[string]uint32)
	}
	d.at[userID] = id
	return nil
}

// Release notes that a user is out of a room; out of another one has no effect.
func (d *Directory) Release(userID string, id uint32) {
	if d.at[userID] == id {
		delete(d.at, userID)
	}
}

// Room is the room a user is in, 0 for none.
func (d *Directory) Room(userID string) uint32 { return d.at[userID] }
