package looks

import (
	"bytes"
	"fmt"
	"os"

	"onair/beauty/grade"
)

// ReadTable reads a colour table from a file; of no path there is none. The error says
// what to do.
func ReadTable(path string) (*grade.LUT, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the colour table %q cannot be read; choose another file: %w", path, err)
	}
	return Table(data)
}

// Table is ReadTable with the file's bytes; of nil there is none.
func Table(data []byte) (*grade.LUT, error) {
	if data == nil {
		return nil, nil
	}
	t, err := grade.Load(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("this is not a colour table: %w", err)
	}
	return t, nil
}
