package sfu

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"onair/server/sfu/internal/line"
	"onair/server/sfu/internal/rtpread"
)

func FuzzParseRTP(f *testing.F) {
	f.Add([]byte("\x90\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\xbe\xde\x00\x01\x51\x12\x34\x00data"), uint8(5))
	f.Add([]byte("\xb0\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x10\x00\x00\x01\x05\x02\x12\x34data\x02"), uint8(5))
	f.Fuzz(func(t *testing.T, b []byte, id uint8) {
		_, p, ok := rtpread.ParseRTP(b, id)
		if !ok {
			return
		}
		if !bytes.Contains(b, p) {
			t.Fatal("the payload is not of the packet")
		}
		rtpread.IsH264Key(p)
		rtpread.IsVP8Key(p)
	})
}

func FuzzWalkRTCP(f *testing.F) {
	f.Add([]byte("\x81\xc9\x00\x07aaaabbbbccccddddeeeeffffgggg\x81\xce\x00\x02aaaabbbb"))
	f.Add([]byte("\x81\xcd\x00\x03aaaabbbb\x00\x01\xff\xff\x84\xce\x00\x04aaaabbbbccccdddd"))
	f.Fuzz(func(t *testing.T, b []byte) {
		rtpread.Walk(b, &rtpread.Handler{
			SenderReport: func(uint32, uint64, uint32) {}, Report: func(rtpread.Report) {}, NACK: func(uint32, uint16, uint16) {},
			Keyframe: func(uint32) {}, Feedback: func(b []byte) {
				if r, ok := line.Read(b); ok {
					r.Each(func(uint16, bool, time.Duration) {})
				}
			},
		})
	})
}

// FuzzOffer puts strangers' offers through everything up to the answer.
func FuzzOffer(f *testing.F) {
	f.Add("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")
	f.Add("")
	f.Add(browserOffer("sendrecv", h264First))
	f.Add(browserOffer("recvonly", vp8First))
	s, err := New(Config{UDPAddr: "127.0.0.1:0"})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close() })
	f.Fuzz(func(t *testing.T, text string) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_, err := s.Publish(ctx, "s", text, PublishOptions{})
		if err == nil {
			_, err = s.Play(ctx, "s", "v", text, PlayOptions{})
			s.StopPublish("s")
		}
		if err != nil && !errors.Is(err, ErrBadOffer) && !errors.Is(err, ErrCodec) {
			t.Fatalf("an error without a kind: %v", err)
		}
	})
}
