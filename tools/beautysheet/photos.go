package main

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/image/draw"

	"onair/assets/models"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/tools/internal/photo"
)

// leastFace is the width in pixels of faces that are worth a line.
const leastFace = 60

// findFaces takes the largest face of each photograph of a folder. It needs the models.
func findFaces(folder string) ([]subject, error) {
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		return nil, err
	}
	defer m.Close()
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []subject
	for _, e := range files {
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if ext != ".jpg" && ext != ".png" {
			continue
		}
		s, ok, err := find(m, filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		if ok {
			s.name = strings.TrimSuffix(e.Name(), ext)
			out = append(out, s)
		}
	}
	return out, nil
}

func find(m *ort.Models, path string) (s subject, ok bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return s, false, err
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		return s, false, err
	}
	rgba := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(rgba, rgba.Rect, img, img.Bounds().Min, draw.Src)
	faces, err := face.Still(m, photo.ToFrame(rgba))
	if err != nil || len(faces) == 0 || faces[0].Width() < leastFace {
		return s, false, err
	}
	s, _ = cut(rgba, faces[0])
	tr := face.NewTracker(m, face.Options{})
	defer tr.Close()
	tr.Want(face.WantPerson)
	tr.Submit(s.frame)
	for range 1000 {
		if tr.Person(&s.mask) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return s, true, nil
}

// lines writes a picture for each row of the sheet: a line for each face, at levels 0,
// 3, 6 and 9.
func (s *sheet) lines(faces []subject, folder string) error {
	amounts := []float32{0, 1. / 3, 2. / 3, 1}
	for _, r := range s.rows {
		_, high := s.view.of(&faces[0].face, image.Rectangle{})
		out := image.NewRGBA(image.Rect(0, 0, cellW*len(amounts), (high+caption)*len(faces)))
		draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
		for j, f := range faces {
			top := j * (high + caption)
			for k, amount := range amounts {
				img := photo.ToImage(render(f, r, amount))
				part, h := s.view.of(&f.face, img.Rect)
				draw.CatmullRom.Scale(out, image.Rect(k*cellW, top+caption, (k+1)*cellW, top+caption+h), img, part, draw.Src, nil)
			}
			write(out, 4, top+12, f.name+", "+r.label+":  0, 3, 6, 9")
		}
		name := s.name + "-" + strings.Map(func(c rune) rune {
			if c == ' ' || c == ',' || c == '/' {
				return '-'
			}
			return c
		}, r.label)
		if err := photo.WriteJPEG(filepath.Join(folder, name+".jpg"), out); err != nil {
			return err
		}
	}
	return nil
}
