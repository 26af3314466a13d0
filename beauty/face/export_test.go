package face

// Wait returns when everything that was submitted has been looked at.
func (t *Tracker) Wait() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.pending != nil || t.busy {
		t.idle.Wait()
	}
}

// NobodyTurn is for the tests of the order of searches.
var NobodyTurn = nobodyTurn
