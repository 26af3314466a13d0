//go:build unix

package fleet

import (
	"context"
	"encoding/binary"
	"net"
	"net/netip"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"onair/room"
	"onair/server/link"
	"onair/server/sfu"

	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v3"
)

// way carries pictures to another node: got is told of each that is there whole.
type way func(b *testing.B, got func(n int)) (send func(n int, at time.Duration))

// BenchmarkWays is what ways from node to node cost, and how late they are: a stream of
// 2.5 Mbit/s, thirty pictures a second, for eight seconds. Losses are the network's: run it
// in a namespace whose firewall drops packets.
func BenchmarkWays(b *testing.B) {
	for _, w := range []struct {
		name string
		way  way
	}{{"pictures", byPictures}, {"nats", byNATS}, {"webrtc", byWebRTC}} {
		b.Run(w.name, func(b *testing.B) { measure(b, w.way) })
	}
}

func measure(b *testing.B, w way) {
	const pictures, warm = 250, 30
	var mu sync.Mutex
	sent, there := map[int]time.Time{}, map[int]time.Time{}
	send := w(b, func(n int) {
		mu.Lock()
		defer mu.Unlock()
		if there[n].IsZero() {
			there[n] = time.Now()
		}
	})
	cpu, begun := spent(b), time.Now()
	tick := time.NewTicker(time.Second / 30)
	defer tick.Stop()
	for n := range pictures {
		<-tick.C
		mu.Lock()
		sent[n] = time.Now()
		mu.Unlock()
		send(n, time.Duration(n)*time.Second/30)
	}
	time.Sleep(time.Second) // what was lost comes late, or never
	took, cpu := time.Since(begun), spent(b)-cpu
	mu.Lock()
	defer mu.Unlock()
	var late []time.Duration
	var ready time.Time // a picture waits for those before it
	lost := 0
	for n := range pictures {
		at := there[n]
		if at.IsZero() {
			lost++
			continue
		}
		if at.After(ready) {
			ready = at
		}
		if n >= warm {
			late = append(late, ready.Sub(sent[n]))
		}
	}
	if len(late) == 0 {
		b.Fatal("nothing arrived")
	}
	slices.Sort(late)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(late[len(late)/2]), "ms/median")
	b.ReportMetric(ms(late[len(late)*95/100]), "ms/p95")
	b.ReportMetric(ms(late[len(late)-1]), "ms/most")
	b.ReportMetric(100*cpu.Seconds()/took.Seconds(), "%core")
	b.ReportMetric(float64(lost), "lost")
	b.ReportMetric(0, "ns/op")
}

// spent is the processor time of this process so far.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

const pictureSize = 2_500_000 / 8 / 30

// numbered is a sink that tells the number of each picture.
type numbered struct{ got func(n int) }

func (s numbered) H264(au [][]byte, _ bool, _, _ time.Duration) {
	s.got(int(binary.BigEndian.Uint32(au[len(au)-1][1:]) &^ 0x01010100))
}
func (numbered) Opus([]byte, time.Duration) {}
func (numbered) Over(sfu.Reason)            {}

func byPictures(b *testing.B, got func(n int)) func(int, time.Duration) {
	authority, err := link.NewAuthority()
	if err != nil {
		b.Fatal(err)
	}
	keys, err := link.NewKeys(authority, "there")
	if err != nil {
		b.Fatal(err)
	}
	ln, err := keys.Listen("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	here, there := open(b), open(b)
	there.dial = func(ctx context.Context, addr, door string, from netip.AddrPort) (net.Conn, error) {
		return keys.Dial(ctx, addr, door, from)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if c, err := ln.Accept(); err == nil {
			here.Feed(b.Context(), c)
		}
	}()
	in, err := here.ingest(here.reign, "s", 1, room.Seat{}, 1<<30, nil)
	if err != nil {
		b.Fatal(err)
	}
	_, end, err := there.tap(origin{ln.Addr().String(), 1}, "s", numbered{got})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { end(); in.Close(); ln.Close(); <-done })
	return func(n int, at time.Duration) { in.H264(picture(n, n%60 == 0, pictureSize), at, at) }
}

