package sfu

import (
	"sync/atomic"
	"time"
)

// Stats is a snapshot for a metrics page. Streams and viewers are as of now, the rest totals since the start.
type Stats struct {
	Streams int
	Viewers int

	PacketsIn, BytesIn   uint64 // RTP from publishers, payload bytes
	PacketsOut, BytesOut uint64 // RTP to viewers without repairs, payload bytes

	NACKsReceived   uint64 // packets that viewers asked for again
	Retransmits     uint64 // of those, sent
	NACKsSent       uint64 // packets asked of publishers again
	Repaired        uint64 // packets from publishers that came late or again
	PLIsReceived    uint64 // keyframes that viewers asked for
	PLIsSent        uint64 // and those asked of publishers
	Malformed       uint64 // RTP from publishers that could not be read
	OverLimit       uint64 // packets from publishers dropped for exceeding the bit rate
	ViewerReports   uint64 // reception reports from viewers
	PaddingOut      uint64 // packets of padding to viewers, to find out what their lines carry
	SendDatagrams   uint64 // datagrams over UDP
	SendBytes       uint64
	SendBatches     uint64 // system calls that sent them
	SendGSO         uint64 // messages that carried several
	SendDropped     uint64 // datagrams dropped at the socket
	GSO             bool   // segmentation offload is in use
	PublishersEnded uint64
	ViewersEnded    uint64
}

// counters are the totals that the SFU itself keeps.
type counters struct {
	packetsIn, bytesIn, packetsOut, bytesOut                    atomic.Uint64
	nacksReceived, retransmits, nacksSent, repaired             atomic.Uint64
	plisReceived, plisSent, malformed, overLimit, viewerReports atomic.Uint64
	paddingOut, publishersEnded, viewersEnded                   atomic.Uint64
}

// StreamStats describes one stream as of now.
type StreamStats struct {
	StreamID     string
	Viewers      int
	Video, Audio bool // packets are coming
	VideoCodec   string
	Layers       []LayerStats // of the video, the best first
	BitRate      int          // of what the publisher sends, bits a second over the last second
}

// Stats takes a snapshot. Any goroutine may call it.
func (s *SFU) Stats() Stats {
	c := &s.count
	out := Stats{
		PacketsIn: c.packetsIn.Load(), BytesIn: c.bytesIn.Load(), PacketsOut: c.packetsOut.Load(), BytesOut: c.bytesOut.Load(),
		NACKsReceived: c.nacksReceived.Load(), Retransmits: c.retransmits.Load(), NACKsSent: c.nacksSent.Load(),
		Repaired: c.repaired.Load(), PLIsReceived: c.plisReceived.Load(), PLIsSent: c.plisSent.Load(),
		Malformed: c.malformed.Load(), OverLimit: c.overLimit.Load(), ViewerReports: c.viewerReports.Load(),
		PaddingOut: c.paddingOut.Load(), PublishersEnded: c.publishersEnded.Load(), ViewersEnded: c.viewersEnded.Load(),
	}
	for _, conn := range s.net.Conns {
		u := conn.Counters()
		out.SendDatagrams += u.Datagrams
		out.SendBytes += u.Bytes
		out.SendBatches += u.Batches
		out.SendGSO += u.GSO
		out.SendDropped += u.Dropped
		out.GSO = out.GSO || u.GSOEnabled
	}
	for _, p := range s.publishers() {
		out.Streams++
		out.Viewers += p.viewerCount()
	}
	return out
}

// Streams describes each stream. Any goroutine may call it.
func (s *SFU) Streams() []StreamStats {
	var out []StreamStats
	for _, p := range s.publishers() {
		st := StreamStats{StreamID: p.id, Viewers: p.viewerCount(), BitRate: int(p.bitRate.Load())}
		if t := p.tracks[video]; t != nil {
			st.Video = p.flows(video)
			st.Layers = p.layerStats()
			st.VideoCodec = t.codec.Mime
		}
		if t := p.tracks[audio]; t != nil {
			st.Audio = t.flowing.Load()
		}
		out = append(out, st)
	}
	return out
}

// ViewerStats describes one viewer as of now, from its own reports of the video (of the sound where there is no video).
type ViewerStats struct {
	ViewerID  string
	Connected bool
	Packets   uint64        // RTP sent, without repairs
	Loss      float64       // share of packets lost on the way in the last second or so, 0..1
	RoundTrip time.Duration // 0 if not known yet
}

// Viewers describes each viewer of a stream. Any goroutine may call it.
func (s *SFU) Viewers(streamID string) []ViewerStats {
	p := s.find(streamID)
	if p == nil {
		return nil
	}
	var out []ViewerStats
	for _, v := range p.allViewers() {
		st := ViewerStats{ViewerID: v.id, Connected: v.connected.Load()}
		for _, sub := range v.subs {
			if sub == nil {
				continue
			}
			st.Packets += uint64(sub.packets.Load())
			sub.mu.Lock()
			if st.RoundTrip == 0 {
				st.Loss, st.RoundTrip = float64(sub.loss)/256, sub.rtt
			}
			sub.mu.Unlock()
		}
		out = append(out, st)
	}
	return out
}
