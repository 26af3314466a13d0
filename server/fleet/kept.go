package fleet

import "onair/room"

// hold takes in what a node says flows there. What the leader knows goes on; what comes
// too late, or is older than another of its name, ends.
func (f *Fleet) hold(node string, list []has, runs map[uint64]*flowing) {
	for _, h := range list {
		key, at := [2]string{h.Stream, h.Viewer}, &where{node: node, num: h.Num, told: runs[h.Run]}
		f.mu.Lock()
		known, was := f.streams[h.Stream], f.held[key]
		if h.Viewer != "" {
			known = f.viewers[key]
		}
		if known != nil && known.node == node && known.num == h.Num {
			before := known.told
			known.told = at.told
			f.mu.Unlock()
			if before != at.told && before != nil && at.told != nil {
				back(before, at.told)
			}
			continue
		}
		end := at
		if known == nil && !f.settled && (was == nil || was.num <= h.Num) {
			f.held[key] = at
			end = was
		}
		f.mu.Unlock()
		if end != nil {
			f.drop(key, end)
		}
	}
}

// back has those told again whom a lost connection told of, before.
func back(before, now *flowing) {
	before.mu.Lock()
	on := before.on
	before.mu.Unlock()
	if flow := now.listen(on, nil); on != nil {
		on(flow)
	}
}

func (f *Fleet) drop(key [2]string, at *where) {
	if key[1] == "" {
		f.end(at, key[0])
	} else {
		f.endViewer(at.node, key[0], key[1])
	}
}

// Claim takes over a stream that a publisher sends since an earlier leader's time, and
// mutes it as it is to be; on is told what flows from now on, as for Publish. It returns
// what flows, and false if there is no such stream.
func (f *Fleet) Claim(stream string, muted room.Media, on func(room.Media)) (room.Media, bool) {
	key := [2]string{stream, ""}
	f.mu.Lock()
	at := f.held[key]
	if at == nil || at.told == nil {
		f.mu.Unlock()
		return room.Media{}, false
	}
	delete(f.held, key)
	f.streams[stream] = at
	f.mu.Unlock()
	f.Mute(stream, muted)
	return at.told.listen(on, nil), true
}

// Watched lists who watches what since an earlier leader's time, by stream and viewer.
func (f *Fleet) Watched() (list [][2]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key := range f.held {
		if key[1] != "" {
			list = append(list, key)
		}
	}
	return list
}

// ClaimPlay takes over one of them.
func (f *Fleet) ClaimPlay(stream, viewer string) bool {
	key := [2]string{stream, viewer}
	f.mu.Lock()
	defer f.mu.Unlock()
	at := f.held[key]
	if at == nil {
		return false
	}
	delete(f.held, key)
	f.viewers[key] = at
	return true
}

// Leave notes that a node goes away: what flows there has to go elsewhere.
func (f *Fleet) Leave(node string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.leaving[node] = true
}

// Moves reports whether a publication (viewer empty) or a viewer is at a node that goes
// away.
func (f *Fleet) Moves(stream, viewer string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := f.streams[stream]
	if viewer != "" {
		at = f.viewers[[2]string{stream, viewer}]
	}
	return at != nil && f.leaving[at.node]
}

// Settle ends what nobody has claimed, here and at nodes that are reached later.
func (f *Fleet) Settle() {
	f.mu.Lock()
	f.settled = true
	held := f.held
	f.held = nil
	f.mu.Unlock()
	for key, at := range held {
		f.drop(key, at)
	}
}
