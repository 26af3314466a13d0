package liveroom

import (
	"io/fs"

	"onair/beauty/motion"
)

// SetMotionTmpl shows an animated sticker that follows the face
// (setMotionTmpl): the folder of a template, as docs/stickers.md describes it.
// An empty folder takes the sticker away. A bad template gives CodeBadArgument,
// with the file and line that are wrong, and changes nothing.
func (b *BeautyManager) SetMotionTmpl(folder string) error {
	if folder == "" {
		b.camera.Chain.SetMotion(nil)
		b.onFace.Store(false)
		b.camera.Finder.SetSticker(false)
		return nil
	}
	t, err := motion.LoadDir(folder)
	return b.setMotion(t, err)
}

// SetMotionFS is SetMotionTmpl for a template in a file system, such as one
// that is part of a program. A call of ours.
func (b *BeautyManager) SetMotionFS(template fs.FS) error {
	t, err := motion.Load(template)
	return b.setMotion(t, err)
}

func (b *BeautyManager) setMotion(t *motion.Template, err error) error {
	if err != nil {
		return &Error{Code: CodeBadArgument, Op: "SetMotionTmpl", Desc: "this sticker cannot be used: " + err.Error(), Err: err}
	}
	b.camera.Chain.SetMotion(t)
	b.onFace.Store(t.NeedsFace())
	b.camera.Finder.SetSticker(t.NeedsGesture())
	return nil
}

// StickerNeedsFace reports whether the sticker in use shows only on a face. A
// call of ours.
func (b *BeautyManager) StickerNeedsFace() bool { return b.onFace.Load() }

// SetMotionMute keeps the sticker's own sounds off (setMotionMute).
func (b *BeautyManager) SetMotionMute(on bool) { b.camera.Chain.SetMotionMute(on) }
