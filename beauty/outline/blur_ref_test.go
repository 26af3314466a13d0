package outline

// goBlur is the reference of blur.
func goBlur(p []uint8, w, h, r int, tmp []uint8) {
	inv := uint32((65536 + r) / (2*r + 1))
	at := func(s []uint8, i, n, step int) uint32 {
		if i < 0 || i >= n {
			return 0
		}
		return uint32(s[i*step])
	}
	line := func(src, dst []uint8, n, step int) {
		var sum uint32
		for i := range r {
			sum += at(src, i, n, step)
		}
		for i := range n {
			sum += at(src, i+r, n, step) - at(src, i-r-1, n, step)
			dst[i*step] = uint8((sum*inv + 32768) >> 16)
		}
	}
	for y := range h {
		line(p[y*w:], tmp[y*w:], w, 1)
	}
	for x := range w {
		line(tmp[x:], p[x:], h, w)
	}
}
