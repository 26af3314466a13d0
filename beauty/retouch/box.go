package retouch

// least puts the least of three by three neighbours in each place.
func least(p, tmp []float32, w, h int) {
	for y := range h {
		row, out := p[y*w:][:w], tmp[y*w:][:w]
		for x := range w {
			out[x] = min(row[max(x-1, 0)], row[x], row[min(x+1, w-1)])
		}
	}
	for y := range h {
		a, b, c := tmp[max(y-1, 0)*w:][:w], tmp[y*w:][:w], tmp[min(y+1, h-1)*w:][:w]
		out := p[y*w:][:w]
		for x := range w {
			out[x] = min(a[x], b[x], c[x])
		}
	}
}

// boxTotal is a box sum of radius r, in place; beyond the border there is nothing.
func boxTotal(p, tmp []float32, w, h, r int) {
	for y := range h {
		row, out := p[y*w:][:w], tmp[y*w:][:w]
		var s float32
		for i := range min(r, w) {
			s += row[i]
		}
		for i := range out {
			if i+r < w {
				s += row[i+r]
			}
			out[i] = s
			if i-r >= 0 {
				s -= row[i-r]
			}
		}
	}
	// Rows are added to rows: columns would be walked through one by one.
	out := p[:w]
	clear(out)
	for y := range min(r+1, h) {
		for x, v := range tmp[y*w:][:w] {
			out[x] += v
		}
	}
	for y := 1; y < h; y++ {
		last, out := p[(y-1)*w:][:w], p[y*w:][:w]
		copy(out, last)
		if y-r-1 >= 0 {
			for x, v := range tmp[(y-r-1)*w:][:w] {
				out[x] -= v
			}
		}
		if y+r < h {
			for x, v := range tmp[(y+r)*w:][:w] {
				out[x] += v
			}
		}
	}
}
