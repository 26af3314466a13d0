//go:build linux

package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/porttest"
	"onair/signaling"
)

// BenchmarkLargeRoom is one room of 9,000 members (ONAIR_LARGE changes it) in equal parts
// at three nodes, and what an event costs: how long until the last member has it, and how
// many bytes go from the node that leads to the two others. All members are clients of one
// process on the same machine. Run it with -benchtime 1x.
func BenchmarkLargeRoom(b *testing.B) {
	size, err := strconv.Atoi(cmp.Or(os.Getenv("ONAIR_LARGE"), "9000"))
	if err != nil {
		b.Fatal(err)
	}
	const messages, room = 10, 8
	url := natstest.Start(b).URL()
	var nodes []*nodetest.Node
	var figures []*benchNode
	for _, name := range []string{"a", "b", "c"} {
		f := &benchNode{name: name, figures: porttest.Reserve(b)}
		nodes = append(nodes, nodetest.Start(b, nodetest.Config{Name: name, Env: []string{"ONAIRD_AS_PROGRAM=1"}, Args: []string{"--nats", url, "--metrics-listen", f.figures,
			"--max-per-address", "50000", "--login-rate", "100000", "--http-rate", "100000", "--address-rate", "1000000", "--chat-rate", "1000", "--chat-burst", "1000"}}))
		figures = append(figures, f)
	}
	nodes[0].Says("server ready")
	owner := come(b, nodes[0], "owner", signaling.Options{})
	must(b, owner, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: room, RoomParam: signaling.RoomParam{RoomName: "large"}}, nil)

	var mu sync.Mutex
	had, last := map[string]int{}, map[string]time.Time{}
	hear := func(e signaling.Envelope) {
		var m signaling.MessageEvent
		if e.Type != signaling.EventRecvRoomTextMsg || e.Decode(&m) != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		had[m.Message.Text]++
		last[m.Message.Text] = time.Now()
	}
	begun := time.Now()
	var wg sync.WaitGroup
	at := make(chan struct{}, 16)
	for i := range size {
		at <- struct{}{}
		wg.Go(func() {
			defer func() { <-at }()
			c := come(b, nodes[i%len(nodes)], fmt.Sprint("m", i), signaling.Options{OnEvent: hear})
			must(b, c, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: room}, nil)
		})
	}
	wg.Wait()
	b.ReportMetric(float64(size)/time.Since(begun).Seconds(), "entries/s")

	trunk := func() (out float64) {
		all, err := figures[0].read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		return all["onair_node_trunk_bytes_total out"]
	}
	say := func(text string) time.Duration {
		said := time.Now()
		must(b, owner, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Key: text, Text: text}, nil)
		await.True(b, "all have it", func() bool { mu.Lock(); defer mu.Unlock(); return had[text] >= size })
		mu.Lock()
		defer mu.Unlock()
		return last[text].Sub(said)
	}
	say("behind the last entries")
	var took []time.Duration
	before := trunk()
	for i := range messages {
		took = append(took, say(fmt.Sprint("line ", i)))
	}
	b.ReportMetric((trunk()-before)/messages, "trunk-bytes/event")
	slices.Sort(took)
	b.ReportMetric(float64(took[messages/2].Milliseconds()), "ms-to-the-last/median")
	b.ReportMetric(float64(took[messages-1].Milliseconds()), "ms-to-the-last/most")
	b.ReportMetric(loadOf(b), "load")
	for i, n := range nodes {
		b.ReportMetric(float64(n.Memory()>>20), fmt.Sprint("MiB-node", i+1))
	}
	b.ReportMetric(0, "ns/op")
}
