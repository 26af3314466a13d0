package sfu

import (
	"time"

	"github.com/pion/interceptor"

	"onair/server/sfu/internal/rtpread"
)

// reportTap reads a publisher's RTCP of all its tracks. pion's own way to that of one layer of several (RTPReceiver.ReadSimulcast)
// reads without a lock what the next layer's first packet writes.
type reportTap struct{ p *publisher }

// NewInterceptor makes the peer connection's interceptor.
func (t reportTap) NewInterceptor(string) (interceptor.Interceptor, error) {
	return &reportTapInterceptor{p: t.p}, nil
}

type reportTapInterceptor struct {
	interceptor.NoOp
	p *publisher
}

// BindRTCPReader is called once a stream that comes in. Nobody else reads it.
func (i *reportTapInterceptor) BindRTCPReader(r interceptor.RTCPReader) interceptor.RTCPReader {
	i.p.start(func() { i.p.readReports(r) })
	return r
}

// readReports passes the publisher's sender reports on until the connection closes.
func (p *publisher) readReports(r interceptor.RTCPReader) {
	mine := func(ssrc uint32, each func(t *track)) {
		for _, t := range p.all() {
			if t.ssrc.Load() == ssrc && !p.cut.Load() {
				each(t)
			}
		}
	}
	h := &rtpread.Handler{
		SenderReport: func(ssrc uint32, ntp uint64, rtp uint32) {
			mine(ssrc, func(t *track) {
				t.stats.SenderReport(ntp, time.Now())
				t.forward(&senderReport{ntp: ntp, rtp: rtp})
			})
		},
		Bye: func(ssrc uint32) { mine(ssrc, (*track).leave) },
	}
	buf := make([]byte, 1500)
	for {
		n, _, err := r.Read(buf, nil)
		if err != nil {
			return
		}
		rtpread.Walk(buf[:n], h)
	}
}
