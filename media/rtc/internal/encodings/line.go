package encodings

import "time"

const (
	// A larger encoding begins when there has been a sixth more than it needs for so long,
	lineUpAfter = time.Second
	// and ends when there has been too little for so long, or at once on a full path.
	lineDownAfter = 2 * time.Second
	// With less to send than the line carries nobody learns how much it carries. After so
	// long without a hint of a full path the next larger encoding is tried; each time that
	// was too much, twice as long, up to the second figure.
	lineTryAfter, lineTryAtMost = 8 * time.Second, 2 * time.Minute
)

// LineRule chooses the largest encoding that the line carries. The small ones always come
// first: without them those on poor lines see nothing, without the large one everybody
// sees.
type LineRule struct {
	top    int // 0 is the largest
	enough time.Time
	short  time.Time
	quiet  time.Time // since when nothing hints at a full path
	more   tries
}

// Path is how full a path seems.
type Path struct {
	Ample bool // nothing hints at a full one
	Full  bool
}

// Next is the largest to send with bits a second for pictures. Top of a is not read.
func (l *LineRule) Next(bits int, r Rates, a Ask, path Path, now time.Time) int {
	l.top = min(l.top, a.N-1)
	if l.more.first == 0 {
		l.more = tries{first: lineTryAfter, most: lineTryAtMost, trial: 4 * lineDownAfter, holds: 4 * lineDownAfter}
		l.short, l.enough, l.quiet = now, now, now
	}
	grace := lineDownAfter
	if l.more.open() {
		grace *= 2
	}
	if !path.Ample {
		l.quiet = now
	}
	if bits >= a.need(r, l.top) {
		l.short = now
	}
	all := a
	all.Takers = nil // somebody may come for it
	if l.top == 0 || bits < all.need(r, l.top-1)*7/6 {
		l.enough = now
	}
	was := l.top
	switch {
	case l.top < a.N-1 && now.Sub(l.short) > 0 && (path.Full || now.Sub(l.short) >= grace):
		l.more.failed(now)
		for l.top < a.N-1 && bits < a.need(r, l.top) {
			l.top++
		}
	case l.top > 0 && now.Sub(l.enough) >= lineUpAfter:
		l.top--
		l.more.at = time.Time{}
	case l.top > 0 && now.Sub(l.quiet) >= l.more.after():
		l.top--
		l.more.begin(now)
	}
	if l.top != was {
		l.short, l.enough, l.quiet = now, now, now
	}
	l.more.look(now)
	return l.top
}

// need is what is sent takes at least if top is the largest.
func (a Ask) need(r Rates, top int) int {
	a.Top = top
	s, _ := Choose(a)
	return s.need(r)
}
