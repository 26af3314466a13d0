package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"onair/server/usersig"
	"onair/signaling"
)

// TestMain lets the test binary be onaird itself, as a process of its own, or a
// flood against it.
func TestMain(m *testing.M) {
	switch {
	case os.Getenv("ONAIRD_FLOOD") != "":
		floodMain(os.Getenv("ONAIRD_FLOOD"))
	case os.Getenv("ONAIRD_WATCHERS") != "":
		watchersMain(os.Getenv("ONAIRD_WATCHERS"))
	case os.Getenv("ONAIRD_AS_PROGRAM") != "":
		main()
	default:
		os.Exit(m.Run())
	}
}

func noEnv(string) string { return "" }

// do runs a command in this process and returns what it printed.
func do(t testing.TB, env func(string) string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, env, &out, io.Discard)
	return out.String(), err
}

func TestHelpNamesEveryCommandAndOption(t *testing.T) {
	out, err := do(t, noEnv, "--help")
	if !errors.Is(err, errHelp) || !strings.Contains(out, "onaird serve") || !strings.Contains(out, "usersig") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = do(t, noEnv, "serve", "--help")
	for _, option := range []string{"--listen", "--media", "--data-dir", "--guests", "--public-ip", "(default: :7880)"} {
		if !errors.Is(err, errHelp) || !strings.Contains(out, option) {
			t.Errorf("serve --help lacks %s: %v", option, err)
		}
	}
}

func TestWrongCommandLines(t *testing.T) {
	for _, args := range [][]string{{"fly"}, {"serve", "--wings"}, {"serve", "now"}, {"usersig"}, {"serve", "--log-level", "loud"},
		{"serve", "--sdk-app-id", "0"}, {"serve", "--config", "/no/such/file"}, {"serve", "--data-dir", t.TempDir(), "--listen", "x"},
		{"serve", "--max-rooms", "0", "--max-members", "0"}, {"--guests"}, {"completion"}, {"fly", "--help"}, {"usersig", "--listen", ":1"}} {
		_, err := do(t, noEnv, args...)
		if exitCode(err) != 2 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v, exit code %d", args, err, exitCode(err))
		}
	}
	if exitCode(nil) != 0 || exitCode(errHelp) != 0 || exitCode(errDamaged) != 1 {
		t.Error("help or damage have the wrong exit code")
	}
}

func TestOptionsBeforeTheCommandAndHelpOfOne(t *testing.T) {
	dir := t.TempDir()
	before, err := do(t, noEnv, "--data-dir", dir, "--user", "anna", "usersig")
	if err != nil || strings.TrimSpace(before) == "" {
		t.Errorf("%q, %v", before, err)
	}
	for line, want := range map[string]string{"help usersig": "--expire", "--help check": "--repair", "man": ".TH ONAIRD 8", "completion fish": "complete -c onaird", "--version": "onaird dev"} {
		if out, err := do(t, noEnv, strings.Fields(line)...); exitCode(err) != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: %v, %q", line, err, out)
		}
	}
}

func TestOptionsWinOverEnvironmentOverFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "onaird.yaml")
	text := "listen: \":1\"\nmedia: \":2\"\nname: from file\nguests: true\npublic-ip: [192.0.2.1, 192.0.2.2]\nhost-grace: 5s\nuser: only for usersig\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(name string) string {
		return map[string]string{"ONAIRD_CONFIG": file, "ONAIRD_MEDIA": ":22", "ONAIRD_NAME": "from environment"}[name]
	}
	var s settings
	if err := parse(s.serveFlags(), []string{"--name", "from option"}, env); err != nil {
		t.Fatal(err)
	}
	if err := s.complete(); err != nil {
		t.Fatal(err)
	}
	if s.Name != "from option" || s.MediaAddr != ":22" || s.ListenAddr != ":1" || !s.AllowGuests || s.Limits.HostGrace != 5*time.Second ||
		strings.Join(s.PublicIPs, " ") != "192.0.2.1 192.0.2.2" {
		t.Errorf("%+v", s.Config)
	}
	if err := os.WriteFile(file, []byte("lisen: \":1\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := parse(new(settings).serveFlags(), nil, env); err == nil || !strings.Contains(err.Error(), "lisen") {
		t.Errorf("a misspelt name in the file: %v", err)
	}
}

