package nodes

import (
	"os/exec"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/porttest"
	"onair/internal/roomtest"
)

// TestAProgramSendsToANodeThatDoesNotLead: FFmpeg, by RTMP.
func TestAProgramSendsToANodeThatDoesNotLead(t *testing.T) {
	url, door := natstest.Start(t).URL(), porttest.Reserve(t)
	a := nodetest.Start(t, nodetest.Config{Name: "a", Args: []string{"--nats", url, "--rtmp", porttest.Reserve(t)}})
	a.Says("server ready")
	b := nodetest.Start(t, nodetest.Config{Name: "b", Args: []string{"--nats", url, "--rtmp", door}})
	a.Says("takes part in the media\" node=a name=b")

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	key, err := b.Tool(ctx, "streamkey", "--nats", url, "--user", "anna", "--room", "7").Output()
	if err != nil {
		t.Fatal(err)
	}
	send := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc=s=320x180:r=15", "-f", "lavfi", "-i", "sine=r=48000",
		"-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "30", "-c:a", "aac", "-f", "flv", "rtmp://"+door+"/live/"+strings.TrimSpace(string(key)))
	if err := send.Start(); err != nil {
		t.Fatal(err)
	}
	defer send.Wait()
	defer cancel()
	bob, senses := login(t, a, "bob")
	await.True(t, "bob is in the room that FFmpeg opened", func() bool { return bob.EnterRoom(ctx, 7) == nil })
	if err := bob.StartPlay("anna", senses.View("anna")); err != nil {
		t.Fatal(err)
	}
	await.True(t, "bob sees what FFmpeg sends", func() bool { return senses.Pictures("anna") > 10 })
}
