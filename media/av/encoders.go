package av

// softwareEncoder is the FFmpeg encoder used for c on any machine.
func softwareEncoder(c Codec) string {
	if c == VP8 {
		return "libvpx"
	}
	return "libx264"
}

// hardwareEncoders are FFmpeg's hardware encoders for c, best first.
func hardwareEncoders(c Codec) []string {
	if c != H264 {
		return nil
	}
	return []string{"h264_nvenc", "h264_videotoolbox", "h264_qsv", "h264_amf", "h264_mf", "h264_vaapi"}
}
