package liveroom

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"

	"onair/beauty"
	"onair/beauty/grade"
	"onair/liveroom/internal/device"
	"onair/liveroom/internal/looks"
)

// BeautyManager sets how the own picture looks, for the preview and for
// viewers (TXBeautyManager). One for each LiveRoom, valid from New to Close;
// its methods may be called from any goroutine and take effect with the next
// frame. A value out of range is moved into it, which the log says; the value
// in force is returned.
type BeautyManager struct {
	camera *device.Camera
	log    *slog.Logger
	backs  looks.Backdrops
	onFace atomic.Bool // the sticker in use needs a face
}

// Filters describes every value of the chain with its range, in the order the
// filters run: what a panel is drawn from. A call of ours.
func (b *BeautyManager) Filters() []beauty.FilterInfo { return b.camera.Chain.Filters() }

// Set gives the value id (see Filters) a new number and returns the one in
// force. An unknown id is CodeBadArgument. A call of ours.
func (b *BeautyManager) Set(id string, value float32) (float32, error) {
	applied, err := b.camera.Chain.Set(id, value)
	if err != nil {
		return 0, &Error{Code: CodeBadArgument, Op: "BeautyManager.Set", Desc: err.Error(), Err: err}
	}
	if applied != value {
		b.log.Warn("beauty value out of range", "id", id, "asked", value, "applied", applied)
	}
	return applied, nil
}

// Value returns the present number of the value id. A call of ours.
func (b *BeautyManager) Value(id string) (float32, error) {
	v, err := b.camera.Chain.Value(id)
	if err != nil {
		return 0, &Error{Code: CodeBadArgument, Op: "BeautyManager.Value", Desc: err.Error(), Err: err}
	}
	return v, nil
}

// set is Set for the ids of this package's own methods.
func (b *BeautyManager) set(id string, value float32) float32 {
	applied, err := b.Set(id, value)
	if err != nil {
		b.log.Error("beauty", "err", err)
	}
	return applied
}

// SetBeautyStyle chooses how skin is smoothed: 0 smooth, 1 nature, 2 pitu.
func (b *BeautyManager) SetBeautyStyle(style int) int { return int(b.set("style", float32(style))) }

// SetBeautyLevel sets the amount of smoothing, 0 (off) to 9.
func (b *BeautyManager) SetBeautyLevel(level float32) float32 { return b.set("smooth", level) }

// SetWhitenessLevel makes skin brighter and paler, 0 (off) to 9.
func (b *BeautyManager) SetWhitenessLevel(level float32) float32 { return b.set("whiteness", level) }

// SetRuddyLevel makes skin warmer and redder, 0 (off) to 9.
func (b *BeautyManager) SetRuddyLevel(level float32) float32 { return b.set("ruddy", level) }

// EnableSharpnessEnhancement sharpens edges after smoothing; on by default.
func (b *BeautyManager) EnableSharpnessEnhancement(on bool) { b.camera.Chain.SetSharpness(on) }

// SetFilter grades the whole picture with a colour table: the path of a PNG
// (512x512, alpha ignored) or of a .cube file; see grade.Load. An empty path
// takes the table away. A file that cannot be used gives CodeBadArgument, whose
// text names the line of a .cube file, and changes nothing.
func (b *BeautyManager) SetFilter(path string) error {
	if path == "" {
		b.camera.Chain.SetFilter(nil)
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: "SetFilter", Desc: fmt.Sprintf("the colour table %q cannot be read; choose another file", path), Err: err}
	}
	return b.SetFilterData(data)
}

// SetFilterData is SetFilter with the file's bytes; nil takes the table away.
func (b *BeautyManager) SetFilterData(table []byte) error {
	if table == nil {
		b.camera.Chain.SetFilter(nil)
		return nil
	}
	lut, err := grade.Load(bytes.NewReader(table))
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: "SetFilter", Desc: "this is not a colour table: " + err.Error(), Err: err}
	}
	b.camera.Chain.SetFilter(lut)
	return nil
}

// SetFilterStrength mixes the graded (1) with the original picture (0); 0.5 at first.
func (b *BeautyManager) SetFilterStrength(strength float32) float32 {
	return b.set("strength", strength)
}

// SetBypass shows the own preview as the camera gave it while on is true, for
// comparing before and after; viewers go on to see it with beauty. A call of
// ours.
func (b *BeautyManager) SetBypass(on bool) { b.camera.SetBypass(on) }
