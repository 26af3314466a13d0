package node

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/signaling"
)

// logged is a log whose lines are events.
type logged struct {
	slog.Handler
	lines chan string
}

func (h logged) Enabled(context.Context, slog.Level) bool { return true }
func (h logged) WithAttrs([]slog.Attr) slog.Handler       { return h }

func (h logged) Handle(_ context.Context, r slog.Record) error {
	select {
	case h.lines <- r.Message:
	default:
	}
	return nil
}

// A node that leads and takes no programs says so when another leads one to it.
func TestALeaderSaysThatItsOptionsDiffer(t *testing.T) {
	url := natstest.Start(t).URL()
	start := func(name, rtmp string) (*Node, chan string) {
		cfg := config(t, url, name)
		lines := make(chan string, 1000)
		cfg.Server.RTMPAddr, cfg.Server.Logger = rtmp, slog.New(logged{slog.DiscardHandler, lines})
		n, err := New(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- n.Run(ctx) }()
		t.Cleanup(func() { cancel(); <-done })
		return n, lines
	}
	until := func(lines chan string, text string) {
		t.Helper()
		await.True(t, text, func() bool {
			for {
				select {
				case line := <-lines:
					if strings.Contains(line, text) {
						return true
					}
				default:
					return false
				}
			}
		})
	}
	_, says := start("a", "")
	until(says, "server ready")
	b, others := start("b", "127.0.0.1:0")
	until(others, "clients go to the node that leads")
	c, err := net.Dial("tcp", b.programs[signaling.DoorRTMP].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	until(says, "start all nodes with the same options")
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the program is not told")
	}
}
