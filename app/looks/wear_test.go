package looks

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"onair/app/model"
	"onair/app/settings"
	"onair/assets/luts"
	"onair/beauty/looks"
	"onair/beauty/makeup"
	"onair/liveroom"
)

// settled waits until all that was asked of the command goroutine is done.
func settled(t *testing.T, a *Looks) settings.Looks {
	t.Helper()
	got := make(chan settings.Looks, 1)
	a.desk.Do(func() { got <- a.desk.Settings.Looks })
	return <-got
}

// read waits, besides, until all files that were asked for are read and written.
func read(t *testing.T, a *Looks) model.Beauty {
	t.Helper()
	settled(t, a)
	done := make(chan struct{})
	a.desk.Choose(func() { close(done) })
	<-done
	settled(t, a)
	return a.desk.Store.State().Beauty
}

// TestEveryLookIsWhole: each look has a table, a picture and makeup there is, and is worn
// as it is meant, whatever was worn before.
func TestEveryLookIsWhole(t *testing.T) {
	a, m := panel(t)
	if n := len(looks.Names()); n != 12 {
		t.Errorf("%d looks", n)
	}
	for _, id := range slices.Concat(looks.Names(), looks.Names()[:3]) {
		l, _ := looks.Named(id)
		if !slices.Contains(luts.Names(), l.Table) {
			t.Errorf("%s: there is no table %q", id, l.Table)
		}
		a.WearLook(id)
		b := a.desk.Store.State().Beauty
		if b.Look != id || b.Filter != l.Table {
			t.Errorf("%s: the panel shows look %q with filter %q", id, b.Look, b.Filter)
		}
		for p, v := range l.Values {
			if got, err := m.Value(p); err != nil || got != v {
				t.Errorf("%s: %s is %v, want %v (%v)", id, p, got, v, err)
			}
		}
		for _, k := range makeup.Kinds() {
			if got := m.Settings().Makeup[k.String()]; l.Values[k.ParamID()] > 0 && got != l.Makeup[k.String()] {
				t.Errorf("%s: %s is %+v, want %+v", id, k, got, l.Makeup[k.String()])
			}
		}
		if i := slices.IndexFunc(b.Looks, func(c model.Choice) bool { return c.ID == id }); i < 0 || b.Looks[i].Thumb == nil {
			t.Errorf("%s has no picture", id)
		}
	}
	if kept := settled(t, a); kept.Look != looks.Names()[2] {
		t.Errorf("remembered is %q", kept.Look)
	}
	a.SetBeauty("makeup.lips", 0.9)
	if b := a.desk.Store.State().Beauty; b.Look != "" {
		t.Errorf("lips were changed, and the panel still shows %q", b.Look)
	}
	if kept := settled(t, a); kept.Look != "" {
		t.Errorf("remembered is still %q", kept.Look)
	}
	a.SetBeauty("eyeScale", 5)
	a.WearLook("")
	b := a.desk.Store.State().Beauty
	if b.Value("makeup.lips") != 0 || b.Filter != "" || b.Value("smooth") != 6 || b.Value("eyeScale") != 5 {
		t.Errorf("without a look lips are %v, the filter %q, smoothing %v, the eyes %v", b.Value("makeup.lips"), b.Filter, b.Value("smooth"), b.Value("eyeScale"))
	}
}

// TestOwnLooks saves, wears, renames, exports and deletes looks of one's own.
func TestOwnLooks(t *testing.T) {
	a, m := panel(t)
	a.WearLook("berry")
	a.SetMakeupColour("makeup.lips", 0x204060)
	a.SaveLook("  For   Friday ")
	kept := settled(t, a)
	if len(kept.Own) != 1 || kept.Own[0].Name != "For Friday" || kept.Own[0].Filter != "neutral" || kept.Look != "own:For Friday" {
		t.Fatalf("kept is %+v", kept)
	}
	b := read(t, a)
	if last := b.Looks[len(b.Looks)-1]; last.ID != "own:For Friday" || last.Thumb == nil {
		t.Errorf("the last look is %+v", last)
	}
	a.WearLook("")
	a.WearLook("own:For Friday")
	if b = read(t, a); b.Look != "own:For Friday" {
		t.Errorf("worn is %q", b.Look)
	}
	want := makeup.Custom(makeup.RGB{R: 0x20, G: 0x40, B: 0x60}, makeup.FormPlain)
	if got := m.Settings().Makeup["lips"]; got != want {
		t.Errorf("worn again, the lips are %+v", got)
	}
	a.RenameLook("own:For Friday", "Sunday")
	if kept = settled(t, a); kept.Own[0].Name != "Sunday" || kept.Look != "own:Sunday" {
		t.Errorf("renamed: %+v", kept)
	}
	a.SaveLook("Other")
	a.RenameLook("own:Other", "Sunday")
	if kept = settled(t, a); len(kept.Own) != 2 || kept.Own[1].Name != "Other" {
		t.Errorf("two have one name: %+v", kept.Own)
	}
	path := filepath.Join(t.TempDir(), "look.json")
	data := exported(t, a, path)
	if data.Filter != "neutral" || data.Makeup["lips"] != want {
		t.Errorf("exported %+v", data)
	}
	a.DeleteLook("own:Sunday")
	if kept = settled(t, a); len(kept.Own) != 1 || kept.Own[0].Name != "Other" {
		t.Errorf("after the deletion: %+v", kept.Own)
	}
	for range 2 * mostOwn {
		a.SaveLook("Other")
	}
	for i := range mostOwn + 3 {
		a.SaveLook(string(rune('a' + i)))
	}
	if kept = settled(t, a); len(kept.Own) != mostOwn {
		t.Errorf("%d looks are kept", len(kept.Own))
	}
}

// exported is the look "Sunday" as its file has it.
func exported(t *testing.T, a *Looks, path string) liveroom.BeautySettings {
	t.Helper()
	a.ExportLook("own:Sunday", path)
	read(t, a)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := liveroom.ReadBeautySettings(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
