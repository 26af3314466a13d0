package stage

import (
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// grandShow plays the announcements of the dearest gifts over the whole stage,
// one after the other. A show is some fifty shapes that only move, drawn by the
// sky's clock: no picture is made and nothing is drawn anew.
type grandShow struct {
	sky   *sky
	below func() float32  // height at the lower edge that other announcements have
	Card  *fyne.Container // who gave what; in the sky's layer while a show plays
	queue []model.GiftBanner
	seen  uint64
	first bool
	until time.Time
}

const (
	grandTime = 4500 * time.Millisecond
	maxGrand  = 3 // that wait
)

func newGrandShow(s *sky) *grandShow { return &grandShow{sky: s, first: true} }

// update plays a gift that is new.
func (g *grandShow) update(b model.GiftBanner) {
	fresh := g.first
	g.first = false
	if b.ID == g.seen {
		return
	}
	g.seen = b.ID
	if fresh || b.ID == 0 || len(g.queue) >= maxGrand {
		return
	}
	g.queue = append(g.queue, b)
	g.next()
}

// next begins the show that waits longest, when none plays.
func (g *grandShow) next() {
	now := g.sky.w.Now()
	if len(g.queue) == 0 || now.Before(g.until) {
		return
	}
	b := g.queue[0]
	g.queue = g.queue[1:]
	g.until = now.Add(grandTime)
	switch b.Gift.ID {
	case "fireworks":
		g.fireworks(now)
	case "rocket":
		g.rocket(now, b.Gift)
	default:
		g.fountain(now, b.Gift)
	}
	g.announce(now, b)
}

// GrandY is where an announcement stands: below the faces, above other announcements.
func GrandY(room, card, below float32) float32 {
	return max(0, min(room*0.72, room-below-card-8))
}

// announce says who gave what.
func (g *grandShow) announce(now time.Time, b model.GiftBanner) {
	v := kit.Values{"Name": desk.Shorten(b.From.DisplayName(), 18), "Gift": desk.GiftName(b.Gift), "Number": b.Count}
	line := kit.NewLine(kit.T("gift.grand", v), kit.TextStyle{Size: kit.SizeHeading, Bold: true, Color: kit.ColorOnGlass})
	row := kit.Row(12, kit.Avatar(b.From.Avatar, b.From.ID, b.From.DisplayName(), 40), line)
	card := kit.Sheet(kit.ColorGrand, 28, kit.Pad(8, 20, row))
	card.Resize(card.MinSize())
	g.Card = card
	g.sky.add(&moving{Object: card, from: now, length: grandTime, draw: func(part float32, room fyne.Size) {
		m := card.Size()
		x := (room.Width - m.Width) / 2
		switch { // it comes from the left and leaves to the right
		case part < 0.12:
			x -= (1 - ease(part/0.12)) * (room.Width + m.Width) / 2
		case part > 0.9:
			x += ease((part-0.9)/0.1) * (room.Width + m.Width) / 2
		}
		card.Move(fyne.NewPos(x, GrandY(room.Height, m.Height, g.below())))
	}})
}

func ease(x float32) float32 { return 1 - (1-x)*(1-x) }

// spark is one small disc of a show.
func (g *grandShow) spark(now time.Time, c color.Color, size float32, draw func(part float32, room fyne.Size) (x, y, scale float32)) {
	disc := canvas.NewCircle(c)
	g.sky.add(&moving{Object: disc, from: now, length: grandTime, draw: func(part float32, room fyne.Size) {
		x, y, scale := draw(part, room)
		d := max(0, size*scale)
		disc.Resize(fyne.NewSquareSize(d))
		disc.Move(fyne.NewPos(x-d/2, y-d/2))
	}})
}

// sign is the gift's own sign, large.
func (g *grandShow) sign(now time.Time, gift model.Gift, size float32, draw func(part float32, room fyne.Size) (x, y float32)) {
	t := canvas.NewText(desk.GiftSign(gift), kit.Color(kit.ColorText))
	t.TextSize, t.Alignment = size, fyne.TextAlignCenter
	m := t.MinSize()
	t.Resize(m)
	g.sky.add(&moving{Object: t, from: now, length: grandTime, draw: func(part float32, room fyne.Size) {
		x, y := draw(part, room)
		t.Move(fyne.NewPos(x-m.Width/2, y-m.Height/2))
	}})
}

func sparkColor(i int) color.Color {
	all := []fyne.ThemeColorName{kit.ColorFair, kit.ColorLive, kit.ColorAccent, kit.ColorGood, kit.ColorRival, kit.ColorOnGlass}
	return kit.Color(all[i%len(all)])
}

// fireworks are three bursts, one after the other; their sparks fall.
func (g *grandShow) fireworks(now time.Time) {
	const sparks = 16
	for burst, at := range []struct{ x, y, from float32 }{{0.28, 0.34, 0}, {0.7, 0.26, 0.18}, {0.5, 0.42, 0.36}} {
		for i := range sparks {
			angle := 2 * math.Pi * float64(i) / sparks
			reach := float32(0.13 + 0.05*float64(i%3))
			dx, dy := float32(math.Cos(angle))*reach, float32(math.Sin(angle))*reach
			g.spark(now, sparkColor(burst*2+i%2), 20, func(part float32, room fyne.Size) (x, y, scale float32) {
				p := (part - at.from) / 0.5
				if p <= 0 || p >= 1 {
					return 0, 0, 0
				}
				far := ease(p) * room.Height
				return at.x*room.Width + dx*far*1.6, at.y*room.Height + dy*far*1.6 + p*p*room.Height*0.12, 1 - p*p
			})
		}
	}
}

// rocket flies from the lower edge out of the upper one; its trail stays a little.
func (g *grandShow) rocket(now time.Time, gift model.Gift) {
	path := func(part float32, room fyne.Size) (x, y float32) {
		p := part * (0.4 + part*0.8)
		return room.Width*0.5 + float32(math.Sin(float64(part)*5))*20, room.Height * (1.15 - p*1.35)
	}
	for i := range 28 {
		start := float32(i) / 28 * 0.8
		g.spark(now, sparkColor(i%2), float32(14+i%4*6), func(part float32, room fyne.Size) (x, y, scale float32) {
			p := (part - start) / 0.22
			if p <= 0 || p >= 1 {
				return 0, 0, 0
			}
			x, y = path(start, room)
			return x + float32(i%5-2)*14*p, y + 50 + p*60, 1 - p
		})
	}
	g.sign(now, gift, 110, path)
}

// fountain lets the sign rise in the middle, with sparks around it.
func (g *grandShow) fountain(now time.Time, gift model.Gift) {
	for i := range 30 {
		angle := math.Pi * (0.15 + 0.7*float64(i%15)/14)
		speed := float32(0.5 + 0.05*float64(i%6))
		start := float32(i) / 30 * 0.5
		g.spark(now, sparkColor(i), float32(10+i%3*4), func(part float32, room fyne.Size) (x, y, scale float32) {
			p := (part - start) / 0.45
			if p <= 0 || p >= 1 {
				return 0, 0, 0
			}
			x = room.Width/2 - float32(math.Cos(angle))*p*room.Height*0.7
			return x, room.Height*0.62 - float32(math.Sin(angle))*speed*p*room.Height + p*p*room.Height*0.7, 1 - p*0.6
		})
	}
	g.sign(now, gift, 110, func(part float32, room fyne.Size) (x, y float32) {
		up := ease(min(1, part/0.2))
		if part > 0.88 {
			up = 1 - (part-0.88)/0.12
		}
		return room.Width / 2, room.Height * (1.15 - 0.62*up)
	})
}
