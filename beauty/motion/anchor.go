package motion

// Anchor is a point of the face: the mean of landmarks, moved by Up (in heights
// of the face, hairline to chin).
type Anchor struct {
	// Name is how the template called it.
	Name string
	// Landmarks are numbers of the 478-point mesh.
	Landmarks []uint16
	Up        float32
}
