package looks

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"onair/app/model"
)

// states of the panel: as it is at first, with something chosen, and just put back.
var states = map[string]func() State{
	"first":   func() State { return State{Beauty: model.Beauty{Params: model.DefaultBeauty().Params}} },
	"changed": stateChanged,
	"put back": func() State {
		s, _ := reduce(stateChanged(), ResetAll{})
		for _, k := range []Kind{Table, Sticker, Background, Green, Texture} {
			s, _ = reduce(s, Loaded{Load: Load{Kind: k}})
		}
		return s
	},
}

func stateChanged() State {
	s := State{Beauty: model.Beauty{Params: model.DefaultBeauty().Params}}
	s.Beauty = s.Beauty.With(model.BeautySmooth, 3)
	s.Beauty.Filter, s.Beauty.Sticker, s.Beauty.Background, s.Beauty.Green, s.Memo.Table = "warm", "hat", "office", "sea", "warm"
	return s
}

// shown is what the panel shows that rules change.
func shown(s State) string {
	b := s.Beauty
	return fmt.Sprintf("%v %s|%s|%s|%s undo %t", b.Value(model.BeautySmooth), b.Filter, b.Sticker, b.Background, b.Green, b.CanUndo)
}

// TestEveryEventInEveryState: "=" is a state that stays; of the effects, Set of each
// value counts once.
func TestEveryEventInEveryState(t *testing.T) {
	no := errors.New("no")
	const first, changed, back = "default ||| undo false", "3 warm|hat|office|sea undo false", "default ||| undo true"
	all := "Set Load Load Load Load Load KeepAll"
	for _, r := range []struct {
		event   Event
		to      [3]string // from first, changed, put back
		effects [3]string
	}{
		{Move{model.BeautySmooth, 5}, [3]string{"5 ||| undo false", "5 warm|hat|office|sea undo false", "5 ||| undo *"}, [3]string{"Set KeepValue", "Set KeepValue", "Set KeepValue"}},
		{Reset{model.BeautySmooth}, [3]string{"=", "default warm|hat|office|sea undo false", "default ||| undo *"}, [3]string{"Set KeepValue", "Set KeepValue", "Set KeepValue"}},
		{Reset{"no such"}, [3]string{"=", "=", "="}, [3]string{}},
		{ResetAll{}, [3]string{"=", "default ||| undo true", "="}, [3]string{"", all, ""}},
		{Undo{}, [3]string{"=", "=", "3 warm||| undo false"}, [3]string{"", "", "Set KeepAll Load Load Load Load Load"}},
		{Choose{Table, "cold"}, [3]string{"default cold||| undo false", "3 cold|hat|office|sea undo false", "default cold||| undo true"}, [3]string{"Load", "Load", "Load"}},
		{Choose{Table, "file:x"}, [3]string{"=", "=", "="}, [3]string{"Load", "Load", "Load"}}, // shown when it was read
		{Choose{Sticker, "hat"}, [3]string{"=", "=", "="}, [3]string{"Load", "Load", "Load"}},
		{Loaded{Load: Load{Kind: Sticker, ID: "cat"}}, [3]string{"default |cat|| undo false", "3 warm|cat|office|sea undo false", "default |cat|| undo true"}, [3]string{"Keep", "Keep", "Keep"}},
		{Loaded{Load: Load{Kind: Sticker, ID: "cat", First: true}}, [3]string{"default |cat|| undo false", "3 warm|cat|office|sea undo false", "default |cat|| undo true"}, [3]string{}},
		{Loaded{Load: Load{Kind: Background, ID: "x"}, Err: no}, [3]string{"=", "=", "="}, [3]string{"Refuse", "Refuse", "Refuse"}},
		{Loaded{Load: Load{Kind: Green, ID: "x", First: true}, Err: no}, [3]string{"=", "=", "="}, [3]string{"Refuse Load", "Refuse Load", "Refuse Load"}},
		{Loaded{Load: Load{Kind: Table, ID: "other"}}, [3]string{"=", "=", "="}, [3]string{}}, // another was chosen meanwhile
	} {
		for i, name := range []string{"first", "changed", "put back"} {
			t.Run(fmt.Sprintf("%T %s", r.event, name), func(t *testing.T) {
				before, kept := states[name](), states[name]()
				after, effects := reduce(before, r.event)
				want := r.to[i]
				if want == "=" {
					want = [3]string{first, changed, back}[i]
				}
				got := shown(after)
				want = strings.ReplaceAll(want, "default", fmt.Sprint(states["first"]().Beauty.Value(model.BeautySmooth)))
				if strings.HasSuffix(want, "*") {
					got, want = got[:strings.Index(got, "undo")], want[:strings.Index(want, "undo")]
				}
				if got != want {
					t.Errorf("shown is %q, want %q", got, want)
				}
				var names []string
				for _, e := range effects {
					if n := reflect.TypeOf(e).Name(); n != "Set" || len(names) == 0 || names[len(names)-1] != "Set" {
						names = append(names, n)
					}
				}
				if got := strings.Join(names, " "); got != r.effects[i] {
					t.Errorf("effects %q, want %q", got, r.effects[i])
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("the state it was given has changed")
				}
			})
		}
	}
}
