package load

import (
	"context"
	"fmt"
	"testing"
	"time"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// BenchmarkJoin gives the time from Play to the first packet of a picture, one viewer after the other, with what they cost in
// keyframes.
func BenchmarkJoin(b *testing.B) {
	s, err := sfu.New(sfu.Config{UDPAddr: "127.0.0.1:0"})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	pub, err := sfutest.Publish(ctx, sfutest.PublishConfig{BitRate: 1_700_000}, func(ctx context.Context, o string) (string, error) {
		return s.Publish(ctx, "s", o, sfu.PublishOptions{})
	})
	if err != nil {
		b.Fatal(err)
	}
	defer pub.Close()
	const joins = 60
	keys := pub.Keyframes()
	sfutest.Joins(b, joins, func(i int) sfutest.Exchange {
		return func(ctx context.Context, o string) (string, error) {
			return s.Play(ctx, "s", fmt.Sprint(i), o, sfu.PlayOptions{})
		}
	})
	b.ReportMetric(float64(pub.Keyframes()-keys)/joins, "keyframes/join")
}
