package cluster

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
)

// hook is a log that tells of each line.
type hook struct {
	slog.Handler
	line func(slog.Record)
}

func (h hook) Enabled(context.Context, slog.Level) bool { return true }

func (h hook) Handle(_ context.Context, r slog.Record) error { h.line(r); return nil }

// What is wrong with a NATS is said with what to do: at once where waiting mends nothing,
// else in the log and at the end.
func TestWhatIsWrongWithNATSIsSaid(t *testing.T) {
	for _, tt := range []struct {
		name, url, creds, want string
		at                     func(*natsd.Options)
		config                 bool
	}{
		{name: "password", url: "nats://u:wrong@", want: "--nats-creds", at: func(o *natsd.Options) { o.JetStream, o.Username, o.Password = true, "u", "right" }, config: true},
		{name: "no file", url: "nats://", creds: "nowhere", want: "--nats-creds", at: func(o *natsd.Options) { o.JetStream = true }, config: true},
		{name: "no JetStream", url: "nats://", want: "start NATS with JetStream", at: func(*natsd.Options) {}},
		{name: "nobody", url: "nats://", want: "is it running"},
		{name: "no room", url: "nats://", want: "raise max_file_store", at: func(o *natsd.Options) { o.JetStream, o.JetStreamMaxStore = true, 1 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			addr := "127.0.0.1:1"
			if tt.at != nil {
				opts := &natsd.Options{ServerName: "nats", Host: "127.0.0.1", Port: -1, NoSigs: true, MaxPayload: 9 << 20, StoreDir: t.TempDir()}
				tt.at(opts)
				ns, err := natsd.NewServer(opts)
				if err != nil {
					t.Fatal(err)
				}
				ns.Start()
				defer func() { ns.Shutdown(); ns.WaitForShutdown() }()
				if !ns.ReadyForConnections(20 * time.Second) {
					t.Fatal("NATS does not start")
				}
				addr = ns.Addr().String()
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			said := ""
			log := slog.New(hook{slog.DiscardHandler, func(r slog.Record) {
				if r.Message == "waiting for NATS" || r.Level >= slog.LevelError { // it would wait for a minute
					r.Attrs(func(a slog.Attr) bool { said += a.String() + " "; return true })
					said += r.Message
					cancel()
				}
			}})
			n, err := Join(ctx, Config{URLs: []string{tt.url + addr}, Creds: tt.creds, Name: "a", Addr: "127.0.0.1:1", Log: log})
			if err == nil { // there is room for what nodes keep, and none for anything in it
				_ = n.Run(ctx, func(context.Context, uint64) error { return errors.New("it leads") })
				n.Close()
			} else {
				said += err.Error()
			}
			if !strings.Contains(said, tt.want) || errors.Is(err, ErrConfig) != tt.config {
				t.Errorf("%v; said %s", err, said)
			}
		})
	}
}
