package cluster

import (
	"sync"
	"time"
	_ "unsafe" // for go:linkname

	_ "github.com/nats-io/nats-server/v2/server" // whose variables these are
)

// How long servers of NATS wait before they elect another leader has no option: 4 to 9 s,
// during which nothing is decided. The NATS inside nodes, which are near each other, takes
// the times that NATS's own tests take.
//
//go:linkname minElectionTimeout github.com/nats-io/nats-server/v2/server.minElectionTimeout
var minElectionTimeout time.Duration

//go:linkname maxElectionTimeout github.com/nats-io/nats-server/v2/server.maxElectionTimeout
var maxElectionTimeout time.Duration

//go:linkname hbInterval github.com/nats-io/nats-server/v2/server.hbInterval
var hbInterval time.Duration

// electSooner is called before the first NATS of this process starts.
var electSooner = sync.OnceFunc(func() {
	minElectionTimeout, maxElectionTimeout, hbInterval = 1500*time.Millisecond, 3500*time.Millisecond, 300*time.Millisecond
})
