package kit

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"
	"golang.org/x/image/font/sfnt"

	"onair/assets/fonts"
	"onair/assets/icons"
	"onair/assets/locales"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, goleak.IgnoreCurrent()) }

func newEnv(t *testing.T) *Env {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(newTheme(LookDark))
	return &Env{Tips: NewTips(func(func()) {})}
}

func TestWrap(t *testing.T) {
	width := func(s string) float32 { return float32(utf8.RuneCountInString(s)) }
	for _, c := range []struct {
		name, text string
		width      float32
		want       []string
	}{
		{"fits", "two words", 20, []string{"two words"}},
		{"at spaces", "one two three", 7, []string{"one two", "three"}},
		{"long word", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"chinese", "一起听雨聊天", 4, []string{"一起听雨", "聊天"}},
		{"punctuation starts no line", "一起听雨，聊天", 4, []string{"一起听", "雨，聊天"}},
		{"line feed", "a\nb", 9, []string{"a", "b"}},
		{"mixed", "UDP 和 TCP。", 6, []string{"UDP 和", "TCP。"}},
		{"empty", "", 5, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Wrap(c.text, c.width, width); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLineCutsWhatDoesNotFit(t *testing.T) {
	newEnv(t)
	l := NewCutLine("A rather long title that cannot fit", Body)
	l.Resize(fyne.NewSize(80, 20))
	r := test.WidgetRenderer(l).(*lineRenderer)
	shown := r.text.Text
	if !strings.HasSuffix(shown, "…") || l.style.measure(shown).Width > 80 {
		t.Errorf("shown %q", shown)
	}
	l.Resize(fyne.NewSize(800, 20))
	if r.text.Text != l.Text() {
		t.Errorf("with room: %q", r.text.Text)
	}
}

func TestSliderStepsAndCatchesAtZero(t *testing.T) {
	env := newEnv(t)
	var got []float64
	s := NewSlider(env, -9, 9, 1, func(v float64) { got = append(got, v) })
	s.Resize(fyne.NewSize(200, 28))
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(199, 14)})
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(104, 14)})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if !slices.Equal(got, []float64{9, 0, -1, -9}) {
		t.Errorf("values %v", got)
	}
	s.SetEnabled(false)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if s.Value() != -9 {
		t.Error("a disabled slider moved")
	}
}

func TestSliderIsNotPulledFromTheHand(t *testing.T) {
	env := newEnv(t)
	s := NewSlider(env, 0, 100, 0, nil)
	s.Resize(fyne.NewSize(200, 28))
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 14)}})
	s.SetValue(10)
	if s.Value() < 40 {
		t.Error("a late state moved the thumb while it is dragged")
	}
	s.DragEnd()
	s.SetValue(10)
	if s.Value() != 10 {
		t.Error("the state does not count after the drag")
	}
}

func TestButtonDisabledWithAReason(t *testing.T) {
	env := newEnv(t)
	taps := 0
	b := NewButton(env, ButtonSpec{Text: "x", Tip: "tip", Action: func() { taps++ }})
	b.SetEnabled(false, "because")
	b.Tapped(nil)
	if taps != 0 || b.TipText() != "because" {
		t.Errorf("%d taps, tip %q", taps, b.TipText())
	}
	b.SetEnabled(true, "")
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if taps != 1 || b.TipText() != "tip" {
		t.Errorf("%d taps, tip %q", taps, b.TipText())
	}
}

func TestMeterRedrawsOnlyWhenSegmentsChange(t *testing.T) {
	newEnv(t)
	m := NewMeter()
	m.Set(50, false)
	if m.Lit() != 50 {
		t.Errorf("lit %d", m.Lit())
	}
	m.Set(50, true)
	if m.Lit() != 0 {
		t.Error("a muted meter is lit")
	}
	m.Set(1000, false)
	if m.Lit() != 100 {
		t.Errorf("lit %d beyond full", m.Lit())
	}
}

func TestEveryIconDraws(t *testing.T) {
	newEnv(t)
	names, err := fs.Glob(icons.FS, "*.svg")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d icons, %v", len(names), err)
	}
	for _, n := range names {
		name := strings.TrimSuffix(n, ".svg")
		img := Icon(name, ColorText, 24)
		img.Resize(fyne.NewSize(24, 24))
		if img.Image == nil {
			t.Errorf("%s does not draw", name)
		}
		data, err := icons.FS.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "stroke") {
			t.Errorf("%s has strokes, which do not scale: run outline.py", n)
		}
	}
}

func TestLanguageIsForced(t *testing.T) {
	for code, want := range map[string]string{"en": "Cancel", "zh": "取消"} {
		if err := SetLanguage(code); err != nil {
			t.Fatal(err)
		}
		if got := T("cancel"); got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
	if err := SetLanguage("xx"); err == nil {
		t.Error("an unknown language was taken")
	}
	if err := SetLanguage("en"); err != nil {
		t.Fatal(err)
	}
	if one, two := N("lobby.count", 1), N("lobby.count", 2); one != "1 room" || two != "2 rooms" {
		t.Errorf("%q, %q", one, two)
	}
}

func TestEveryCharacterOfTheWordsIsInTheTypeface(t *testing.T) {
	words := ""
	for _, lang := range []string{"en", "zh"} {
		data, err := locales.FS.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		words += string(data)
	}
	for name, data := range map[string][]byte{"regular": fonts.Regular, "semibold": fonts.SemiBold} {
		face, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, r := range words + "繁體龍雨…–×" {
			if r < ' ' {
				continue
			}
			if i, err := face.GlyphIndex(&buf, r); err != nil || i == 0 {
				t.Errorf("%s has no %q (%v)", name, r, err)
			}
		}
	}
}

func TestInitial(t *testing.T) {
	for name, want := range map[string]string{"nora": "N", "林晓雨": "林", "  _x": "X", "": "?", "!!": "?"} {
		if got := initial(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
