package nodes

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/internal/nginxtest"
	"onair/internal/nodetest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server/sfu/sfutest"
)

// TestALoadBalancerNeedsNoStickiness: nginx hands each connection and each request to the
// next of three nodes: a program that sends by WHIP, one that watches by WHEP, and two who
// are signed in.
func TestALoadBalancerNeedsNoStickiness(t *testing.T) {
	url := natstest.Start(t).URL()
	var nodes [3]*nodetest.Node
	var at [3]string
	for i, name := range []string{"a", "b", "c"} {
		nodes[i] = nodetest.Start(t, nodetest.Config{Name: name, Args: []string{"--nats", url, "--guests", "--trusted-proxies", "127.0.0.1"}})
		at[i] = nodes[i].Addr
		if i == 0 {
			nodes[0].Says("server ready")
		}
	}
	nodes[0].Says("takes part in the media\" node=a name=b")
	nodes[0].Says("takes part in the media\" node=a name=c")
	front := "http://" + nginxtest.Balance(t, "../..", at)

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	key, err := nodes[0].Tool(ctx, "streamkey", "--nats", url, "--user", "anna", "--room", "7").Output()
	if err != nil {
		t.Fatal(err)
	}
	anna := &visitor{t: t, front: front, token: strings.TrimSpace(string(key))}
	sent, err := sfutest.Publish(ctx, sfutest.PublishConfig{Mime: "video/H264"}, anna.offer("/whip"))
	if err != nil {
		t.Fatal(err)
	}
	defer sent.Close()

	in := func(name string) (*liveroom.LiveRoom, *roomtest.Senses) {
		return roomtest.LoginAt(t, roomtest.Place{URL: front, App: nodetest.App, Sig: nodetest.Sign(t, name)}, name, liveroom.Config{})
	}
	bob, _ := in("bob")
	carol, _ := in("carol")
	heard := listen(carol)
	for _, who := range []*liveroom.LiveRoom{bob, carol} {
		await.True(t, "the room that WHIP opened", func() bool { return who.EnterRoom(ctx, 7) == nil })
	}
	const words = 4
	for i := range words {
		if _, err := bob.SendRoomTextMsg(ctx, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	await.True(t, "carol hears all that bob says", func() bool { return len(heard()) == words })

	dora := &visitor{t: t, front: front}
	v, err := sfutest.Play(ctx, sfutest.PlayConfig{}, dora.offer("/whep/7"))
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if err := v.Wait(ctx, func(c sfutest.Count) bool { return c.Packets > 50 }); err != nil {
		t.Fatalf("WHEP: %v", err)
	}
	for range 3 { // at each node in turn
		if status := anna.ask(ctx, http.MethodPatch, anna.at, "application/trickle-ice-sdpfrag", anna.ice+"m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n"); status != http.StatusNoContent {
			t.Errorf("PATCH: %d", status)
		}
	}
	for _, p := range []*visitor{dora, anna} {
		if status := p.ask(ctx, http.MethodDelete, p.at, "", ""); status != http.StatusOK {
			t.Errorf("DELETE: %d", status)
		}
	}
}

var ufrag, pwd = regexp.MustCompile(`a=ice-ufrag:\S+`), regexp.MustCompile(`a=ice-pwd:\S+`)

// visitor is a program that speaks HTTP.
type visitor struct {
	t            *testing.T
	front, token string
	at, etag     string // of its session
	body         string // of the last answer
	ice          string // names and passwords of the offer
}

func (v *visitor) ask(ctx context.Context, method, path, kind, body string) int {
	v.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, v.front+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if v.token != "" {
		req.Header.Set("Authorization", "Bearer "+v.token)
	}
	if v.etag != "" {
		req.Header.Set("If-Match", v.etag)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	v.body = string(b)
	if to := res.Header.Get("Location"); to != "" {
		v.at, v.etag = to, res.Header.Get("ETag")
	}
	return res.StatusCode
}

// offer gives an offer to an address.
func (v *visitor) offer(path string) sfutest.Exchange {
	return func(ctx context.Context, sdp string) (string, error) {
		for _, line := range []*regexp.Regexp{ufrag, pwd} {
			v.ice += strings.TrimSpace(line.FindString(sdp)) + "\r\n"
		}
		if status := v.ask(ctx, http.MethodPost, path, "application/sdp", sdp); status != http.StatusCreated {
			return "", fmt.Errorf("%d %s", status, v.body)
		}
		return v.body, nil
	}
}
