package app

import (
	"bufio"
	"os"
	"os/exec"
	"testing"

	"onair/internal/await"
)

// openDoorway keeps a doorway whose messages go to the channel.
func openDoorway(t *testing.T, config string) (*doorway, chan handOver) {
	t.Helper()
	d, err := newDoorway(config)
	if err != nil {
		t.Fatal(err)
	}
	took, done := make(chan handOver, 8), make(chan struct{})
	go func() {
		defer close(done)
		if err := d.keep(func(m handOver) { took <- m }); err != nil {
			t.Error(err)
		}
	}()
	t.Cleanup(func() { d.close(); d.close(); <-done })
	return d, took
}

// TestTheDoorGoesToAWindowThatIsLeft: when the window with the door is closed, one of
// the others takes links, and only one.
func TestTheDoorGoesToAWindowThatIsLeft(t *testing.T) {
	runtimeDir(t)
	config := t.TempDir()
	link := Options{ConfigDir: config, Start: StartWatch, Link: "onair://h/7"}
	first, took := openDoorway(t, config)
	second, tookSecond := openDoorway(t, config)
	third, tookThird := openDoorway(t, config)
	if !HandOver(link) || (<-took).Link != link.Link {
		t.Fatal("the first window took nothing")
	}
	first.close()
	await.True(t, "a window that is left has the door", func() bool { return HandOver(link) })
	select {
	case <-tookSecond:
		second.close()
		await.True(t, "the third has the door", func() bool { return HandOver(link) })
		<-tookThird
	case <-tookThird:
		third.close()
		await.True(t, "the second has the door", func() bool { return HandOver(link) })
		<-tookSecond
	}
	if len(took) > 0 {
		t.Error("a closed window took something")
	}
}

// TestTheDoorOfAKilledWindowIsTakenOver: no goodbye is needed.
func TestTheDoorOfAKilledWindowIsTakenOver(t *testing.T) {
	if config := os.Getenv("ONAIR_TEST_DOOR"); config != "" { // the window that is killed
		d, err := newDoorway(config)
		if err != nil || d.now == nil {
			t.Fatal(err)
		}
		os.Stdout.WriteString("open\n")
		d.keep(func(handOver) {})
		return
	}
	runtimeDir(t)
	config := t.TempDir()
	other := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	other.Env = append(os.Environ(), "ONAIR_TEST_DOOR="+config)
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer other.Process.Kill()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "open\n" {
		t.Fatalf("%q, %v", line, err)
	}
	link := Options{ConfigDir: config, Start: StartWatch, Link: "onair://h/7"}
	_, took := openDoorway(t, config)
	if !HandOver(link) || len(took) > 0 {
		t.Fatal("the first window has no door")
	}
	other.Process.Kill()
	other.Wait()
	await.True(t, "the door is taken over", func() bool { return HandOver(link) })
	<-took
}
