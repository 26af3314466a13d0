package viewtest

import (
	"testing"
	"time"

	"onair/app/model"
)

// Studio is a recorder that also takes what the beauty and sound panels ask
// for.
type Studio struct{ *Recorder }

func (r Studio) SetMakeupLook(kind, look string)         { r.Add(Call("SetMakeupLook", kind, look)) }
func (r Studio) SetMakeupColour(kind string, rgb uint32) { r.Add(Call("SetMakeupColour", kind, rgb)) }
func (r Studio) SetSticker(id string)                    { r.Add(Call("SetSticker", id)) }
func (r Studio) MuteSticker(muted bool)                  { r.Add(Call("MuteSticker", muted)) }
func (r Studio) SetTexture(id string)                    { r.Add(Call("SetTexture", id)) }
func (r Studio) WearGifts(on bool)                       { r.Add(Call("WearGifts", on)) }
func (r Studio) SetBackground(id string)                 { r.Add(Call("SetBackground", id)) }
func (r Studio) SetGreenScreen(id string)                { r.Add(Call("SetGreenScreen", id)) }
func (r Studio) ApplyBeautyPreset(id string)             { r.Add(Call("ApplyBeautyPreset", id)) }
func (r Studio) ExportBeauty(path string)                { r.Add(Call("ExportBeauty", path)) }
func (r Studio) ImportBeauty(path string)                { r.Add(Call("ImportBeauty", path)) }
func (r Studio) WearLook(id string)                      { r.Add(Call("WearLook", id)) }
func (r Studio) SaveLook(name string)                    { r.Add(Call("SaveLook", name)) }
func (r Studio) RenameLook(id, name string)              { r.Add(Call("RenameLook", id, name)) }
func (r Studio) DeleteLook(id string)                    { r.Add(Call("DeleteLook", id)) }
func (r Studio) ExportLook(id, path string)              { r.Add(Call("ExportLook", id, path)) }
func (r Studio) BindGesture(g string, action model.GestureAction) {
	r.Add(Call("BindGesture", g, action))
}
func (r Studio) WatchBeautyTab(tab model.BeautyTab)    { r.Add(Call("WatchBeautyTab", tab)) }
func (r Studio) AddMusic(paths []string)               { r.Add(Call("AddMusic", paths)) }
func (r Studio) RemoveMusic(path string)               { r.Add(Call("RemoveMusic", path)) }
func (r Studio) PlayMusic(path string)                 { r.Add(Call("PlayMusic", path)) }
func (r Studio) QueueMusic(path string)                { r.Add(Call("QueueMusic", path)) }
func (r Studio) UnqueueMusic(index int)                { r.Add(Call("UnqueueMusic", index)) }
func (r Studio) MoveInQueue(from, to int)              { r.Add(Call("MoveInQueue", from, to)) }
func (r Studio) PauseMusic(paused bool)                { r.Add(Call("PauseMusic", paused)) }
func (r Studio) StopMusic()                            { r.Add(Call("StopMusic")) }
func (r Studio) NextMusic()                            { r.Add(Call("NextMusic")) }
func (r Studio) SeekMusic(to time.Duration)            { r.Add(Call("SeekMusic", to)) }
func (r Studio) SetMusicRepeat(m model.Repeat)         { r.Add(Call("SetMusicRepeat", m)) }
func (r Studio) SetMusicTrack(index int)               { r.Add(Call("SetMusicTrack", index)) }
func (r Studio) SetMusicPublish(on bool)               { r.Add(Call("SetMusicPublish", on)) }
func (r Studio) SetMusicPublishVolume(percent int)     { r.Add(Call("SetMusicPublishVolume", percent)) }
func (r Studio) SetMusicPlayoutVolume(percent int)     { r.Add(Call("SetMusicPlayoutVolume", percent)) }
func (r Studio) SetMusicPitch(pitch float64)           { r.Add(Call("SetMusicPitch", pitch)) }
func (r Studio) SetMusicSpeed(speed float64)           { r.Add(Call("SetMusicSpeed", speed)) }
func (r Studio) SetVoiceReverb(n int)                  { r.Add(Call("SetVoiceReverb", n)) }
func (r Studio) SetVoiceChanger(n int)                 { r.Add(Call("SetVoiceChanger", n)) }
func (r Studio) SetVoicePitch(pitch float64)           { r.Add(Call("SetVoicePitch", pitch)) }
func (r Studio) SetVoiceVolume(percent int)            { r.Add(Call("SetVoiceVolume", percent)) }
func (r Studio) SetEarMonitor(on bool)                 { r.Add(Call("SetEarMonitor", on)) }
func (r Studio) SetEarMonitorVolume(percent int)       { r.Add(Call("SetEarMonitorVolume", percent)) }
func (r Studio) SetMusicMode(on bool)                  { r.Add(Call("SetMusicMode", on)) }
func (r Studio) SetCleaning(c model.Cleaning, on bool) { r.Add(Call("SetCleaning", c, on)) }
func (r Studio) PlayPad(id string)                     { r.Add(Call("PlayPad", id)) }
func (r Studio) AddPad(path string)                    { r.Add(Call("AddPad", path)) }
func (r Studio) RemovePad(id string)                   { r.Add(Call("RemovePad", id)) }

// NewStudio is a window whose controller offers beauty looks and sound.
func NewStudio(t *testing.T, change func(*model.State)) *Harness {
	t.Helper()
	return NewWith(t, 1280, 800, func(r *Recorder) model.Actions { return Studio{r} }, func(s *model.State) {
		s.Sound = sampleSound()
		s.Beauty.Makeup = []model.Makeup{{ID: "makeup.lips", Look: "coral", Looks: []model.Look{{ID: "rose", Colour: 0xc04060}, {ID: "coral", Colour: 0xe06050}}}}
		s.Beauty.Stickers = []model.Choice{{}, {ID: "glasses", Name: "Glasses"}, {ID: "crown", Name: "Crown"}}
		s.Beauty.Backgrounds = []model.Choice{{}, {ID: "blur"}, {ID: "studio", Name: "Studio"}}
		s.Beauty.Greens = []model.Choice{{}, {ID: "studio", Name: "Studio"}}
		s.Beauty.Gestures = []model.GestureBinding{{ID: "heart", Action: model.GestureSticker}, {ID: "thumbUp", Action: model.GestureLike}}
		change(s)
	})
}

func sampleSound() model.Sound {
	s := model.DefaultSound()
	song := func(title string, length time.Duration) model.Song {
		return model.Song{Path: "/music/" + title + ".mp3", Title: title, Length: length}
	}
	peaks := make([]float32, 288)
	for i := range peaks {
		peaks[i] = float32(i%17) / 17
	}
	s.Music.Library = []model.Song{song("Blue Night", 3*time.Minute), song("Rain", 95*time.Second), song("雨", 0)}
	s.Music.Queue = []model.Song{song("Rain", 95*time.Second), song("雨", 0)}
	s.Music.Now = &model.Playing{Song: song("Blue Night", 3*time.Minute), Position: time.Minute, Peaks: peaks, Tracks: 2}
	s.Pads = []model.Pad{{ID: "applause"}, {ID: "/x/boing.wav", Name: "boing", Own: true, On: true}}
	return s
}
