package hls

import "time"

// view is what a show offers at one moment; it is never changed.
type view struct {
	targets  targets
	msn      int64 // of the segment in the making
	parts    int   // it has so far
	texts    map[string][]byte
	hints    map[string]bool // parts that will come
	over     bool            // the show has ended
	made     time.Time
	segments int
	changed  chan struct{} // closed when there is a newer one
}

// has tells whether a playlist of the view has a segment, or one of its parts.
func (v *view) has(msn int64, part int) bool {
	return v.msn > msn || v.msn == msn && part >= 0 && v.parts > part
}

// maker turns what a muxer tells into views. One goroutine uses it.
type maker struct {
	lists   [lists]list
	targets [lists]targets
	look    look
}

func newMaker(now time.Time) *maker {
	m := &maker{}
	// Numbers go on where a show of the same stream has left off: segments are longer than a second, so the clock is ahead of them.
	first := max(now.Unix()-time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), 0)
	for i := range m.lists {
		m.lists[i].first = first
	}
	return m
}

// view makes a new one. There is none before the first segment.
func (m *maker) view(now time.Time) *view {
	lead := audioList
	if m.look.video != "" {
		lead = videoList
	}
	l := &m.lists[lead]
	v := &view{msn: l.next(), parts: len(l.parts), texts: map[string][]byte{}, hints: map[string]bool{}, made: now, changed: make(chan struct{}), segments: len(l.segs)}
	all := m.renditions()
	for _, i := range all {
		m.targets[i].cover(&m.lists[i])
	}
	v.targets = m.targets[lead]
	for n, i := range all {
		others := append(append([]int{}, all[:n]...), all[n+1:]...)
		// audio and video are cut together: one promise for all
		v.texts[listNames[i]+".m3u8"] = lowLatency(&m.lists[i], v.targets, others)
		v.texts[listNames[i]+".plain.m3u8"] = plain(&m.lists[i], v.targets)
		if h := m.lists[i].hint; h != "" {
			v.hints[h] = true
		}
	}
	v.texts["index.m3u8"] = master(m.look, "")
	v.texts["plain.m3u8"] = master(m.look, ".plain")
	return v
}

// renditions are the lists that the stream has now.
func (m *maker) renditions() (all []int) {
	if m.look.video != "" {
		all = append(all, videoList)
	}
	if m.look.sound {
		all = append(all, audioList, opusList)
	}
	return all
}
