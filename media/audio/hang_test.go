//go:build unix

package audio

import (
	"fmt"
	"testing"

	"onair/internal/pulsetest"
)

func TestPlayoutSurvivesADeviceThatHangs(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "tone", server.Env()...)
	c.expect("playing")
	if err := server.Freeze(true); err != nil {
		t.Fatal(err)
	}
	c.expect(fmt.Sprint("warning ", WarningSpeakerLost))
	if err := server.Freeze(false); err != nil {
		t.Fatal(err)
	}
	c.expect("playing")
	expectTone(t, server)
	c.end()
}
