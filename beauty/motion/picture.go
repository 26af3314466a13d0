package motion

// Picture is a decoded picture, ready to be drawn.
type Picture struct {
	W, H int
}
