//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"golang.org/x/image/bmp"
)

// repaintEnv makes the test's own program the window that is drawn.
const repaintEnv = "ONAIR_E2E_REPAINT"

func TestMain(m *testing.M) {
	if os.Getenv(repaintEnv) != "" {
		drawScene()
		return
	}
	os.Exit(m.Run())
}

// scene is what stage and panels are made of: pictures that hide what is below, clear
// ones, round ones, some in what scrolls, and words over them.
type scene struct {
	film, clear, round, scrolled, mark *canvas.Image
	words                              *canvas.Text
	scroll                             *container.Scroll
	content                            *fyne.Container
}

func newScene() *scene {
	s := &scene{film: canvas.NewImageFromImage(paint(1, 255)), clear: canvas.NewImageFromImage(paint(2, 120)), round: canvas.NewImageFromImage(paint(3, 255)),
		scrolled: canvas.NewImageFromImage(paint(4, 255)), mark: canvas.NewImageFromImage(flat(0)), words: canvas.NewText("words over a picture", color.White)}
	s.round.CornerRadius = 30
	s.scrolled.SetMinSize(fyne.NewSize(120, 300))
	s.scroll = container.NewVScroll(s.scrolled)
	floor := canvas.NewRectangle(color.NRGBA{40, 60, 80, 255})
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(floor, 0, 0, 600, 400)
	place(s.film, 20, 20, 320, 180)
	place(s.clear, 200, 120, 240, 160)
	place(s.round, 360, 20, 120, 120)
	place(s.scroll, 460, 160, 120, 100)
	place(s.words, 60, 100, 200, 30)
	place(s.mark, 0, 380, 20, 20)
	s.content = container.NewWithoutLayout(floor, s.film, s.clear, s.words, s.round, s.scroll, s.mark)
	return s
}

// changes are what happens to the scene, one after the other.
var changes = []struct {
	name string
	do   func(s *scene)
}{
	{"a picture of its place's size", func(s *scene) { s.film.Image = stripes(320, 180, 9, 255); s.film.Refresh() }},
	{likeBefore + "in the screen's order", func(s *scene) { s.film.Image = ordered{stripes(320, 180, 9, 255)}; s.film.Refresh() }},
	{"in the screen's order, of another size", func(s *scene) { s.film.Image = ordered{stripes(200, 100, 10, 255)}; s.film.Refresh() }},
	{"a film's next picture", func(s *scene) { show(s.film, 11, 255) }},
	{"a clear picture over it", func(s *scene) { show(s.clear, 12, 90) }},
	{"two at once", func(s *scene) { show(s.film, 13, 255); show(s.round, 14, 255) }},
	{"one that is half scrolled away", func(s *scene) { s.scroll.ScrollToOffset(fyne.NewPos(0, 60)); show(s.scrolled, 15, 255) }},
	{"again, with nothing moved", func(s *scene) { show(s.scrolled, 16, 255) }},
	{"one that moves", func(s *scene) { s.clear.Move(fyne.NewPos(150, 60)); show(s.clear, 17, 120) }},
	{"the film after it", func(s *scene) { show(s.film, 18, 255) }},
	{"one that is hidden", func(s *scene) { s.clear.Hide(); show(s.film, 19, 255) }},
	{"a hidden one's picture", func(s *scene) { show(s.clear, 20, 255); show(s.film, 21, 255) }},
	{"one that is shown again", func(s *scene) { s.clear.Show(); s.clear.Refresh() }},
	{"the film turns clear", func(s *scene) { show(s.film, 22, 100) }},
	{"and opaque", func(s *scene) { show(s.film, 23, 255) }},
	{"words that change", func(s *scene) { s.words.Text = "other words"; s.words.Refresh(); show(s.film, 24, 255) }},
	{"one of another size, partly out of the window", func(s *scene) {
		s.film.Move(fyne.NewPos(-50, -30))
		s.film.Resize(fyne.NewSize(400, 250))
		show(s.film, 25, 255)
	}},
	{"its next picture", func(s *scene) { show(s.film, 26, 255) }},
	{"as large as it fits", func(s *scene) { s.film.FillMode = canvas.ImageFillContain; show(s.film, 27, 255) }},
	{"over what surrounds it", func(s *scene) { s.film.FillMode = canvas.ImageFillCover; show(s.film, 28, 255) }},
	{"a translucent one", func(s *scene) { s.film.Translucency = 0.5; show(s.film, 29, 255) }},
	{"a round one", func(s *scene) { s.film.Translucency, s.film.CornerRadius = 0, 40; show(s.film, 30, 255) }},
}

