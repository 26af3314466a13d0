package rtc

import "time"

// maxLayers is the most encodings of one picture.
const maxLayers = 3

// rids name the encodings, the largest first.
var rids = [maxLayers]string{"h", "m", "l"}

// minLayerRate is the least that an encoding beside others is given, in bits a second.
const minLayerRate = 60_000

// layersOf is how many encodings suit a picture of so many lines (its shorter side): small
// ones have no use for a third.
func layersOf(w, h int) int {
	switch lines := min(w, h); {
	case lines >= 540:
		return 3
	case lines >= 360:
		return 2
	}
	return 1
}

// layerSize is the size of the i-th encoding of a picture coded at w by h.
func layerSize(w, h, i int) (int, int) {
	if i == 0 {
		return w, h
	}
	even := func(n int) int { return max((n>>i+1)&^1, 16) }
	return even(w), even(h)
}

// layerRates are what one encoding needs and can use, in bits a second.
type layerRates struct{ least, usual, most int }

// ratesOf are the rates of n encodings, the largest first. ceiling is the largest one's.
func ratesOf(w, h int, fps float64, ceiling, n int) (r [maxLayers]layerRates) {
	top := min(nominalBitRate(w, h, fps), ceiling)
	for i := range n {
		lw, lh := layerSize(w, h, i)
		usual := int(float64(top) * float64(nominalBitRate(lw, lh, fps)) / float64(nominalBitRate(w, h, fps)))
		usual = max(usual, minLayerRate)
		r[i] = layerRates{least: max(usual*2/5, minLayerRate), usual: usual, most: usual * 2}
	}
	r[0].most = max(ceiling, r[0].least)
	return r
}

// sumOfRates is what all encodings together may take.
func sumOfRates(r [maxLayers]layerRates, n int) int {
	sum := r[0].most
	for i := 1; i < n; i++ {
		sum += r[i].usual
	}
	return sum
}

// layerSet is which encodings are sent.
type layerSet [maxLayers]bool

// setOf is the set of at most most out of n encodings whose largest is top: where only two
// can be had, the largest and the smallest, which serve good and poor lines.
func setOf(n, top, most int) (s layerSet) {
	s[top] = true
	left := most - 1
	for i := n - 1; i > top && left > 0; i, left = i-1, left-1 {
		s[i] = true
	}
	return s
}

// share gives out bits a second: smaller encodings what they usually take, if the largest
// still gets its least, and the largest the rest.
func (s layerSet) share(bits int, r [maxLayers]layerRates) (out [maxLayers]int) {
	top := 0
	for !s[top] {
		top++
	}
	for i := maxLayers - 1; i > top; i-- {
		if s[i] {
			out[i] = r[i].usual
			bits -= out[i]
		}
	}
	out[top] = max(min(bits, r[top].most), r[top].least)
	return out
}

// need is the least bits a second with which the set is worth sending.
func (s layerSet) need(r [maxLayers]layerRates) int {
	sum, top := 0, true
	for i := range maxLayers {
		switch {
		case !s[i]:
		case top:
			sum, top = r[i].least, false
		default:
			sum += r[i].usual
		}
	}
	return sum
}

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

// lineRule chooses the largest encoding that the line carries. The small ones always come
// first: without them those on poor lines see nothing, without the large one everybody
// sees.
type lineRule struct {
	top      int // 0 is the largest
	enough   time.Time
	short    time.Time
	quiet    time.Time // since when nothing hints at a full path
	patience time.Duration
	tried    time.Time
}

// next is the set to send with bits a second for pictures.
func (l *lineRule) next(bits int, r [maxLayers]layerRates, n, most int, path room, now time.Time) layerSet {
	l.top = min(l.top, n-1)
	if l.patience == 0 {
		l.patience, l.short, l.enough, l.quiet = lineTryAfter, now, now, now
	}
	grace := lineDownAfter
	if !l.tried.IsZero() {
		grace *= 2
	}
	if path != roomAmple {
		l.quiet = now
	}
	if bits >= setOf(n, l.top, most).need(r) {
		l.short = now
	}
	if l.top == 0 || bits < setOf(n, l.top-1, most).need(r)*7/6 {
		l.enough = now
	}
	switch {
	case l.top < n-1 && now.Sub(l.short) > 0 && (path == roomNone || now.Sub(l.short) >= grace):
		if !l.tried.IsZero() && now.Sub(l.tried) < 4*lineDownAfter {
			l.patience = min(2*l.patience, lineTryAtMost)
		}
		for l.top < n-1 && bits < setOf(n, l.top, most).need(r) {
			l.top++
		}
		l.short, l.enough, l.quiet, l.tried = now, now, now, time.Time{}
	case l.top > 0 && now.Sub(l.enough) >= lineUpAfter:
		l.top--
		l.short, l.enough, l.quiet, l.tried = now, now, now, time.Time{}
	case l.top > 0 && now.Sub(l.quiet) >= l.patience:
		l.top--
		l.short, l.enough, l.quiet, l.tried = now, now, now, now
	}
	if !l.tried.IsZero() && now.Sub(l.tried) >= 4*lineDownAfter {
		l.patience, l.tried = lineTryAfter, time.Time{}
	}
	return setOf(n, l.top, most)
}
