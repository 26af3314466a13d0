package kit

import (
	"hash/fnv"
	"image"
	"image/color"
	"math"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// AvatarPresets is the number of drawn avatars, "avatar:1" and on.
const AvatarPresets = 8

// duos are pairs of colours for avatars and covers.
var duos = [AvatarPresets][2]uint32{
	{0x6c7bff, 0xb06cff}, {0xff7a59, 0xff4d88}, {0x1fb6a6, 0x3f7bff}, {0xf6a623, 0xf2643d},
	{0x4fc26b, 0x1f9fb6}, {0xe95bb4, 0x7b5cff}, {0x3fa2ff, 0x54e0d0}, {0x8d97ad, 0x525c75},
}

func duo(avatar, seed string) [2]uint32 {
	if n, ok := strings.CutPrefix(avatar, "avatar:"); ok && len(n) == 1 && n[0] >= '1' && n[0] <= '0'+AvatarPresets {
		return duos[n[0]-'1']
	}
	return duos[hash(seed)%AvatarPresets]
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// names are colours for names in the chat: on dark, and on light.
var names = [8][2]uint32{
	{0x9aa6ff, 0x4453d6}, {0xff9d85, 0xc2452a}, {0x5cd6c4, 0x0d7f73}, {0xf7bd5c, 0x99650a},
	{0x86dd9a, 0x1d7d3a}, {0xf59ad0, 0xb02f83}, {0x7cc4ff, 0x1669b5}, {0xd0a6ff, 0x7d3fc4},
}

// NameColor is the colour of a user's name, always the same for one ID. glass:
// over a picture, whatever the look.
func NameColor(id string, glass bool) color.Color {
	pair := names[hash(id)%uint32(len(names))]
	if r, g, b, _ := Color(ColorSurface).RGBA(); !glass && r+g+b > 3*0x8000 {
		return rgb(pair[1])
	}
	return rgb(pair[0])
}

// initial is the letter that stands for a name.
func initial(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return "?"
}

// Avatar is a round picture of a user: the initial on two colours. It is
// chosen by an avatar code (see model.User.Avatar) or else by the ID.
func Avatar(code, id, name string, size float32) fyne.CanvasObject {
	d := duo(code, id)
	img := canvas.NewImageFromImage(gradient(64, 64, d[0], d[1]))
	img.ScaleMode = canvas.ImageScaleFastest
	img.CornerRadius = size / 2
	img.SetMinSize(fyne.NewSquareSize(size))
	letter := canvas.NewText("", color.White)
	if name != "" {
		letter.Text = initial(name)
	}
	letter.TextSize = size * 0.44
	letter.TextStyle.Bold = true
	return Fixed(size, size, container.NewStack(img, container.NewCenter(Pad2(0, 2*lift(letter.TextSize), 0, 0, letter))))
}

// gradient draws two colours diagonally, with a soft light spot.
func gradient(w, h int, a, b uint32) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	ca, cb := rgb(a), rgb(b)
	for y := range h {
		for x := range w {
			t := (float64(x)/float64(w) + float64(y)/float64(h)) / 2
			spot := math.Exp(-(sq(float64(x)/float64(w)-0.28)+sq(float64(y)/float64(h)-0.22))*9) * 0.22
			mix := func(p, q uint8) uint8 {
				v := float64(p)*(1-t) + float64(q)*t
				return uint8(min(255, v+(255-v)*spot))
			}
			img.SetRGBA(x, y, color.RGBA{R: mix(ca.R, cb.R), G: mix(ca.G, cb.G), B: mix(ca.B, cb.B), A: 255})
		}
	}
	return img
}

func sq(v float64) float64 { return v * v }

// Cover is a picture made of a number, for a room that has none of its own.
func Cover(seed string) image.Image {
	n := hash(seed)
	d := duos[n%AvatarPresets]
	img := gradient(160, 90, darker(d[0]), darker(d[1]))
	// Two large soft rings, placed by the number.
	cx, cy := float64(n>>8%100)/100*160, float64(n>>16%100)/100*90
	for y := range 90 {
		for x := range 160 {
			r := math.Hypot(float64(x)-cx, float64(y)-cy)
			ring := math.Exp(-sq((r-38)/9))*0.16 + math.Exp(-sq((r-72)/14))*0.10
			p := img.RGBAAt(x, y)
			lift := func(v uint8) uint8 { return uint8(float64(v) + (255-float64(v))*ring) }
			img.SetRGBA(x, y, color.RGBA{R: lift(p.R), G: lift(p.G), B: lift(p.B), A: 255})
		}
	}
	return img
}

func darker(c uint32) uint32 {
	return (c>>16&0xff*7/10)<<16 | (c>>8&0xff*7/10)<<8 | c&0xff*7/10
}
