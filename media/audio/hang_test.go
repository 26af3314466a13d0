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

// A device by name that hangs is given up for the default, which hangs as well,
// and closing does not wait for either.
func TestPlayoutClosesWhileTheSoundServerHangs(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "choose", server.Env()...)
	expectToneOn(t, server, "speaker")
	c.say("Drain")
	c.expect("chosen")
	expectToneOn(t, server, "drain")
	if err := server.Freeze(true); err != nil {
		t.Fatal(err)
	}
	c.expect(fmt.Sprint("warning ", WarningSpeakerLost))
	c.leaky = true
	c.end()
	if err := server.Freeze(false); err != nil {
		t.Fatal(err)
	}
}
