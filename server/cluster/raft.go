package cluster

import (
	"sync"
	"time"
	_ "unsafe" // for go:linkname

	_ "github.com/nats-io/nats-server/v2/server" // whose variables these are
)

// How long servers of NATS wait before they elect another leader has no option: 4 to 9 s,
// during which nothing is decided. The NATS inside nodes, which are near each other, takes
// shorter ones.
//
//go:linkname minElectionTimeout github.com/nats-io/nats-server/v2/server.minElectionTimeout
var minElectionTimeout time.Duration

//go:linkname maxElectionTimeout github.com/nats-io/nats-server/v2/server.maxElectionTimeout
var maxElectionTimeout time.Duration

//go:linkname hbInterval github.com/nats-io/nats-server/v2/server.hbInterval
var hbInterval time.Duration

var elections sync.Once

// electSooner is called before the first NATS of this process starts; a later call changes
// nothing. lease says how patient the nodes are, which is for disks and networks as slow
// as these.
func electSooner(lease time.Duration) {
	elections.Do(func() { minElectionTimeout, maxElectionTimeout, hbInterval = electionTimes(lease) })
}

// electionTimes has five words of a leader missed before anybody asks for votes, and a
// node that leads anew not waiting much longer for NATS than for the lease.
func electionTimes(lease time.Duration) (least, most, word time.Duration) {
	return lease * 5 / 9, lease * 10 / 9, lease / 9
}
