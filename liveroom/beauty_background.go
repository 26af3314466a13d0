package liveroom

import (
	"image/color"

	"onair/beauty/backdrop"
)

// SetGreenScreenFile puts a film or a picture in place of a real green (or
// blue) cloth behind the user (setGreenScreenFile); films play over and over,
// without sound. An empty path switches it off. A file that cannot be played
// gives CodeBadArgument and changes nothing. It waits for the file's first
// picture.
func (b *BeautyManager) SetGreenScreenFile(path string) error {
	return fileShown("SetGreenScreenFile", b.backs.SetScreen(path))
}

// SetGreenScreenData is SetGreenScreenFile with the bytes of a picture. A call
// of ours.
func (b *BeautyManager) SetGreenScreenData(picture []byte) error {
	return stillShown("SetGreenScreenData", b.backs.SetScreenStill(picture))
}

// SetBackgroundData puts the bytes of a picture behind the user; see
// SetBackground. A call of ours.
func (b *BeautyManager) SetBackgroundData(picture []byte) error {
	return stillShown("SetBackgroundData", b.backs.SetBehindStill(picture))
}

func stillShown(op string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Code: CodeBadArgument, Op: op, Desc: "this picture cannot be shown behind you; choose another", Err: err}
}

func fileShown(op string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Code: CodeBadArgument, Op: op, Desc: "this file cannot be shown behind you; choose another picture or film", Err: err}
}

// SetGreenScreenColor names the cloth's colour; nil has it found in the
// picture. A call of ours.
func (b *BeautyManager) SetGreenScreenColor(c color.Color) { b.camera.Chain.SetGreenScreenKey(c) }

// SetBackground changes what is behind the user without any cloth: it is left,
// blurred, or replaced by the picture or film of path, which counts with
// backdrop.Picture alone. Where people cannot be found (see
// FacesUnavailable) the picture passes unchanged. A call of ours; errors as
// SetGreenScreenFile.
func (b *BeautyManager) SetBackground(mode backdrop.Mode, path string) error {
	if mode != backdrop.Picture {
		path = ""
	} else if path == "" {
		return fail("SetBackground", CodeBadArgument, "choose a picture or a film to stand behind you")
	}
	return fileShown("SetBackground", b.backs.SetBehind(mode, path))
}

// SetBackgroundBlur sets how strong the blur is, 0 (hardly) to 1 (shapes only).
// A call of ours.
func (b *BeautyManager) SetBackgroundBlur(strength float32) float32 {
	return b.camera.Chain.SetBackgroundBlur(strength)
}
