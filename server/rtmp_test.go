package server

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"testing"

	"onair/internal/await"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

// TestFFmpegSendsByRTMP: real pictures, with B-frames, and sound at 44.1 kHz in mono come
// to viewers; the user is told of the B-frames, and the key opens nothing once revoked.
func TestFFmpegSendsByRTMP(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Fatal("ffmpeg is missing: make deps")
	}
	s := startReal(t, func(c *Config) { c.RTMPAddr = "127.0.0.1:0" })
	anna := s.login("anna")
	var made signaling.StreamKeyReply
	anna.must(signaling.TypeMakeStreamKey, nil, &made)
	if want := "rtmp://" + s.programs.Addr(signaling.DoorRTMP) + "/live"; made.Addresses.RTMP != want || made.Addresses.RTMPS != "" {
		t.Fatalf("%+v, not %s", made.Addresses, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	send := exec.CommandContext(ctx, "ffmpeg", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100",
		"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "1", "-f", "flv", made.Addresses.RTMP+"/"+made.Key)
	if err := send.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cancel(); _ = send.Wait() }()
	await.True(t, "a room, and what is sent in it", func() bool { return len(s.rooms.States()) == 1 && s.relay.Stats().Streams == 1 })
	_, v := s.plays("", "/whep/"+fmt.Sprint(s.rooms.States()[0].ID()))
	wait, done := context.WithTimeout(t.Context(), patience)
	defer done()
	if err := v.Wait(wait, func(c sfutest.Count) bool { return c.Distinct > 100 && c.AudioPackets > 50 }); err != nil {
		t.Fatalf("%v, %+v", err, v.Count())
	}
	await.True(t, "the hint", func() bool { return slices.Contains(anna.lines(), "streamHint rtmp bFramesfalse") })
	anna.must(signaling.TypeRevokeStreamKey, signaling.StreamKeyRevocation{Key: made.Key}, nil)
	await.True(t, "its end", func() bool { return s.doors.Lives(signaling.DoorRTMP) == 0 })
}