// packets puts numbered pictures together out of RTP.
type packets struct {
	got func(n int)
	of  map[uint32]*parts // by RTP time
}

type parts struct {
	seen        map[uint16]bool
	n           int
	first, last uint16
	has         int
}

func (p *packets) take(pkt *rtp.Packet) {
	if len(pkt.Payload) < 6 || pkt.Payload[0]&0x1f != 28 {
		return
	}
	w := p.of[pkt.Timestamp]
	if w == nil {
		w = &parts{seen: map[uint16]bool{}}
		p.of[pkt.Timestamp] = w
	}
	w.seen[pkt.SequenceNumber] = true
	if pkt.Payload[1]&0x80 != 0 {
		w.first, w.n = pkt.SequenceNumber, int(binary.BigEndian.Uint32(pkt.Payload[2:])&^0x01010100)
		w.has |= 1
	}
	if pkt.Marker {
		w.last = pkt.SequenceNumber
		w.has |= 2
	}
	if w.has == 3 && len(w.seen) == int(w.last-w.first)+1 {
		p.got(w.n)
		delete(p.of, pkt.Timestamp)
	}
}

func byNATS(b *testing.B, got func(n int)) func(int, time.Duration) {
	ns, err := natsd.NewServer(&natsd.Options{Host: "127.0.0.1", Port: -1, NoSigs: true})
	if err != nil {
		b.Fatal(err)
	}
	ns.Start()
	b.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		b.Fatal("NATS does not start")
	}
	connect := func() *nats.Conn {
		c, err := nats.Connect(ns.ClientURL())
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(c.Close)
		return c
	}
	from, to := connect(), connect()
	p := &packets{got, map[uint32]*parts{}}
	_, err = to.Subscribe("s", func(m *nats.Msg) {
		var pkt rtp.Packet
		if pkt.Unmarshal(m.Data) == nil {
			p.take(&pkt)
		}
	})
	if err == nil {
		err = to.Flush()
	}
	if err != nil {
		b.Fatal(err)
	}
	pay := rtp.NewPacketizer(1212, 96, 1, &codecs.H264Payloader{}, rtp.NewRandomSequencer(), 90000)
	return func(n int, _ time.Duration) {
		au := picture(n, n%60 == 0, pictureSize)
		var annexB []byte
		for _, nal := range au {
			annexB = append(append(annexB, 0, 0, 0, 1), nal...)
		}
		for _, pkt := range pay.Packetize(annexB, 3000) {
			if raw, err := pkt.Marshal(); err == nil {
				_ = from.Publish("s", raw)
			}
		}
		_ = from.FlushTimeout(time.Second)
	}
}

func byWebRTC(b *testing.B, got func(n int)) func(int, time.Duration) {
	here := open(b)
	in, err := here.ingest(here.reign, "s", 1, room.Seat{}, 1<<30, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(in.Close)
	var media webrtc.MediaEngine
	var inside interceptor.Registry
	if err := media.RegisterDefaultCodecs(); err != nil {
		b.Fatal(err)
	}
	if err := webrtc.RegisterDefaultInterceptors(&media, &inside); err != nil {
		b.Fatal(err)
	}
	var set webrtc.SettingEngine
	set.SetIncludeLoopbackCandidate(true)
	set.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(&media), webrtc.WithInterceptorRegistry(&inside), webrtc.WithSettingEngine(set)).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = pc.Close() })
	up := make(chan struct{})
	pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			close(up)
		}
	})
	pc.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		p := &packets{got, map[uint32]*parts{}}
		for {
			pkt, _, err := t.ReadRTP()
			if err != nil {
				return
			}
			if t.Kind() == webrtc.RTPCodecTypeVideo {
				p.take(pkt)
			}
		}
	})
	if _, err := pc.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
		b.Fatal(err)
	}
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		b.Fatal(err)
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		b.Fatal(err)
	}
	<-gathered
	answer, err := here.sfu.Play(b.Context(), "s", "there", pc.LocalDescription().SDP, nil)
	if err == nil {
		err = pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer})
	}
	if err != nil {
		b.Fatal(err)
	}
	wait(b, "the connection", up)
	return func(n int, at time.Duration) { in.H264(picture(n, n%60 == 0, pictureSize), at, at) }
}
