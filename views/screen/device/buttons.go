package device

import (
	"onair/views/kit"
)

// SetMicButton shows whether the microphone is muted.
func SetMicButton(b *kit.ToolButton, muted bool) {
	b.SetOff(muted)
	if muted {
		b.SetIcon("mic-off", kit.T("tip.micOff"))
		b.SetCaption(kit.T("bar.micOff"))
		return
	}
	b.SetIcon("mic", kit.T("tip.mic"))
	b.SetCaption(kit.T("bar.mic"))
}

// SetCamButton shows whether the camera is muted.
func SetCamButton(b *kit.ToolButton, muted bool) {
	b.SetOff(muted)
	if muted {
		b.SetIcon("camera-off", kit.T("tip.cameraOff"))
		b.SetCaption(kit.T("bar.cameraOff"))
		return
	}
	b.SetIcon("camera", kit.T("tip.camera"))
	b.SetCaption(kit.T("bar.camera"))
}
