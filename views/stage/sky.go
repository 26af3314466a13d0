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

// sky is what moves over the picture: chat lines that fly through its upper
// third, and hearts that rise. Its clock runs only while something moves.
type sky struct {
	w      *desk.Desk
	Layer  *fyne.Container
	Things []*moving
	rows   [skyRows]time.Time // when a row of lines is free again
	seen   uint64             // highest ID of the chat lines looked at
	hearts uint64             // Likes.Others looked at
	gone   int                // lines deleted, looked at
	turn   int
	first  bool
	Stop   func()
	Grand  *grandShow
}

// moving is one thing that moves; draw places it for the part of its time that
// is over.
type moving struct {
	Object fyne.CanvasObject
	extra  fyne.CanvasObject // a shadow behind it, or nil
	from   time.Time
	length time.Duration
	seq    uint64 // of a chat line that the server knows, or 0
	draw   func(part float32, room fyne.Size)
}

const (
	skyRows      = 5
	SkyRowHeight = 30 // of the lines that fly
	skyTick      = 33 * time.Millisecond
	lineTime     = 10 * time.Second // to cross the picture
	HeartTime    = 2 * time.Second  // to rise
	maxLines     = 40
	maxHearts    = 24
)

func newSky(w *desk.Desk) *sky {
	s := &sky{w: w, Layer: kit.NewFreeLayer(), first: true}
	s.Grand = newGrandShow(s)
	return s
}

// Update lets what is new fly and rise.
func (s *sky) Update(l model.Live) {
	fresh := s.first
	s.first = false
	seen := s.seen
	for _, line := range l.Chat.Lines {
		if line.ID <= seen {
			continue
		}
		s.seen = max(s.seen, line.ID)
		if !fresh && l.Danmaku.On && line.Kind == model.ChatText && !line.Old {
			s.fly(line, l.Danmaku.Opacity)
		}
	}
	if n := len(l.Chat.Deleted); n != s.gone {
		s.gone = n
		s.keep(func(m *moving) bool { return m.seq == 0 || !l.Chat.Deleted[m.seq] })
	}
	s.Grand.update(l.Gifts.Grand)
	n := l.Likes.Others - s.hearts
	s.hearts = l.Likes.Others
	if !fresh && n < 1<<32 {
		for range min(n, 8) {
			s.Heart()
		}
	}
}

// fly sends a line through the first row that is free.
func (s *sky) fly(line model.ChatLine, opacity int) {
	now := s.w.Now()
	room := s.Layer.Size()
	rows := min(skyRows, max(1, int(room.Height/3/SkyRowHeight)))
	row := -1
	for i := range rows {
		if !now.Before(s.rows[i]) {
			row = i
			break
		}
	}
	if row < 0 || s.count(lineTime) >= maxLines {
		return // the lines fly too close already; it is in the chat
	}
	alpha := uint8(255 * min(100, max(20, opacity)) / 100)
	text := canvas.NewText(desk.Shorten(line.Text, 60), faded(kit.NameColor(line.User.ID, true), alpha))
	shadow := canvas.NewText(text.Text, color.NRGBA{A: alpha})
	for _, t := range []*canvas.Text{text, shadow} {
		t.TextSize, t.TextStyle.Bold = 18, true
		t.Resize(t.MinSize())
	}
	width := text.MinSize().Width
	y := float32(12 + row*SkyRowHeight)
	// The next line may start when the end of this one is in the picture.
	share := (width + 40) / max(1, room.Width+width)
	s.rows[row] = now.Add(time.Duration(share * float32(lineTime)))
	s.add(&moving{Object: text, extra: shadow, from: now, length: lineTime, seq: line.Seq, draw: func(part float32, room fyne.Size) {
		x := room.Width - part*(room.Width+width)
		shadow.Move(fyne.NewPos(x+1, y+1))
		text.Move(fyne.NewPos(x, y))
	}})
}

func faded(c color.Color, alpha uint8) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// Heart lets one heart rise from the lower right corner.
func (s *sky) Heart() {
	if s.count(HeartTime) >= maxHearts {
		return
	}
	s.turn++
	colors := []fyne.ThemeColorName{kit.ColorLive, kit.ColorFair, kit.ColorAccent, kit.ColorGood, kit.ColorBad}
	size := float32(22 + s.turn*7%14)
	h := kit.Icon("heart-full", colors[s.turn%len(colors)], size)
	h.Resize(fyne.NewSquareSize(size))
	sway := float64(s.turn % 7)
	s.add(&moving{Object: h, from: s.w.Now(), length: HeartTime, draw: func(part float32, room fyne.Size) {
		x := room.Width - 56 + float32(math.Sin(sway+float64(part)*6)*18)
		y := room.Height - 40 - part*min(room.Height*0.6, 320)
		h.Translucency = float64(max(0, (part-0.4)/0.6))
		h.Move(fyne.NewPos(x, y))
	}})
}

// count is the number of things that move for a time.
func (s *sky) count(length time.Duration) int {
	n := 0
	for _, m := range s.Things {
		if m.length == length {
			n++
		}
	}
	return n
}

func (s *sky) add(m *moving) {
	m.draw(0, s.Layer.Size())
	s.Things = append(s.Things, m)
	if m.extra != nil {
		s.Layer.Objects = append(s.Layer.Objects, m.extra)
	}
	s.Layer.Objects = append(s.Layer.Objects, m.Object)
	canvas.Refresh(s.Layer)
	if s.Stop == nil {
		s.Stop = s.w.Every(skyTick, s.Tick)
	}
}

// Tick moves everything on and takes away what has arrived.
func (s *sky) Tick() {
	now, room := s.w.Now(), s.Layer.Size()
	s.keep(func(m *moving) bool {
		part := float32(now.Sub(m.from)) / float32(m.length)
		if part < 1 {
			m.draw(part, room)
		}
		return part < 1
	})
	s.Grand.next()
	if len(s.Things) == 0 {
		s.close()
	}
}

// keep takes away what stays no longer.
func (s *sky) keep(stays func(*moving) bool) {
	rest := s.Things[:0]
	for _, m := range s.Things {
		if stays(m) {
			rest = append(rest, m)
		}
	}
	if len(rest) == len(s.Things) {
		return
	}
	clear(s.Things[len(rest):])
	s.Things = rest
	s.Layer.Objects = nil
	for _, m := range rest {
		if m.extra != nil {
			s.Layer.Objects = append(s.Layer.Objects, m.extra)
		}
		s.Layer.Objects = append(s.Layer.Objects, m.Object)
	}
	canvas.Refresh(s.Layer)
}

func (s *sky) close() {
	if s.Stop != nil {
		s.Stop()
		s.Stop = nil
	}
}
