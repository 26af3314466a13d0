package views

import (
	"strconv"

	"onair/app/model"
	"onair/assets/backgrounds"
	"onair/assets/sounds"
	"onair/assets/stickers"
	"onair/beauty/gesture"
	"onair/beauty/looks"
	"onair/beauty/makeup"
)

// madeBySoundAndLooks are the keys that the beauty and sound panels put
// together.
func madeBySoundAndLooks() (out []string) {
	for _, t := range model.BeautyTabs() {
		out = append(out, "beauty.tab."+string(t))
	}
	for _, id := range looks.Names() {
		out = append(out, "beauty.look."+id)
	}
	for _, id := range model.DefaultBeauty().Presets {
		out = append(out, "beauty.preset."+id)
	}
	for _, g := range gesture.Names() {
		out = append(out, "gesture."+string(g))
	}
	for _, a := range model.GestureActions() {
		out = append(out, "gesture.do."+string(a))
	}
	for _, words := range []string{"beauty.sticker", "background", "green"} {
		out = append(out, words+".own", "tip."+words+".own")
	}
	for _, k := range makeup.Kinds() {
		for _, l := range makeup.Looks(k) {
			out = append(out, l.LabelKey(k))
		}
	}
	for i := range model.VoiceEffects {
		out = append(out, "voice.reverb."+strconv.Itoa(i), "voice.changer."+strconv.Itoa(i))
	}
	for _, r := range model.Repeats() {
		out = append(out, "music.repeat."+string(r))
	}
	for _, c := range []model.Cleaning{model.CleanEcho, model.CleanNoise, model.CleanGain} {
		out = append(out, "voice.clean."+string(c), "tip.voice.clean."+string(c))
	}
	for _, name := range stickers.Names() {
		out = append(out, stickers.LabelKey(name))
	}
	for _, name := range backgrounds.Names() {
		out = append(out, backgrounds.LabelKey(name))
	}
	for _, name := range sounds.Names() {
		out = append(out, "pad."+name)
	}
	for _, name := range []string{"crown", "hearts", "dog", "party", "headphones", "horns", "halo", "space", "blush", "rainbow", "butterflies", "confetti"} {
		out = append(out, "tip.beauty.sticker."+name)
	}
	return append(out, "background.blur")
}
