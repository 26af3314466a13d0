package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/assets/icons"
)

// AppIcon is the program's icon.
func AppIcon() fyne.Resource {
	data, err := icons.FS.ReadFile("app.png")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	return fyne.NewStaticResource("onair.png", data)
}

// Logo is the program's icon as a drawing.
func Logo(size float32) fyne.CanvasObject {
	data, err := icons.FS.ReadFile("app.svg")
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	img := canvas.NewImageFromResource(fyne.NewStaticResource("onair.svg", data))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(size))
	return img
}

// iconResource is an icon of assets/icons in a colour.
func iconResource(name string, c color.Color) fyne.Resource {
	data, err := icons.FS.ReadFile(name + ".svg")
	if err != nil {
		panic(err) // embedded: a wrong name shows in the first test
	}
	r, g, b, _ := c.RGBA()
	hex := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	return fyne.NewStaticResource(name+hex+".svg", bytes.ReplaceAll(data, []byte(`"#000"`), []byte(`"`+hex+`"`)))
}

// Icon is a picture of an icon in a theme colour and square size.
func Icon(name string, c fyne.ThemeColorName, size float32) *canvas.Image {
	img := canvas.NewImageFromResource(iconResource(name, Color(c)))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(size))
	return img
}

// SetIcon changes the icon of a picture made by Icon.
func SetIcon(img *canvas.Image, name string, c fyne.ThemeColorName) {
	res := iconResource(name, Color(c))
	if img.Resource != nil && img.Resource.Name() == res.Name() {
		return
	}
	img.Resource = res
	img.Refresh()
}
