package rtmp

import (
	"bytes"
	"testing"
	"time"

	"github.com/bluenviron/gortmplib/pkg/bytecounter"
	"github.com/bluenviron/gortmplib/pkg/message"

	"onair/server/ingest"
	"onair/server/sound"
	"onair/signaling"
)

// nowhere is a relay that forgets what it gets.
type nowhere struct{}

func (nowhere) H264([][]byte, time.Duration, time.Duration) {}
func (nowhere) Reorder(bool)                                {}
func (nowhere) Opus([]byte, time.Duration)                  {}
func (nowhere) Done() <-chan struct{}                       { return nil }
func (nowhere) Close()                                      {}

// FuzzMessages hands on what the library reads of any bytes, up to the sound's converter.
func FuzzMessages(f *testing.F) {
	all := func(messages ...message.Message) []byte {
		var out bytes.Buffer
		w := message.NewWriter(&out, bytecounter.NewWriter(&out), true)
		for _, m := range messages {
			if err := w.Write(m); err != nil {
				f.Fatal(err)
			}
		}
		return out.Bytes()
	}
	f.Add(all(
		&message.Audio{ChunkStreamID: message.AudioChunkStreamID, MessageStreamID: 1, Codec: message.CodecMPEG4Audio, Rate: message.AudioRate44100, Depth: message.AudioDepth16,
			IsStereo: true, AACType: message.AudioAACTypeConfig, AACConfig: aac.Config},
		&message.Audio{ChunkStreamID: message.AudioChunkStreamID, MessageStreamID: 1, Codec: message.CodecMPEG4Audio, Rate: message.AudioRate44100, Depth: message.AudioDepth16,
			IsStereo: true, AACType: message.AudioAACTypeAU, AU: []byte{0x21, 0x10, 5}},
		&message.Video{ChunkStreamID: message.VideoChunkStreamID, MessageStreamID: 1, Codec: message.CodecH264, IsKeyFrame: true, Type: message.VideoTypeAU,
			DTS: time.Second, PTSDelta: 66 * time.Millisecond, AU: []byte{0, 0, 0, 2, 0x65, 1}},
		&message.VideoExFramesX{ChunkStreamID: message.VideoChunkStreamID, MessageStreamID: 1, FourCC: message.FourCCAVC, Payload: []byte{0, 0, 0, 2, 0x41, 1}},
	))
	f.Fuzz(func(t *testing.T, b []byte) {
		g := newGuard(bytes.NewReader(b))
		g.handshake, g.known = handshakeSize, true
		count := bytecounter.NewReader(g)
		r := message.NewReader(count, count, func(uint32) error { return nil })
		tell := func(signaling.HintCode, ...string) {}
		s := &stream{out: ingest.New(nowhere{}, sound.NewToOpus(nowhere{}.Opus), tell, 1<<40, ingest.WallClock()), tell: tell}
		defer s.out.Close()
		for {
			m, err := r.Read()
			if err != nil {
				s.unread(err)
				return
			}
			if !s.out.Came(1) {
				t.Error("cut off")
			}
			s.message(m)
		}
	})
}
