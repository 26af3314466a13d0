package natstest

import (
	"context"
	"os"
	"testing"
	"time"

	"onair/internal/await"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func TestMain(m *testing.M) {
	code := m.Run()
	Remove()
	os.Exit(code)
}

// What three servers keep is there when the one that led is killed, and when it is back.
func TestAClusterOutlivesOneServer(t *testing.T) {
	c := StartCluster(t, nil)
	nc, err := nats.Connect(c.URLs(), nats.MaxReconnects(-1), nats.PingInterval(time.Second), nats.MaxPingsOutstanding(2))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	var kv jetstream.KeyValue
	await.Good(t, func() string {
		kv, err = js.CreateKeyValue(t.Context(), jetstream.KeyValueConfig{Bucket: "b", Replicas: Size})
		return reason(err)
	})
	if _, err := kv.PutString(t.Context(), "k", "v"); err != nil {
		t.Fatal(err)
	}
	lead := c.Leader("KV_b")
	if lead < 0 {
		t.Fatal("nobody leads the bucket")
	}
	c.Kill(lead)
	there := func() string {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		e, err := kv.Get(ctx, "k")
		if err == nil && string(e.Value()) != "v" {
			t.Fatalf("%q", e.Value())
		}
		return reason(err)
	}
	await.Good(t, there)
	c.Restart(lead)
	c.Pause((lead + 1) % Size)
	await.Good(t, there)
	c.GoOn((lead + 1) % Size)
}

func reason(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}
