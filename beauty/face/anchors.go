package face

// Anchors of MediaPipe's single-shot detectors (Liu et al., SSD, ECCV 2016;
// Bazarevsky et al., BlazeFace, 2019): the centre of each cell, repeated, for
// a first layer of stride 8 with two boxes a cell and three layers of stride 16
// with two boxes each. All have size 1, so only the centre counts.
func Anchors(size int) [][2]float32 {
	var list [][2]float32
	for _, layer := range []struct{ stride, boxes int }{{8, 2}, {16, 6}} {
		n := size / layer.stride
		for y := range n {
			for x := range n {
				for range layer.boxes {
					list = append(list, [2]float32{(float32(x) + .5) / float32(n), (float32(y) + .5) / float32(n)})
				}
			}
		}
	}
	return list
}

// FarAnchors are those of MediaPipe's full-range detector: one box for each cell of a
// single layer of stride 4.
func FarAnchors(size int) [][2]float32 {
	n := size / 4
	list := make([][2]float32, 0, n*n)
	for y := range n {
		for x := range n {
			list = append(list, [2]float32{(float32(x) + .5) / float32(n), (float32(y) + .5) / float32(n)})
		}
	}
	return list
}
