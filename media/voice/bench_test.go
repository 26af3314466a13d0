package voice

import (
	"fmt"
	"testing"
)

func BenchmarkProcess(b *testing.B) {
	x := speech()[:blockLen*50]
	block := make([]float32, blockLen)
	run := func(name string, set func(c *Chain)) {
		b.Run(name, func(b *testing.B) {
			c := New()
			set(c)
			through(c, x)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				copy(block, x[i*blockLen:])
				c.Process(block)
				i = (i + 1) % 50
			}
		})
	}
	run("pitch", func(c *Chain) { c.SetPitch(0.3) })
	for n := 1; n < 12; n++ {
		run(fmt.Sprintf("reverb=%d", n), func(c *Chain) { c.SetReverb(Reverb(n)) })
	}
	for n := 1; n < 12; n++ {
		run(fmt.Sprintf("changer=%d", n), func(c *Chain) { c.SetChanger(Changer(n)) })
	}
}
