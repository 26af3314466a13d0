package model

// Doors are the ways by which other programs may send to the server inside this program,
// besides WHIP, which it always takes.
type Doors struct {
	RTMP, SRT Door
	// Failure says why one that is on is not open; nil: the server does not run yet, or
	// all is well.
	Failure *Failure
}

// Door is one of them.
type Door struct {
	On bool `json:"on,omitempty"`
	// At is host:port where it listens; an empty host is every network.
	At string `json:"at,omitempty"`
}

// Where they listen unless told otherwise: for programs on this computer alone.
const (
	RTMPDoor = "127.0.0.1:1935"
	SRTDoor  = "127.0.0.1:8890"
)

// Open is where the door listens, empty for one that does not.
func (d Door) Open() string {
	if !d.On {
		return ""
	}
	return d.At
}

// DoorActions change them.
type DoorActions interface {
	// SetDoors opens and closes doors, at once and whenever the server runs: Settings.Doors.
	SetDoors(rtmp, srt Door)
}
