package cluster

import (
	"testing"
	"time"
)

// natsElects is what NATS has by itself, before anything of ours has run.
var natsElects = [...]time.Duration{minElectionTimeout, maxElectionTimeout, hbInterval}

// The variables are NATS's own, and not new ones that nobody reads: a version of NATS that
// names them otherwise is found here.
func TestElectionTimesAreThoseOfNATS(t *testing.T) {
	if want := [...]time.Duration{4 * time.Second, 9 * time.Second, time.Second}; natsElects != want {
		t.Errorf("NATS has %v, not %v: where are its times now?", natsElects, want)
	}
}

func TestElectionTimesFollowTheLease(t *testing.T) {
	for _, lease := range []time.Duration{time.Second, DefaultLease, 5 * time.Second, 30 * time.Second} {
		least, most, word := electionTimes(lease)
		if least < 5*word || most < least*3/2 || most > lease*5/4 {
			t.Errorf("with a lease of %v: %v to %v, a word each %v", lease, least, most, word)
		}
	}
}
