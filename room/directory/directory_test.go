package directory

import (
	"errors"
	"testing"
)

func TestNobodyIsInTwoRooms(t *testing.T) {
	var d Rooms
	if err := d.Claim("a", 1); err != nil {
		t.Fatal(err)
	}
	if err := d.Claim("a", 2); !errors.Is(err, ErrElsewhere) {
		t.Errorf("in two rooms: %v", err)
	}
	d.Release("a", 2)
	if d.Of("a") != 1 {
		t.Error("released from a room the user is not in")
	}
	d.Release("a", 1)
	if err := d.Claim("a", 2); err != nil || d.Of("a") != 2 {
		t.Error(err)
	}
}