func TestUserSigIsGoodForTheServersKey(t *testing.T) {
	out, err := do(t, noEnv, "usersig", "--user", "anna", "--secret-key", "a key that is long enough", "--expire", "1h", "--sdk-app-id", "77")
	if err != nil {
		t.Fatal(err)
	}
	c, err := usersig.Verify("a key that is long enough", strings.TrimSpace(out), 77, "anna", time.Now())
	if err != nil || c.Expire != time.Hour {
		t.Errorf("%+v, %v", c, err)
	}
}

// program is onaird as a process.
type program struct {
	cmd  *exec.Cmd
	addr string
	done chan error
}

// startProgram runs onaird serve, with more options, and waits until it is ready.
func startProgram(t testing.TB, dir, listen string, more ...string) *program {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"serve", "--data-dir", dir, "--listen", listen, "--media", "127.0.0.1:0"}, more...)...)
	cmd.Env = append(os.Environ(), "ONAIRD_AS_PROGRAM=1")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{cmd: cmd, done: make(chan error, 1)}
	ready := make(chan string, 1)
	_, figures := t.(*testing.B) // whose log is always shown
	go func() {
		address := regexp.MustCompile(`server ready.* http=(\S+)`)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			if !figures {
				t.Log(lines.Text())
			}
			if m := address.FindStringSubmatch(lines.Text()); m != nil {
				ready <- m[1]
			}
		}
		p.done <- cmd.Wait()
	}()
	t.Cleanup(func() { p.end(t, syscall.SIGKILL) })
	select {
	case p.addr = <-ready:
	case err := <-p.done:
		t.Fatalf("onaird ended: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("onaird is not ready")
	}
	return p
}

// end sends a signal and waits for the process.
func (p *program) end(t testing.TB, sig syscall.Signal) error {
	if p.done == nil {
		return nil
	}
	_ = p.cmd.Process.Signal(sig)
	select {
	case err := <-p.done:
		p.done = nil
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("onaird does not end")
		return nil
	}
}

func signIn(t testing.TB, addr, dir, user string, opt signaling.Options) *signaling.Client {
	t.Helper()
	sig, err := do(t, noEnv, "usersig", "--user", user, "--data-dir", dir)
	if err != nil {
		t.Fatal(err)
	}
	opt.URL = "ws://" + addr
	opt.Login = signaling.LoginRequest{SDKAppID: 1400000000, UserID: user, UserSig: strings.TrimSpace(sig)}
	opt.MaxBackOff = 200 * time.Millisecond
	c, err := signaling.Dial(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestKilledServerComesBackWithRoomsAndMembers(t *testing.T) {
	dir := t.TempDir()
	p := startProgram(t, dir, "127.0.0.1:0")
	sessions := make(chan signaling.LoginReply, 4)
	anna := signIn(t, p.addr, dir, "anna", signaling.Options{})
	ben := signIn(t, p.addr, dir, "ben", signaling.Options{OnSession: func(r signaling.LoginReply) { sessions <- r }})
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	create := signaling.CreateRoomRequest{RoomID: 8, RoomParam: signaling.RoomParam{RoomName: "late show"}}
	if err := anna.Call(ctx, signaling.TypeCreateRoom, create, nil); err != nil {
		t.Fatal(err)
	}
	if err := ben.Call(ctx, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 8}, nil); err != nil {
		t.Fatal(err)
	}
	killed := time.Now()
	_ = p.end(t, syscall.SIGKILL)
	p2 := startProgram(t, dir, p.addr)
	ben.RetryNow()
	select {
	case r := <-sessions:
		t.Logf("ben was back %v after the kill", time.Since(killed).Round(time.Millisecond))
		if r.Mode != signaling.ModeSnapshot || r.Room == nil || r.Room.Room.RoomName != "late show" || r.Room.Room.MemberCount != 2 {
			t.Errorf("ben comes back to %+v", r)
		}
	case <-ctx.Done():
		t.Fatal("ben did not come back")
	}
	var snap signaling.Snapshot
	if err := anna.Call(ctx, signaling.TypeGetRoom, nil, &snap); err != nil || snap.Self.Role != signaling.RoleAnchor {
		t.Errorf("anna comes back to %+v, %v", snap, err)
	}
	if err := p2.end(t, syscall.SIGTERM); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
}
