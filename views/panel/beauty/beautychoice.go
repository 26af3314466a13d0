package beauty

import (
	"image/color"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// ChoiceGrid is a grid of pictures to choose one of.
type ChoiceGrid struct {
	w      *desk.Desk
	box    *fyne.Container
	Items  []*choiceItem
	own    *kit.Button
	words  string // prefix of the locale keys of the button
	chosen func(b model.Beauty) string
	more   []func(b model.Beauty)
}

// names are the prefixes of the choices' names: what stands behind a green wall
// is called as what stands behind a person.
var names = map[string]string{"beauty.sticker": "beauty.sticker", "background": "background", "green": "background"}

// newChoiceGrid draws choices; words is the locale prefix of their names, pick
// takes an ID, browse asks for a file of the user's own.
func newChoiceGrid(w *desk.Desk, choices []model.Choice, words string, chosen func(model.Beauty) string, pick func(string), browse func()) *ChoiceGrid {
	g := &ChoiceGrid{w: w, chosen: chosen, words: words}
	grid := container.NewGridWithColumns(3)
	for _, c := range choices {
		item := newChoiceItem(w, c, names[words], func() { pick(c.ID) })
		g.Items = append(g.Items, item)
		grid.Add(item)
	}
	g.own = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Text: kit.T(words + ".own"), Tip: kit.T("tip." + words + ".own"), Action: browse})
	g.box = kit.Column(10, grid, g.own)
	return g
}

// Object is what is to be shown.
func (g *ChoiceGrid) Object() fyne.CanvasObject { return g.box }

// Update shows what is new.
func (g *ChoiceGrid) Update(b model.Beauty) {
	chosen := g.chosen(b)
	for _, item := range g.Items {
		item.setOn(item.id == chosen)
	}
	path, own := strings.CutPrefix(chosen, desk.OwnFile)
	g.own.SetOn(own)
	if own {
		g.own.SetText(desk.Shorten(filepath.Base(path), 28))
	} else {
		g.own.SetText(kit.T(g.words + ".own"))
	}
	for _, f := range g.more {
		f(b)
	}
}

// stickerTips are the stickers that answer a gesture or an expression, which their tips name.
var stickerTips = []string{
	"crown", "hearts", "dog", "party", "headphones", "horns", "halo", "space", "blush", "rainbow", "butterflies", "confetti",
}

// newStickerGrid has the stickers, and the switch for their sound.
func newStickerGrid(w *desk.Desk, b model.Beauty) *ChoiceGrid {
	g := newChoiceGrid(w, b.Stickers, "beauty.sticker", func(b model.Beauty) string { return b.Sticker }, w.Can.Looks.SetSticker,
		func() {
			w.PickFolder(model.FileSticker, func(path string) { w.Can.Looks.SetSticker(desk.OwnFile + path) })
		})
	for _, item := range g.Items {
		if slices.Contains(stickerTips, item.id) {
			item.Tip = kit.T("tip.beauty.sticker." + item.id)
		}
	}
	mute := kit.NewSwitch(w.Env, kit.T("tip.beauty.sticker.sound"), func(on bool) { w.Can.Looks.MuteSticker(!on) })
	g.box.Add(kit.Frame(nil, nil, nil, mute, container.NewVBox(kit.Gap(1, 1), kit.NewCutLine(kit.T("beauty.sticker.sound"), kit.Muted))))
	gifts := kit.NewSwitch(w.Env, kit.T("tip.beauty.sticker.gifts"), w.Can.Looks.WearGifts)
	g.box.Add(kit.Frame(nil, nil, nil, gifts, container.NewVBox(kit.Gap(1, 1), kit.NewCutLine(kit.T("beauty.sticker.gifts"), kit.Muted))))
	g.more = append(g.more, func(b model.Beauty) {
		mute.SetOn(!b.StickerMuted)
		gifts.SetOn(b.GiftsWorn)
	})
	return g
}

func newBackgroundGrid(w *desk.Desk, b model.Beauty) *ChoiceGrid {
	return newChoiceGrid(w, b.Backgrounds, "background", func(b model.Beauty) string { return b.Background }, w.Can.Looks.SetBackground,
		func() {
			w.PickFile(model.FileBackground, func(path string) { w.Can.Looks.SetBackground(desk.OwnFile + path) })
		})
}

func newGreenGrid(w *desk.Desk, b model.Beauty) *ChoiceGrid {
	return newChoiceGrid(w, b.Greens, "green", func(b model.Beauty) string { return b.Green }, w.Can.Looks.SetGreenScreen,
		func() {
			w.PickFile(model.FileBackground, func(path string) { w.Can.Looks.SetGreenScreen(desk.OwnFile + path) })
		})
}

// choiceItem is one picture of a grid, with its name.
type choiceItem struct {
	kit.Tap
	id    string
	frame *canvas.Rectangle
	name  *kit.Line
}

func newChoiceItem(w *desk.Desk, c model.Choice, words string, pick func()) *choiceItem {
	item := &choiceItem{id: c.ID, frame: canvas.NewRectangle(color.Transparent)}
	item.frame.CornerRadius = 10
	name := choiceName(c, words)
	item.name = kit.NewCutLine(name, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorMuted, Align: fyne.TextAlignCenter})
	picture := container.NewStack(item.frame, kit.Pad(3, 3, choicePicture(c)))
	item.Init(w.Env, item, kit.Column(2, kit.Fixed(92, 64, picture), item.name), pick)
	item.Name, item.Tip = name, name
	return item
}

// choicePicture is the thumbnail, or an icon for what has none.
func choicePicture(c model.Choice) fyne.CanvasObject {
	back := canvas.NewRectangle(kit.Color(kit.ColorRaised))
	back.CornerRadius = 8
	if res := desk.PictureResource(c.Thumb); res != nil {
		img := &canvas.Image{Resource: res, FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleSmooth, CornerRadius: 8}
		return container.NewStack(back, img)
	}
	icon := "close"
	if c.ID == "blur" {
		icon = "user"
	}
	return container.NewStack(back, container.NewCenter(kit.Icon(icon, kit.ColorMuted, 24)))
}

func choiceName(c model.Choice, words string) string {
	if c.ID == "" {
		return kit.T("none")
	}
	if key := words + "." + c.ID; kit.Has(key) {
		return kit.T(key)
	}
	return c.Name
}

func (i *choiceItem) setOn(on bool) {
	if i.On != on {
		i.On = on
		i.Restyle()
	}
}

// Restyle shows whether it is chosen, pointed at or focused.
func (i *choiceItem) Restyle() {
	markChoice(i.frame, i.name, i.On, i.Hovered || i.Focused)
}

// markChoice draws the frame of something to choose.
func markChoice(frame *canvas.Rectangle, name *kit.Line, on, near bool) {
	frame.StrokeColor, frame.StrokeWidth = color.Transparent, 0
	c := kit.ColorMuted
	switch {
	case on:
		frame.StrokeColor, frame.StrokeWidth = kit.Color(kit.ColorAccent), 2
		c = kit.ColorText
	case near:
		frame.StrokeColor, frame.StrokeWidth = kit.Color(kit.ColorFaint), 2
	}
	name.SetColor(c)
	frame.Refresh()
}
