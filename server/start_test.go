package server

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onair/signaling"
)

func TestStartErrorsSayWhatToDo(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	_, port, _ := net.SplitHostPort(busy.Addr().String())
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	running := start(t)
	for name, k := range map[string]struct {
		edit func(*Config)
		want StartKind
		text string
	}{
		"HTTP port in use":    {func(c *Config) { c.ListenAddr = busy.Addr().String() }, PortInUse, port},
		"media port in use":   {func(c *Config) { c.MediaAddr = busy.Addr().String() }, PortInUse, port},
		"no port":             {func(c *Config) { c.ListenAddr = "nonsense" }, BadConfig, "nonsense"},
		"no such port":        {func(c *Config) { c.MediaAddr = "127.0.0.1:nonsense" }, BadConfig, "host:port"},
		"no such address":     {func(c *Config) { c.ListenAddr = "192.0.2.1:7880" }, NoSuchAddress, "192.0.2.1"},
		"RTMP at no address":  {func(c *Config) { c.RTMPAddr = "192.0.2.1" }, NoSuchAddress, "192.0.2.1:1935"},
		"RTMP at no name":     {func(c *Config) { c.RTMPAddr = "no such name" }, NoSuchAddress, "no such name"},
		"RTMP port in use":    {func(c *Config) { c.RTMPAddr = busy.Addr().String() }, PortInUse, "RTMP port " + port},
		"RTMP at nonsense":    {func(c *Config) { c.RTMPAddr = "a:b:c" }, BadConfig, "RTMP address"},
		"SRT without a port":  {func(c *Config) { c.SRTAddr = "127.0.0.1" }, BadConfig, "SRT address"},
		"SRT at no address":   {func(c *Config) { c.SRTAddr = "192.0.2.1:9000" }, NoSuchAddress, "192.0.2.1"},
		"folder is a file":    {func(c *Config) { c.DataDir = file }, DataNotWritable, file},
		"folder below file":   {func(c *Config) { c.DataDir = filepath.Join(file, "x") }, DataNotWritable, file},
		"folder in use":       {func(c *Config) { c.DataDir = running.dir }, DataInUse, running.dir},
		"no folder":           {func(c *Config) { c.DataDir = "" }, BadConfig, "data folder"},
		"public IP is a name": {func(c *Config) { c.PublicIPs = []string{"example.org"} }, BadConfig, "example.org"},
	} {
		cfg := testConfig(t.TempDir())
		k.edit(&cfg)
		s, err := New(cfg)
		if err == nil {
			s.Close()
		}
		if startKind(err) != k.want || !strings.Contains(err.Error(), k.text) {
			t.Errorf("%s: %v (kind %d), want kind %d naming %q", name, err, startKind(err), k.want, k.text)
		}
	}
}

func TestAKeyOthersCanReadIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, KeyFile), []byte("0123456789abcdef0123456789abcdef"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := New(testConfig(dir)); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("started with a key that all can read: %v", err)
	}
}

func TestTheKeyIsMadeOnceAndKept(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	key := s.key
	for _, name := range []string{KeyFile, "local.token"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	s.stop()
	if again := startIn(t, dir, newFakeRelay); again.key != key || len(key) != 64 {
		t.Error("another key after a restart")
	}
}

func TestDialWithNoServerIsATypedError(t *testing.T) {
	s := start(t)
	opt := s.options("anna")
	s.stop()
	_, err := signaling.Dial(t.Context(), opt)
	var e *signaling.Error
	if !errors.As(err, &e) || e.Code != signaling.CodeUnreachable || e.Op != signaling.TypeLogin {
		t.Errorf("%v", err)
	}
}

func TestCloseWithoutRunAndTwice(t *testing.T) {
	cfg := testConfig(t.TempDir())
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	addr := s.Addr()
	s.Close()
	s.Close()
	cfg.ListenAddr = addr
	if s, err = New(cfg); err != nil {
		t.Fatal("port or folder not given back:", err)
	}
	s.Close()
}

func TestCloseTellsTheClients(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	anna.create(1)
	if err := s.Server.Close(); err != nil {
		t.Fatal(err)
	}
	anna.sees("serverShutdown", "state reconnecting")
	if err := s.Run(t.Context()); err == nil {
		t.Error("Run works twice")
	}
}
