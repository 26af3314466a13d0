package rtc_test

import (
	"testing"

	"onair/internal/forgery"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

// TestForgedDatagramsEndNothing writes into a publisher's and a viewer's
// connection whatever somebody can write who sees the packets but has no keys, both
// ways. Pictures go on, and both still notice when the server really hangs up.
func TestForgedDatagramsEndNothing(t *testing.T) {
	up, down := badNet(t), badNet(t)
	s := newStudio(t, rtc.PublishConfig{
		Connection: rtc.Connection{Net: up}, Video: &rtc.VideoConfig{}, Audio: &rtc.AudioConfig{},
	}, newCamera(320, 180, 30))
	v := s.play(rtc.PlayConfig{Connection: rtc.Connection{Net: down}}, "viewer")
	v.watch(t, 10)
	for name, n := range map[string]*lossy.Net{"publisher": up, "viewer": down} {
		user, ssrcs, _, _ := n.Overheard()
		if user == "" || len(ssrcs) == 0 {
			t.Fatalf("nothing was overheard of the %s", name)
		}
		for i, d := range forgery.All(1, user, ssrcs...) {
			n.Deliver(d.Data)
			if err := n.Forge(d.Data); err != nil {
				t.Fatalf("%s: %v", d.Name, err)
			}
			if i%100 == 99 {
				v.watch(t, 2)
			}
		}
		v.watch(t, 30)
		t.Logf("%s: pictures go on", name)
	}
	for name, p := range map[string]interface{ Done() <-chan struct{} }{"player": v, "publisher": s.pub} {
		select {
		case <-p.Done():
			t.Errorf("the %s ended", name)
		default:
		}
	}
	s.sfu.StopPlay("stream", "viewer")
	s.sfu.StopPublish("stream")
	<-v.Done()
	<-s.pub.Done()
}
