package main

import (
	"log"
	"time"

	"onair/assets/backgrounds"
	"onair/assets/luts"
	"onair/assets/stickers"
	"onair/beauty"
	"onair/beauty/backdrop"
	"onair/beauty/grade"
	"onair/beauty/looks"
	"onair/beauty/makeup"
	"onair/beauty/motion"
)

// makeupSheets have a sheet of kinds and two of looks, at half and full strength.
func makeupSheets() []sheet {
	kinds := sheet{name: "makeup", view: close}
	looks := sheet{name: "makeup-lips", view: lower}
	hair := sheet{name: "makeup-hair", view: whole}
	for _, k := range makeup.Kinds() {
		if k != makeup.Hair {
			kinds.rows = append(kinds.rows, painted(k, makeup.Looks(k)[0]))
		}
	}
	for _, l := range makeup.Looks(makeup.Hair) {
		hair.rows = append(hair.rows, painted(makeup.Hair, l))
	}
	for _, l := range makeup.Looks(makeup.Lips) {
		looks.rows = append(looks.rows, painted(makeup.Lips, l))
	}
	return []sheet{kinds, looks, hair}
}

func painted(k makeup.Kind, l makeup.Look) row {
	return row{k.ParamID() + ", " + l.Name, func(c *beauty.Chain, a float32) { c.SetMakeup(k, l, a) }}
}

// stickerSheet shows each template, a second and more after it was put on.
func stickerSheet() sheet {
	s := sheet{name: "stickers", view: whole, grid: true}
	for _, name := range stickers.Names() {
		s.rows = append(s.rows, row{name, func(c *beauty.Chain, _ float32) {
			c.SetMotion(template(name))
			c.NoteGesture("heart", time.Unix(1, 0))
		}})
	}
	return s
}

// turnedSheet shows those that stand before a face on a head that turns.
func turnedSheet() sheet {
	s := sheet{name: "stickers-turned", view: whole, turns: true}
	for _, name := range []string{"glasses", "sunglasses", "masquerade", "cat", "fox", "flowers", "headphones", "moustache"} {
		s.rows = append(s.rows, row{name, func(c *beauty.Chain, _ float32) { c.SetMotion(template(name)) }})
	}
	return s
}

func template(name string) *motion.Template {
	files, err := stickers.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	t, err := motion.Load(files)
	if err != nil {
		log.Fatal(err)
	}
	return t
}

// backgroundSheet needs the person's mask.
func backgroundSheet() sheet {
	s := sheet{name: "background", view: whole, person: true, rows: []row{{"blur", func(c *beauty.Chain, a float32) {
		c.SetBackground(backdrop.Blur, nil)
		c.SetBackgroundBlur(a)
	}}}}
	for _, name := range backgrounds.Names() {
		s.rows = append(s.rows, row{name + " (full: with everything else)", func(c *beauty.Chain, a float32) {
			c.SetBackground(backdrop.Picture, still(name))
			if a == 1 {
				measured(c, 1)
			}
		}})
	}
	return s
}

func still(name string) backdrop.Source {
	file, err := backgrounds.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	s, err := backdrop.LoadStill(file)
	if err != nil {
		log.Fatal(err)
	}
	return s
}

// looksSheet has the complete looks, with their colour tables.
func looksSheet() sheet {
	s := sheet{name: "looks", view: whole}
	for _, name := range looks.Names() {
		s.rows = append(s.rows, row{name, func(c *beauty.Chain, a float32) {
			if a > 0 {
				wear(c, name, a)
			}
		}})
	}
	return s
}

// wear puts a complete look on; its makeup and filter by an amount.
func wear(c *beauty.Chain, name string, amount float32) {
	l, _ := looks.Named(name)
	for id, v := range l.Values {
		set(c, id, v)
	}
	for _, k := range makeup.Kinds() {
		c.SetMakeup(k, l.Makeup[k.String()], amount*l.Values[k.ParamID()])
	}
	file, err := luts.Open(l.Table)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	table, err := grade.Load(file)
	if err != nil {
		log.Fatal(err)
	}
	c.SetFilter(table)
	c.SetFilterStrength(amount * l.Values["strength"])
}

// together is what somebody would leave on.
func together() sheet {
	return sheet{name: "together", view: whole, rows: []row{{"everything with measure", measured}}}
}

func measured(c *beauty.Chain, a float32) {
	for id, v := range map[string]float32{
		"smooth": 6, "whiteness": 3, "ruddy": 3, "faceBeauty": 6,
		"eyeLighten": 4, "toothWhiten": 4, "wrinkleRemove": 5, "pouchRemove": 5, "smileLinesRemove": 4,
	} {
		set(c, id, v*a)
	}
	for _, k := range []makeup.Kind{makeup.Lips, makeup.Blush, makeup.Liner} {
		c.SetMakeup(k, makeup.Looks(k)[0], 0.5*a)
	}
}
