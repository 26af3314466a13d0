package load

import (
	"context"
	"fmt"
	"slices"
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
	var all []time.Duration
	for i := range joins {
		v, err := sfutest.Play(ctx, sfutest.PlayConfig{}, func(ctx context.Context, o string) (string, error) {
			return s.Play(ctx, "s", fmt.Sprint(i), o, sfu.PlayOptions{})
		})
		if err != nil {
			b.Fatal(err)
		}
		err = v.Wait(ctx, func(c sfutest.Count) bool { return c.Keyframes > 0 })
		all = append(all, v.Picture())
		v.Close()
		if err != nil {
			b.Fatal(err)
		}
		time.Sleep(time.Duration(i%7) * 30 * time.Millisecond) // at different moments of the limiter
	}
	slices.Sort(all)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(all[joins/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(all[joins*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(pub.Keyframes()-keys)/joins, "keyframes/join")
}
