package filmtest

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"onair/media"
)

// Around is after how many pictures those of Camera begin again.
const Around = 90

// Devices writes the film as files for a browser's camera (y4m) and microphone (wav).
func (f *Film) Devices(t testing.TB) (camera, microphone string) {
	t.Helper()
	dir := t.TempDir()
	camera, microphone = filepath.Join(dir, "camera.y4m"), filepath.Join(dir, "microphone.wav")
	pictures := fmt.Appendf(nil, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420mpeg2\n", Width, Height, FPS)
	for n := range Around {
		pictures = append(append(pictures, "FRAME\n"...), f.Picture(n, nil)...)
	}
	sound := []byte("RIFF")
	sound = binary.LittleEndian.AppendUint32(sound, uint32(36+2*len(f.sound)))
	sound = append(sound, "WAVEfmt "...)
	for _, v := range []uint32{16, 1 | 1<<16, media.SampleRate, 2 * media.SampleRate, 2 | 16<<16} { // PCM, one channel of 16 bits
		sound = binary.LittleEndian.AppendUint32(sound, v)
	}
	sound = append(sound, "data"...)
	sound = binary.LittleEndian.AppendUint32(sound, uint32(2*len(f.sound)))
	for _, v := range f.sound {
		sound = binary.LittleEndian.AppendUint16(sound, uint16(int16(v*math.MaxInt16)))
	}
	for path, data := range map[string][]byte{camera: pictures, microphone: sound} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return camera, microphone
}
