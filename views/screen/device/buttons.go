package device

import (
	"onair/views/kit"
)

// SetMicButton shows whether the microphone is muted.
func SetMicButton(b *kit.ToolButton, muted bool) {
	b.SetOff(muted)
	if muted {
		b.SetFace("mic-off", kit.T("tip.micOff"), kit.T("bar.micOff"))
		return
	}
	b.SetFace("mic", kit.T("tip.mic"), kit.T("bar.mic"))
}

// SetCamButton shows whether the camera is muted.
func SetCamButton(b *kit.ToolButton, muted bool) {
	b.SetOff(muted)
	if muted {
		b.SetFace("camera-off", kit.T("tip.cameraOff"), kit.T("bar.cameraOff"))
		return
	}
	b.SetFace("camera", kit.T("tip.camera"), kit.T("bar.camera"))
}
