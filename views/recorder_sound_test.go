package views

import (
	"time"

	"onair/app/model"
)

// studio is a recorder that also takes what the beauty and sound panels ask
// for.
type studio struct{ *recorder }

func (r studio) SetMakeupLook(kind, look string)         { r.add(call("SetMakeupLook", kind, look)) }
func (r studio) SetMakeupColour(kind string, rgb uint32) { r.add(call("SetMakeupColour", kind, rgb)) }
func (r studio) SetSticker(id string)                    { r.add(call("SetSticker", id)) }
func (r studio) MuteSticker(muted bool)                  { r.add(call("MuteSticker", muted)) }
func (r studio) SetBackground(id string)                 { r.add(call("SetBackground", id)) }
func (r studio) SetGreenScreen(id string)                { r.add(call("SetGreenScreen", id)) }
func (r studio) ApplyBeautyPreset(id string)             { r.add(call("ApplyBeautyPreset", id)) }
func (r studio) ExportBeauty(path string)                { r.add(call("ExportBeauty", path)) }
func (r studio) ImportBeauty(path string)                { r.add(call("ImportBeauty", path)) }
func (r studio) BindGesture(g string, action model.GestureAction) {
	r.add(call("BindGesture", g, action))
}
func (r studio) WatchBeautyTab(tab model.BeautyTab)    { r.add(call("WatchBeautyTab", tab)) }
func (r studio) AddMusic(paths []string)               { r.add(call("AddMusic", paths)) }
func (r studio) RemoveMusic(path string)               { r.add(call("RemoveMusic", path)) }
func (r studio) PlayMusic(path string)                 { r.add(call("PlayMusic", path)) }
func (r studio) QueueMusic(path string)                { r.add(call("QueueMusic", path)) }
func (r studio) UnqueueMusic(index int)                { r.add(call("UnqueueMusic", index)) }
func (r studio) MoveInQueue(from, to int)              { r.add(call("MoveInQueue", from, to)) }
func (r studio) PauseMusic(paused bool)                { r.add(call("PauseMusic", paused)) }
func (r studio) StopMusic()                            { r.add(call("StopMusic")) }
func (r studio) NextMusic()                            { r.add(call("NextMusic")) }
func (r studio) SeekMusic(to time.Duration)            { r.add(call("SeekMusic", to)) }
func (r studio) SetMusicRepeat(m model.Repeat)         { r.add(call("SetMusicRepeat", m)) }
func (r studio) SetMusicTrack(index int)               { r.add(call("SetMusicTrack", index)) }
func (r studio) SetMusicPublish(on bool)               { r.add(call("SetMusicPublish", on)) }
func (r studio) SetMusicPublishVolume(percent int)     { r.add(call("SetMusicPublishVolume", percent)) }
func (r studio) SetMusicPlayoutVolume(percent int)     { r.add(call("SetMusicPlayoutVolume", percent)) }
func (r studio) SetMusicPitch(pitch float64)           { r.add(call("SetMusicPitch", pitch)) }
func (r studio) SetMusicSpeed(speed float64)           { r.add(call("SetMusicSpeed", speed)) }
func (r studio) SetVoiceReverb(n int)                  { r.add(call("SetVoiceReverb", n)) }
func (r studio) SetVoiceChanger(n int)                 { r.add(call("SetVoiceChanger", n)) }
func (r studio) SetVoicePitch(pitch float64)           { r.add(call("SetVoicePitch", pitch)) }
func (r studio) SetVoiceVolume(percent int)            { r.add(call("SetVoiceVolume", percent)) }
func (r studio) SetEarMonitor(on bool)                 { r.add(call("SetEarMonitor", on)) }
func (r studio) SetEarMonitorVolume(percent int)       { r.add(call("SetEarMonitorVolume", percent)) }
func (r studio) SetMusicMode(on bool)                  { r.add(call("SetMusicMode", on)) }
func (r studio) SetCleaning(c model.Cleaning, on bool) { r.add(call("SetCleaning", c, on)) }
func (r studio) PlayPad(id string)                     { r.add(call("PlayPad", id)) }
func (r studio) AddPad(path string)                    { r.add(call("AddPad", path)) }
func (r studio) RemovePad(id string)                   { r.add(call("RemovePad", id)) }
