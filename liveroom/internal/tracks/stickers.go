package tracks

import (
	"onair/beauty/motion"
	"onair/media/music"
)

// firstStickerTrack is the first of the tracks, counted downwards, that belong
// to stickers: a caller's IDs are not negative.
const firstStickerTrack = -1

// StickerSound plays or ends a sound of the sticker in use, for everybody. It is
// called from the filter goroutine and waits for nothing.
func (a *Tracks) StickerSound(e motion.SoundEvent) {
	a.mu.Lock()
	id, known := a.stickers[e.Sound]
	if !known {
		if len(a.stickers) >= maxStickerSounds {
			clear(a.stickers) // another sticker; the old one's sounds have ended
		}
		id = firstStickerTrack - len(a.stickers)
		a.stickers[e.Sound] = id
	}
	a.mu.Unlock()
	if e.Stop {
		a.Player.Stop(id)
		return
	}
	loops := 0
	if e.Loop {
		loops = -1
	}
	a.cfg.Open()
	a.Player.Start(a.ctx, music.Param{ID: id, Path: e.Sound.Name, Data: e.Sound.Data, LoopCount: loops, Publish: true, ShortFile: true}, music.Observer{})
}

// StopStickers ends every sticker's sound: without pictures nobody else would.
func (a *Tracks) StopStickers() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, id := range a.stickers {
		a.Player.Stop(id)
	}
}

// maxStickerSounds bounds how many sounds are remembered.
const maxStickerSounds = 16
