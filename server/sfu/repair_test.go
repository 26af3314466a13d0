package sfu_test

import (
	"math/rand/v2"
	"testing"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

func TestRepairTowardsViewer(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{BitRate: 800_000}, sfu.PublishOptions{})
	set := sfutest.Settings()
	if err := sfutest.Lossy(&set, 0.1, 0); err != nil {
		t.Fatal(err)
	}
	v := b.play("s", "v", sfutest.PlayConfig{Settings: &set}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Distinct > 300 && c.Missing() == 0 })
	if st := b.sfu.Stats(); st.NACKsReceived == 0 || st.Retransmits == 0 {
		t.Errorf("whole without repairs: %+v", st)
	}
}

func TestRepairFromPublisher(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	set := sfutest.Settings()
	if err := sfutest.Lossy(&set, 0, 0.08); err != nil {
		t.Fatal(err)
	}
	p := b.publish("s", sfutest.PublishConfig{BitRate: 800_000, Settings: &set}, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{NoNACK: true}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Distinct > 300 && c.Missing() == 0 })
	st := b.sfu.Stats()
	if st.NACKsSent == 0 || st.Repaired == 0 || p.NACKs() == 0 {
		t.Errorf("whole without repairs: %+v", st)
	}
	if st.Retransmits != 0 {
		t.Errorf("the viewer asked for %d packets", st.Retransmits)
	}
}

func TestOneViewersLossIsNotAnothers(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{BitRate: 800_000}, sfu.PublishOptions{})
	set := sfutest.Settings()
	if err := sfutest.Lossy(&set, 0.3, 0); err != nil {
		t.Fatal(err)
	}
	bad := b.play("s", "bad", sfutest.PlayConfig{Settings: &set, NoNACK: true}, sfu.PlayOptions{})
	good := b.play("s", "good", sfutest.PlayConfig{NoNACK: true}, sfu.PlayOptions{})
	b.await(bad, func(c sfutest.Count) bool { return c.Missing() > 20 })
	b.await(good, func(c sfutest.Count) bool { return c.Distinct > 200 })
	if m := good.Count().Missing(); m != 0 {
		t.Errorf("the good viewer misses %d packets", m)
	}
}

// Clients that are let in may still send nonsense: it must neither stop the relay nor reach others.
func TestNonsenseFromPeers(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 5 })
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		p.Nonsense(rnd)
		v.Nonsense(rnd)
	}
	n := v.Count().Packets
	b.await(v, func(c sfutest.Count) bool { return c.Packets > n+60 })
	w := b.play("s", "w", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(w, func(c sfutest.Count) bool { return c.Keyframes > 0 })
}
