package peerend

import (
	"runtime"
	"testing"

	"github.com/pion/webrtc/v3"
)

// pair is an offerer and an answerer that have exchanged descriptions and are anywhere in their handshakes.
func pair(t *testing.T) (a, b *webrtc.PeerConnection) {
	t.Helper()
	var set webrtc.SettingEngine
	set.SetIncludeLoopbackCandidate(true)
	api := webrtc.NewAPI(webrtc.WithSettingEngine(set), webrtc.WithMediaEngine(codecs(t)))
	make1 := func() *webrtc.PeerConnection {
		pc, err := api.NewPeerConnection(webrtc.Configuration{})
		must(t, err)
		return pc
	}
	a, b = make1(), make1()
	_, err := a.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo)
	must(t, err)
	offer, err := a.CreateOffer(nil)
	must(t, err)
	gathered := webrtc.GatheringCompletePromise(a)
	must(t, a.SetLocalDescription(offer))
	<-gathered
	must(t, b.SetRemoteDescription(*a.LocalDescription()))
	answer, err := b.CreateAnswer(nil)
	must(t, err)
	gathered = webrtc.GatheringCompletePromise(b)
	must(t, b.SetLocalDescription(answer))
	<-gathered
	must(t, a.SetRemoteDescription(*b.LocalDescription()))
	return a, b
}

func codecs(t *testing.T) *webrtc.MediaEngine {
	t.Helper()
	m := &webrtc.MediaEngine{}
	must(t, m.RegisterDefaultCodecs())
	return m
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheInsidesAreFound(t *testing.T) {
	pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	must(t, err)
	if _, ok := open(pc); !ok {
		t.Error("this version of pion is another inside: see whether Close still needs to know it")
	}
	must(t, Close(pc))
	must(t, Close(pc))
	if pc.ConnectionState() != webrtc.PeerConnectionStateClosed {
		t.Errorf("it is %v", pc.ConnectionState())
	}
}

// TestCloseAnywhereInTheHandshake closes both ends at every stage of setting up; the race detector watches.
func TestCloseAnywhereInTheHandshake(t *testing.T) {
	stages := map[string]func(pc *webrtc.PeerConnection) bool{
		"at once":  func(*webrtc.PeerConnection) bool { return true },
		"checking": func(pc *webrtc.PeerConnection) bool { return pc.ICEConnectionState() != webrtc.ICEConnectionStateNew },
		"handshake": func(pc *webrtc.PeerConnection) bool {
			return pc.ICEConnectionState() == webrtc.ICEConnectionStateConnected
		},
		"up": func(pc *webrtc.PeerConnection) bool {
			return pc.ConnectionState() == webrtc.PeerConnectionStateConnected
		},
	}
	ways := map[string]func(*webrtc.PeerConnection) error{"close": Close, "graceful": GracefulClose}
	for stage, reached := range stages {
		for way, end := range ways {
			t.Run(stage+" "+way, func(t *testing.T) {
				for range 6 {
					a, b := pair(t)
					for !reached(b) {
						runtime.Gosched()
					}
					ended := make(chan error, 2)
					go func() { ended <- end(a) }()
					go func() { ended <- end(b) }()
					must(t, <-ended)
					must(t, <-ended)
					if a.ConnectionState() != webrtc.PeerConnectionStateClosed || b.ConnectionState() != webrtc.PeerConnectionStateClosed {
						t.Errorf("they are %v and %v", a.ConnectionState(), b.ConnectionState())
					}
				}
			})
		}
	}
}

// TestWhoNeverComes: closing does not wait for a peer that has gone.
func TestWhoNeverComes(t *testing.T) {
	a, b := pair(t)
	must(t, Close(a))
	must(t, GracefulClose(b))
	if b.ConnectionState() != webrtc.PeerConnectionStateClosed {
		t.Errorf("it is %v", b.ConnectionState())
	}
}
