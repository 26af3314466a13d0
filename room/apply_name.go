package room

// SetName gives the room another name and leaves all else as it is; owner only.
type SetName struct {
	By   string
	Name string
}

func (k SetName) apply(c *change) error {
	info := c.info
	info.Name = k.Name
	return SetInfo{By: k.By, Info: info}.apply(c)
}
