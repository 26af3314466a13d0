package liveroom

import (
	"bytes"
	"fmt"
	"os"

	"onair/beauty"
)

// BeautyManager sets how the own picture looks, for the preview and for
// viewers (TXBeautyManager). One for each LiveRoom, valid from New to Close;
// its methods may be called from any goroutine and take effect with the next
// frame. A value out of range is moved into it; the value in force is returned.
type BeautyManager struct {
	camera *camera
}

// SetBeautyStyle chooses how skin is smoothed: 0 smooth, 1 nature, 2 pitu.
func (b *BeautyManager) SetBeautyStyle(style int) int {
	return int(b.camera.chain.SetStyle(beauty.Style(style)))
}

// SetBeautyLevel sets the amount of smoothing, 0 (off) to 9.
func (b *BeautyManager) SetBeautyLevel(level float32) float32 {
	return b.camera.chain.SetSmooth(level)
}

// SetWhitenessLevel makes skin brighter and paler, 0 (off) to 9.
func (b *BeautyManager) SetWhitenessLevel(level float32) float32 {
	return b.camera.chain.SetWhiteness(level)
}

// SetRuddyLevel makes skin warmer and redder, 0 (off) to 9.
func (b *BeautyManager) SetRuddyLevel(level float32) float32 {
	return b.camera.chain.SetRuddy(level)
}

// EnableSharpnessEnhancement sharpens edges after smoothing; on by default.
func (b *BeautyManager) EnableSharpnessEnhancement(on bool) {
	b.camera.chain.SetSharpness(on)
}

// SetFilter grades the whole picture with a colour table: the path of a PNG
// (512x512, see package beauty). An empty path takes the table away. A file
// that cannot be used gives CodeBadArgument and changes nothing.
func (b *BeautyManager) SetFilter(path string) error {
	if path == "" {
		b.camera.chain.SetFilter(nil)
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: "SetFilter", Desc: fmt.Sprintf("the colour table %q cannot be read; choose another file", path), Err: err}
	}
	return b.SetFilterData(data)
}

// SetFilterData is SetFilter with the PNG's bytes; nil takes the table away.
func (b *BeautyManager) SetFilterData(png []byte) error {
	if png == nil {
		b.camera.chain.SetFilter(nil)
		return nil
	}
	lut, err := beauty.LoadLUT(bytes.NewReader(png))
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: "SetFilter", Desc: "this is not a colour table: " + err.Error(), Err: err}
	}
	b.camera.chain.SetFilter(lut)
	return nil
}

// SetFilterStrength mixes the graded (1) with the original picture (0); 0.5 at first.
func (b *BeautyManager) SetFilterStrength(strength float32) float32 {
	return b.camera.chain.SetFilterStrength(strength)
}

// SetBypass shows and sends the picture as the camera gave it while on is
// true, for comparing before and after. A call of ours.
func (b *BeautyManager) SetBypass(on bool) { b.camera.bypass.Store(on) }
