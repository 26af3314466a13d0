package crowd

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"

	"github.com/pion/webrtc/v3/pkg/media/h264reader"
	"github.com/pion/webrtc/v3/pkg/media/oggreader"
)

// Two seconds of a test picture, 1280x720, thirty a second, 1.5 Mbit/s, of which the first
// is a keyframe, and of a tone in Opus, 64 kbit/s. README.md has how they were made.
var (
	//go:embed clip.h264
	clipPictures []byte
	//go:embed clip.ogg
	clipSound []byte
)

const (
	// FPS is how many pictures a second the clip has.
	FPS = 30
	// soundsPerSecond is how many packets of sound.
	soundsPerSecond = 50
)

// picture is one of the clip, as Annex B: what comes before its stamp, and behind it.
type picture struct {
	head, body []byte
	key        bool
}

var startCode = []byte{0, 0, 0, 1}

// readPictures divides the clip into pictures of one slice each.
func readPictures() (list []picture, err error) {
	in, err := h264reader.NewReader(bytes.NewReader(clipPictures))
	if err != nil {
		return nil, err
	}
	var next picture
	for {
		nal, err := in.NextNAL()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("clip: %w", err)
		}
		switch nal.UnitType {
		case h264reader.NalUnitTypeSPS, h264reader.NalUnitTypePPS:
			next.head = append(append(next.head, startCode...), nal.Data...)
		case h264reader.NalUnitTypeCodedSliceIdr, h264reader.NalUnitTypeCodedSliceNonIdr:
			next.key = nal.UnitType == h264reader.NalUnitTypeCodedSliceIdr
			next.body = append(append(next.body, startCode...), nal.Data...)
			list, next = append(list, next), picture{}
		}
	}
	if len(list) == 0 || !list[0].key {
		return nil, errors.New("clip: no keyframe at the beginning")
	}
	return list, nil
}

// readSound is the packets of the clip's sound.
func readSound() (list [][]byte, err error) {
	in, _, err := oggreader.NewWith(bytes.NewReader(clipSound))
	if err != nil {
		return nil, err
	}
	for {
		p, _, err := in.ParseNextPage()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("clip: %w", err)
		}
		if len(p) > 0 && !bytes.HasPrefix(p, []byte("OpusTags")) {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return nil, errors.New("clip: no sound")
	}
	return list, nil
}
