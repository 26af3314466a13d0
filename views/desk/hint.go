package desk

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// NewHint is what is wrong with the stream of another program, and what to set there.
func NewHint(h model.ProgramHint, width float32) fyne.CanvasObject {
	values := kit.Values{"A": "", "B": ""}
	for i, name := range []string{"A", "B"} {
		if i < len(h.Args) {
			values[name] = h.Args[i]
		}
	}
	key := "program.hint." + h.Code
	do := key + ".do"
	if unknown := key + ".unknown"; values["A"] == "" && kit.Has(unknown) {
		key = unknown
	}
	return kit.Outlined(kit.ColorSurface, 12, kit.Pad(12, 14, kit.Column(4,
		kit.Row(8, kit.Icon("warn", kit.ColorFair, 18), kit.NewGrow(kit.NewPara(kit.T(key, values), kit.Strong, width-80))),
		kit.NewPara(kit.T(do, values), kit.Caption, width-40))))
}
