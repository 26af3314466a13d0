package alike

import "testing"

func TestNamesThatReadTheSame(t *testing.T) {
	for _, k := range []struct {
		name, other string
		like        bool
	}{
		{"Anna", "anna", true}, {"Anna", "ANNA", true}, {"Anna", "Аnnа", true}, {"Anna", "Ａｎｎａ", true}, {"Anna", "A\u200bn\u00adna", true},
		{"Anna", " Anna ✓", true}, {"Anna", "~*Anna*~", true}, {"Anna", "A.n.n.a", true}, {"Anna", "Ánnà", true}, {"Anna", "𝐀𝓷𝔫𝕒", true},
		{"Anna", "Αnna", true}, {"Alice", "AIice", true}, {"Alice", "A1ice", true}, {"Bob", "B0b", true}, {"Straße", "STRASSE", true},
		{"paypal", "раураl", true}, {"ℌ𝔬𝔰𝔱", "host", true}, {"主播", "主 播", true}, {"🔥🔥", "🔥🔥", true}, {"🔥", " 🔥 ", true},
		{"Anna", "Anne", false}, {"Anna", "Anna2", false}, {"Anna", "Hanna", false}, {"", "", false}, {"", "\u200b", false}, {"🔥", "🔥🔥", false},
		{"主播", "主持", false}, {"की", "का", false}, {"Anna", "✓", false},
	} {
		if got := NewName(k.name).Like(NewName(k.other)); got != k.like {
			t.Errorf("%q and %q: %v", k.name, k.other, got)
		}
		if got := NewName(k.other).Like(NewName(k.name)); got != k.like {
			t.Errorf("%q and %q: %v", k.other, k.name, got)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("Аnna", "Anna ✓")
	f.Add("\u1100\u200b\u1161", "가")
	f.Fuzz(func(t *testing.T, a, b string) {
		n, m := NewName(a), NewName(b)
		if n.Like(m) != m.Like(n) {
			t.Fatalf("%q and %q differ by direction", a, b)
		}
		if n.keys[0] != "" && !n.Like(n) {
			t.Fatalf("%q is not like itself", a)
		}
	})
}

func BenchmarkName(b *testing.B) {
	for b.Loop() {
		NewName("Аnna of the morning show")
	}
}
