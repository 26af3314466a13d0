// Package voice changes the sound of a voice: reverberation, voice changers and
// pitch, as TRTC's TXAudioEffectManager names them. Each type is a chain of
// published parts, written down beside it.
package voice
