package nodes

import (
	"testing"
)

// TestNothingIsLostOverABlow: people at three nodes write, give and look, while the node
// that leads is killed. What was confirmed is there, once and in the same order for
// everybody, the ledger and the wallets agree, and all see the anchor again.
func TestNothingIsLostOverABlow(t *testing.T) {
	w := newWorld(t, plan{viewers: 2, writers: 3, givers: 4, giftsPerSecond: 40, seed: 1}, nil)
	rows := live(t, w, func(n int) (string, bool) { return "leader", n < 1 }, 0)
	if len(rows) != 1 {
		t.Errorf("%d blows", len(rows))
	}
}