// likeBefore begins the name of a change that must not be seen.
const likeBefore = "the same "

// ordered is a picture whose memory has the screen's order.
type ordered struct{ *image.RGBA }

func (o ordered) Opaque() bool { return true }

func (o ordered) BGRA() (pix []uint8, width, height int) {
	pix = slices.Clone(o.Pix)
	for i := 0; i < len(pix); i += 4 {
		pix[i], pix[i+2] = pix[i+2], pix[i]
	}
	return pix, o.Rect.Dx(), o.Rect.Dy()
}

func show(i *canvas.Image, seed int, alpha uint8) { i.Image = paint(seed, alpha); i.Refresh() }

// paint is a picture of stripes.
func paint(seed int, alpha uint8) image.Image { return stripes(64, 48, seed, alpha) }

func stripes(w, h, seed int, alpha uint8) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8((x*seed*7 + y*13*seed) % 256)
			p.Set(x, y, color.NRGBA{v, v ^ uint8(seed*29), 255 - v, alpha})
		}
	}
	return p
}

// flat is one colour that names a number up to 255.
func flat(n int) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, 4, 4))
	for i := range 16 {
		p.Set(i%4, i/4, color.NRGBA{uint8(n), 255, 0, 255})
	}
	return p
}

// drawScene draws what it is told by lines: "N M" does change N, "all M" draws everything
// anew; then the mark shows M.
func drawScene() {
	a := app.NewWithID("onair.repaint")
	w := a.NewWindow("repaint")
	w.SetPadded(false)
	s := newScene()
	w.SetContent(s.content)
	w.Resize(fyne.NewSize(600, 400))
	go func() {
		in := bufio.NewScanner(os.Stdin)
		for in.Scan() {
			what, mark, _ := strings.Cut(in.Text(), " ")
			fyne.DoAndWait(func() {
				if n, err := strconv.Atoi(what); err == nil {
					changes[n].do(s)
				} else {
					s.content.Refresh()
				}
				m, _ := strconv.Atoi(mark)
				s.mark.Image = flat(m)
				s.mark.Refresh()
			})
		}
		fyne.Do(a.Quit)
	}()
	w.ShowAndRun()
}

// TestWhatIsDrawnInPartsIsAsDrawnWhole: after each change the window looks as it does
// when all of it is drawn anew.
func TestWhatIsDrawnInPartsIsAsDrawnWhole(t *testing.T) {
	d := startDesktop(t, "700x500")
	cmd := d.command(os.Args[0])
	cmd.Env = append(cmd.Env, repaintEnv+"=1", "FYNE_SCALE=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		in.Close()
		cmd.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	}()
	mark := 0
	after := func(what string) image.Image {
		t.Helper()
		mark++
		fmt.Fprintf(in, "%s %d\n", what, mark)
		for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			id, err := d.command("xdotool", "search", "--onlyvisible", "--name", "^repaint$").Output()
			if err != nil {
				continue
			}
			out, err := d.command("import", "-window", strings.Fields(string(id))[0], "bmp:-").Output()
			if err != nil {
				continue
			}
			img, err := bmp.Decode(bytes.NewReader(out))
			if err != nil || img.Bounds().Dx() != 600 || img.Bounds().Dy() != 400 {
				continue
			}
			if r, g, b, _ := img.At(10, 390).RGBA(); int(r>>8) == mark && g>>8 == 255 && b == 0 {
				return img
			}
		}
		t.Fatalf("%s was not drawn", what)
		return nil
	}
	whole := after("all")
	for n, c := range changes {
		before, part := whole, after(strconv.Itoa(n))
		whole = after("all")
		if wrong := apart(part, whole); !wrong.Empty() {
			t.Errorf("%s: other pixels than when all is drawn, in %v", c.name, wrong)
		}
		if wrong := apart(part, before); wrong.Empty() != strings.HasPrefix(c.name, likeBefore) {
			t.Errorf("%s: what changed is in %v", c.name, wrong)
		}
	}
}

// apart is where two pictures of the window differ, but for the mark.
func apart(a, b image.Image) (where image.Rectangle) {
	for y := range 400 {
		for x := range 600 {
			if (x > 20 || y < 380) && a.At(x, y) != b.At(x, y) {
				where = where.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return where
}
