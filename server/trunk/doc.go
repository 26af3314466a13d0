// Package trunk carries the clients of one node to the node that leads, over one
// connection between the two. What clients say goes there as they said it; what they
// are told comes back, an event of many of them once, with the list of who gets it and
// under which number.
//
// Each frame is its length in four bytes, a byte for its kind, and what it has to say;
// numbers in it are varints. Either end closes a connection on which it cannot
// understand something, hears nothing for three seconds, or cannot send.
package trunk

import (
	"errors"
	"sync/atomic"
	"time"
)

// Door is the door of a trunk between nodes.
const Door = "trunk"

const (
	// silence is how long nothing may be heard of the other end, aliveEvery how often it
	// is told something.
	silence    = 3 * time.Second
	aliveEvery = 500 * time.Millisecond
	// writeTime is how long the other end may not take a piece of what is sent.
	writeTime = 5 * time.Second
	piece     = 256 << 10
	// readyTime is how long a leader may take to say that it is one.
	readyTime = 2 * time.Second
	// maxFrame is the longest frame: an event or answer of the longest kind.
	maxFrame = 1<<20 + 64<<10
	// maxRun is the most that one list of numbers takes.
	maxRun = 32 << 10
	// mostUp is how much may wait at a node to be sent before its clients are not read
	// any more, mostDown at the leader before the trunk is given up.
	mostUp   = 4 << 20
	mostDown = 64 << 20
)

// kind is what a frame says.
type kind byte

const (
	// Of both ends.
	alive kind = iota + 1
	// Of a node.
	opened  // a client: id, secure, address, host
	message // id, text or not, what it says
	gone    // a client: id
	// Of the leader.
	ready
	body     // an event: id, oldest that still counts, type, data
	post     // an event's id, then client and number as often as there are clients
	send     // a client's id, a message
	end      // a client's id, code, text
	loggedIn // a client's id
)

// Errors of a trunk.
var (
	errFrame  = errors.New("trunk: a frame that cannot be understood")
	errSlow   = errors.New("trunk: the other node takes too little")
	errClosed = errors.New("trunk: closed")
)

// Stats are counted over all trunks of a node.
type Stats struct {
	In, Out atomic.Uint64 // bytes
	Bodies  atomic.Uint64 // events sent
	Told    atomic.Uint64 // clients that events were sent to
	Trunks  atomic.Int64  // open now
}
