// Package music plays background music and short effects: any file or URL that
// FFmpeg reads, several at once, with loops, seeking, pitch, tempo and two
// volumes each (what viewers hear, what the anchor hears). It is the engine
// under TRTC's TXAudioEffectManager.
//
// # Two listeners, two clocks
//
// The same material goes out twice: PublishSource is pulled at the microphone's
// pace and mixed into what is sent, PlayoutSource at the loudspeaker's into what
// the anchor hears. A track renders into one ring ahead of time; each side reads
// it by a cursor of its own. The playout's cursor leads; the publishing one
// follows by reading up to 0.5 % faster or slower, so that clocks that drift
// apart neither click nor let the distance grow. A side that does not pull is
// left behind and joins in again where the other one is.
//
// # Goroutines
//
// A track owns three: one decodes, one renders (tempo, pitch, loop, fade) a
// fifth of a second ahead, one calls the observer. All end with the track, at
// the latest in Player.Close. Nothing waits on the goroutines that pull.
package music
