package rtpread

import "testing"

func TestSizes(t *testing.T) {
	sps := []byte{0x67, 0x42, 0xc0, 0x1f, 0xda, 0x01, 0x40, 0x16, 0xec, 0x04, 0x40, 0x00, 0x00, 0x03, 0x00, 0x40, 0x00, 0x00, 0x0f, 0x03, 0xc6, 0x0c, 0xa8} // 1280x720
	stap := append([]byte{0x78, 0, 2, 0x09, 0xf0, 0, byte(len(sps))}, sps...)
	vp8 := []byte{0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x41} // 640x360, scaled by the player
	for name, c := range map[string]struct {
		of            func([]byte) (int, int)
		p             []byte
		width, height int
	}{
		"h264":                 {H264Size, sps, 1280, 720},
		"h264 in a STAP-A":     {H264Size, stap, 1280, 720},
		"h264 cut short":       {H264Size, stap[:12], 0, 0},
		"h264 IDR alone":       {H264Size, []byte{0x65, 1, 2}, 0, 0},
		"h264 empty":           {H264Size, nil, 0, 0},
		"vp8":                  {VP8Size, vp8, 640, 360},
		"vp8 cut short":        {VP8Size, vp8[:10], 0, 0},
		"vp8 inter":            {VP8Size, append([]byte{0x10, 0x11}, vp8[2:]...), 0, 0},
		"vp8 with picture IDs": {VP8Size, append([]byte{0x90, 0x80, 0x81, 0x02}, vp8[1:]...), 640, 360},
	} {
		if w, h := c.of(c.p); w != c.width || h != c.height {
			t.Errorf("%s: %dx%d", name, w, h)
		}
	}
}
