package embedded

import (
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"onair/app/failure"
	"onair/app/model"
	"onair/internal/porttest"
)

// TestNoFolderForTheServerIsSaid: with no word from the system where the data go,
// and with a folder that cannot be one.
func TestNoFolderForTheServerIsSaid(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", filepath.Join(file, "below")} {
		err := New(Options{Addr: "127.0.0.1:0", Media: "127.0.0.1:0", DataDir: dir}).start()
		if err == nil {
			t.Fatalf("%q: a server without a folder", dir)
		}
		if code := failure.Narrowed(model.FailureServerStart, err); code != model.FailureServerFolder {
			t.Errorf("%q: %s for %v", dir, code, err)
		}
	}
}

// TestOtherProgramsSendToTheServerOnThisComputer: doors that are set before it runs, and
// while it does; a port that is taken keeps it from nothing else.
func TestOtherProgramsSendToTheServerOnThisComputer(t *testing.T) {
	const any = "127.0.0.1:0"
	port := porttest.Reserve(t)
	taken, err := net.Listen("tcp", port)
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	e := New(Options{Addr: any, Media: any, DataDir: t.TempDir(), RTMP: port, SRT: any, Log: slog.New(slog.DiscardHandler)})
	defer e.Close()
	if e.Doors() != nil {
		t.Error("a server that does not run has doors that are not open")
	}
	if err := e.start(); err != nil {
		t.Fatal(err)
	}
	if err := e.Doors(); err == nil || *failure.Of(err, "") != (model.Failure{Code: model.FailureProgramPort, Subject: "RTMP " + port, Detail: err.Error()}) {
		t.Errorf("a port that is taken: %v", err)
	}
	taken.Close()
	if err := e.SetDoors(port, any); err != nil || e.Doors() != nil {
		t.Errorf("the port is free: %v", err)
	}
	c, err := net.Dial("tcp", port)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for at, want := range map[string]model.FailureCode{"nonsense:x:y": model.FailureProgramForm, "192.0.2.1:1935": model.FailureProgramAddress, "no such name": model.FailureProgramAddress} {
		if err := e.SetDoors(at, ""); err == nil || failure.Of(err, "").Code != want {
			t.Errorf("%q: %v, not %s", at, err, want)
		}
	}
	if f := failure.Of(notOpened(errors.New("out of files")), ""); f.Code != model.FailureProgramOther || f.Detail != "out of files" {
		t.Errorf("an unknown cause: %+v", f)
	}
	if err := e.SetDoors("", ""); err != nil || e.Doors() != nil {
		t.Errorf("all closed: %v", err)
	}
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection goes on")
	}
	if c, err := net.Dial("tcp", port); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

// TestItsAddressesAreAskedForWhileItComesAndGoes: links are taken, and the window drawn,
// on goroutines that wait for no server; under the race detector.
func TestItsAddressesAreAskedForWhileItComesAndGoes(t *testing.T) {
	e := New(Options{Addr: "127.0.0.1:0", Media: "127.0.0.1:0", DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)})
	stop, asked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(asked)
		for {
			select {
			case <-stop:
				return
			default:
				e.Addresses()
				e.Running()
			}
		}
	}()
	at, err := e.Ensure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e.Running() == nil || !slices.Contains(e.Addresses(), at) {
		t.Errorf("%s is not among %v", at, e.Addresses())
	}
	e.Close()
	close(stop)
	<-asked
	if e.Running() != nil {
		t.Error("it runs after its end")
	}
}

// TestTheServerOfAnotherUserIsNamed: with its port, where that is not the usual one.
func TestTheServerOfAnotherUserIsNamed(t *testing.T) {
	for at, want := range map[string]string{"http://127.0.0.1:7880": "127.0.0.1", "http://127.0.0.1:7991": "127.0.0.1:7991"} {
		_, err := New(Options{DataDir: t.TempDir()}).Identity(t.Context(), at, model.SignInForm{UserID: "bob"})
		if f := failure.Of(err, "bob"); f == nil || f.Code != model.FailureServerOther || f.Subject != want {
			t.Errorf("%s: %+v", at, f)
		}
	}
}
